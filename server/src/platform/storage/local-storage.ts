import { createReadStream } from 'node:fs';
import { link, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { spool } from './spool.js';
import {
  type ByteRange,
  ObjectNotFound,
  objectPath,
  type PutOptions,
  type Storage,
  type StoredObject,
} from './storage.js';

/** Objects as files `ab/cd/<sha256>` of one folder. */
export class LocalStorage implements Storage {
  constructor(private readonly root: string) {}

  async put(source: AsyncIterable<Uint8Array>, options?: PutOptions): Promise<StoredObject> {
    const { path, sha256, size } = await spool(source, join(this.root, 'incoming'), options);
    try {
      await this.enter(sha256, (target) => rename(path, target));
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    }
    return { sha256, size };
  }

  async keep(path: string, { sha256 }: StoredObject): Promise<void> {
    try {
      await this.enter(sha256, (target) => link(path, target));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // who entered it first may not have come to this
      if (code === 'EEXIST') return syncFolder(dirname(this.pathOf(sha256)));
      // another file system, or one without links
      if (code !== 'EXDEV' && code !== 'EPERM' && code !== 'ENOTSUP') throw error;
      await this.put(createReadStream(path));
    }
  }

  async open(sha256: string, range?: ByteRange): Promise<Readable> {
    const file = await open(this.pathOf(sha256), 'r').catch((error: NodeJS.ErrnoException) => {
      throw error.code === 'ENOENT' ? new ObjectNotFound(sha256) : error;
    });
    return file.createReadStream(range ?? {});
  }

  async stat(sha256: string): Promise<StoredObject | null> {
    try {
      const { size } = await stat(this.pathOf(sha256));
      return { sha256, size };
    } catch (error) {
      if (error instanceof ObjectNotFound || (error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  }

  async exists(sha256: string): Promise<boolean> {
    return (await this.stat(sha256)) !== null;
  }

  async remove(sha256: string): Promise<void> {
    await rm(this.pathOf(sha256), { force: true });
  }

  async withLocalFile<T>(sha256: string, use: (path: string) => Promise<T>): Promise<T> {
    if (!(await this.exists(sha256))) throw new ObjectNotFound(sha256);
    return use(this.pathOf(sha256));
  }

  /** Brings a file under its name so that a power cut does not take it away again. */
  private async enter(sha256: string, move: (target: string) => Promise<void>): Promise<void> {
    const target = this.pathOf(sha256);
    const first = await mkdir(dirname(target), { recursive: true });
    await move(target);
    await syncFolder(dirname(target));
    // A folder that is new is itself an entry that a power cut may lose.
    if (first)
      for (let at = dirname(target); at.length >= this.root.length; at = dirname(at)) await syncFolder(at);
  }

  private pathOf(sha256: string): string {
    return join(this.root, objectPath(sha256));
  }
}

/** Makes the names in a folder as durable as the bytes they lead to. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
