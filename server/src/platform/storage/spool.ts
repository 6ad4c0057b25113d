import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ObjectTooLarge, type PutOptions, type StoredObject } from './storage.js';

/** Bytes on the local disk that no reader can see yet. */
export interface Spooled extends StoredObject {
  path: string;
}

/**
 * Writes a stream to a new file of `folder`, hashing on the way, and fsyncs it.
 * On any failure the file is gone again.
 */
export async function spool(
  source: AsyncIterable<Uint8Array>,
  folder: string,
  { maxBytes = Number.MAX_SAFE_INTEGER }: PutOptions = {},
): Promise<Spooled> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, randomUUID());
  const file = await open(path, 'wx', 0o640);
  const hash = createHash('sha256');
  let size = 0;
  try {
    for await (const chunk of source) {
      size += chunk.byteLength;
      if (size > maxBytes) throw new ObjectTooLarge(maxBytes);
      hash.update(chunk);
      await file.writeFile(chunk);
    }
    await file.sync();
    await file.close();
  } catch (error) {
    await file.close().catch(() => {});
    await rm(path, { force: true });
    throw error;
  }
  return { path, sha256: hash.digest('hex'), size };
}
