import type { FileWarning, TextState } from '../file-enums.js';
import type { FormatName } from './format.js';
import type { RefusalDetail, RefusalReason } from './refusal.js';

/** Raised when a reader gives other results than before: contents read by an older one are read again. */
export const EXTRACTOR_VERSION = 1;

/** Most characters of text kept of one file: 20 MB of Russian in UTF-8. */
export const MAX_TEXT_LENGTH = 10 * 2 ** 20;

/** A stretch of text with its place; pages and slides count from 1. */
export interface ExtractedPassage {
  page?: number;
  slide?: number;
  sheet?: string;
  second?: number;
  text: string;
}

/** All that one reading of a file gives. */
export interface Extraction {
  textState: `${Exclude<TextState, TextState.PENDING>}`;
  passages: ExtractedPassage[];
  /** Pages, slides or sheets. */
  pageCount: number | null;
  durationSeconds: number | null;
  /** Safe HTML; each passage is a `<section id="passage-N">`. */
  html: string | null;
  /** WebP, at most 480 px wide. */
  thumbnail: Uint8Array | null;
  /** Why the text could not be read, for the log; null where it could. */
  failure: string | null;
  /** The picture without its EXIF, to be kept in place of the original. */
  cleaned: Uint8Array | null;
  /** What a reviewer should know before opening the file. */
  warnings: FileWarningName[];
}

/** What a file of no readable text gives. */
export const NOTHING: Extraction = {
  textState: 'EMPTY',
  passages: [],
  pageCount: null,
  durationSeconds: null,
  html: null,
  thumbnail: null,
  failure: null,
  cleaned: null,
  warnings: [],
};

/** Name of a warning; the enum itself would load the GraphQL library into the worker. */
export type FileWarningName = `${FileWarning}`;

/** What the worker is asked. */
export interface Job {
  path: string;
  /** Name as the person gave it; its extension is checked against the content. */
  name: string;
  /** Asks only what the file is. */
  only?: 'sniff';
}

/** What the worker says: first what the file is, then what is in it. */
export type Report =
  | { step: 'sniffed'; format: FormatName }
  | { step: 'refused'; reason: RefusalReason; detail?: RefusalDetail }
  | { step: 'done'; extraction: Extraction };
