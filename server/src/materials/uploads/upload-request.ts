/** What the parts that @tus/server calls have to know of the request that it answers. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Member } from '../../platform/actor.js';
import type { Locale } from '../../platform/localized.js';
import { UploadFault } from './upload-fault.js';

/** A request for an upload. */
export interface UploadRequest {
  readonly actor: Member;
  readonly locale: Locale;
  /** SHA-256 of this request's bytes, base64; undefined when the client trusts the line. */
  readonly checksum: string | undefined;
  /** Ends the connection. */
  readonly cut: () => void;
}

/** Holds the request for everything that it starts. */
export const uploadRequest = new AsyncLocalStorage<UploadRequest>();

/** Algorithms of `Upload-Checksum`. */
export const CHECKSUM_ALGORITHMS = 'sha256';

/**
 * The digest of an `Upload-Checksum` header.
 * @throws UploadFault when it is of another algorithm or malformed
 */
export function readChecksum(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  const [, digest] = /^sha256 ([A-Za-z0-9+/]{43}=)$/.exec(header) ?? [];
  if (digest) return digest;
  throw new UploadFault(400, {
    ru: 'Заголовок Upload-Checksum: понятно только «sha256 <base64>».',
    en: 'Upload-Checksum: only “sha256 <base64>” is understood.',
  });
}
