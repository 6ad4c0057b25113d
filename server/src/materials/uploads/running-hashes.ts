import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** Uploads whose digest is kept in memory; the others are read again at their end. */
const KEPT = 500;

/** SHA-256 of uploads as far as they have come, so that a long file need not be read again at its end. */
export class RunningHashes {
  readonly #hashes = new Map<string, { hash: Hash; bytes: number }>();

  /** The digest of the first bytes to go on with; undefined when this process has not seen them all. */
  after(id: string, bytes: number): Hash | undefined {
    if (bytes === 0) return createHash('sha256');
    const known = this.#hashes.get(id);
    return known?.bytes === bytes ? known.hash.copy() : undefined;
  }

  /** Remembers the digest of the first bytes, which are on the disk. */
  keep(id: string, hash: Hash | undefined, bytes: number): void {
    this.#hashes.delete(id);
    if (!hash) return;
    this.#hashes.set(id, { hash, bytes });
    if (this.#hashes.size > KEPT) this.#hashes.delete(this.#hashes.keys().next().value!);
  }

  /** Forgets an upload. */
  forget(id: string): void {
    this.#hashes.delete(id);
  }

  /** SHA-256 of the whole file, lower-case hex. */
  async of(id: string, path: string, bytes: number): Promise<string> {
    const known = this.after(id, bytes);
    if (known) return known.digest('hex');
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(path, { highWaterMark: 2 ** 20 }))
      hash.update(chunk as Buffer);
    return hash.digest('hex');
  }
}
