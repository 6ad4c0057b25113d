import type { SlowestLine } from './speed-watch.js';

/** How much authors may bring. */
export interface UploadLimits {
  /** Longest file, bytes. */
  readonly file: number;
  /** Open uploads of one account. */
  readonly open: number;
  /** Bytes that one account may bring in a day. */
  readonly day: number;
  /** Bytes of the disk that uploads leave free. */
  readonly reserve: number;
  readonly slow: SlowestLine;
}

/** The limits of a deployment. */
export const UPLOAD_LIMITS: UploadLimits = {
  file: 20 * 2 ** 30,
  open: 10,
  day: 50 * 2 ** 30,
  reserve: 2 ** 30,
  slow: { bytesPerSecond: 1024, seconds: 30 },
};
