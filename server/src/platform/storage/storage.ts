import type { Readable } from 'node:stream';

/** What identifies stored bytes: their own SHA-256 in lower-case hex, and their length in bytes. */
export interface StoredObject {
  sha256: string;
  size: number;
}

/** A stretch of bytes, both ends included, as in an HTTP Range. */
export interface ByteRange {
  start: number;
  end: number;
}

/** Options of {@link Storage.put}. */
export interface PutOptions {
  /** Most bytes taken; a longer source is refused with {@link ObjectTooLarge} and leaves nothing behind. */
  maxBytes?: number;
}

/**
 * Content-addressed store of bytes: what is put twice is kept once, and nothing is ever overwritten.
 * An object that `put` has answered for survives a power cut.
 */
export interface Storage {
  /** Takes a stream to its end; answers only when the bytes are safe. */
  put(source: AsyncIterable<Uint8Array>, options?: PutOptions): Promise<StoredObject>;
  /** Takes a file of the local disk whose bytes are fsynced and named already; the file stays the caller's. */
  keep(path: string, object: StoredObject): Promise<void>;
  /** Streams an object or a part of it; throws {@link ObjectNotFound}. */
  open(sha256: string, range?: ByteRange): Promise<Readable>;
  /** Length in bytes; null when there is no such object. */
  stat(sha256: string): Promise<StoredObject | null>;
  exists(sha256: string): Promise<boolean>;
  /** Forgets an object; one that is not there is no error. */
  remove(sha256: string): Promise<void>;
  /** Lends a path on the local disk for programs that need one; the path is valid until `use` settles. */
  withLocalFile<T>(sha256: string, use: (path: string) => Promise<T>): Promise<T>;
}

/** The store has no object with that SHA-256. */
export class ObjectNotFound extends Error {
  constructor(readonly sha256: string) {
    super(`No stored object ${sha256}`);
    this.name = 'ObjectNotFound';
  }
}

/** The source is longer than the limit that the caller set. */
export class ObjectTooLarge extends Error {
  constructor(readonly maxBytes: number) {
    super(`The source is longer than ${maxBytes} bytes`);
    this.name = 'ObjectTooLarge';
  }
}

/** Where an object lies below the root of a store: `ab/cd/<sha256>`; throws on anything but 64 hex digits. */
export function objectPath(sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new ObjectNotFound(sha256);
  return `${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`;
}
