import { ArrayType, OptionalProps, PrimaryKeyProp, type Ref } from '@mikro-orm/core';
import { Entity, Enum, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { FileFormat, FileStep, FileWarning, ScanState, TextState } from './file-enums.js';

/** Bytes that the store holds once however many files have them, and what was read out of them. */
@Entity()
export class FileContent {
  [PrimaryKeyProp]?: 'sha256';
  [OptionalProps]?: 'createdAt' | 'textState' | 'scanState' | 'warnings';

  /** Lower-case hex, the name of the bytes in the store. */
  @PrimaryKey({ type: 'text' })
  sha256!: string;

  @Property({ type: 'timestamptz' })
  createdAt: Date = new Date();

  /** Sniffed from the bytes. */
  @Property({ type: 'text' })
  mediaType!: string;

  @Enum({ items: () => FileFormat, type: 'text' })
  format!: FileFormat;

  /** Bytes. */
  @Property({ type: 'double' })
  size!: number;

  /** Pages, slides or sheets. */
  @Property({ type: 'integer', nullable: true })
  pageCount?: number | null;

  /** Seconds, of video and audio. */
  @Property({ type: 'double', nullable: true })
  durationSeconds?: number | null;

  @Enum({ items: () => TextState, type: 'text' })
  textState: TextState = TextState.PENDING;

  /** Safe HTML of an office or text file. */
  @Property({ type: 'text', nullable: true, lazy: true })
  html?: string | null;

  /** SHA-256 of the thumbnail's bytes in the store. */
  @Property({ type: 'text', nullable: true })
  thumbnailSha256?: string | null;

  @Enum({ items: () => ScanState, type: 'text' })
  scanState: ScanState = ScanState.SKIPPED;

  /** What the scanner calls what it found. */
  @Property({ type: 'text', nullable: true })
  threat?: string | null;

  /** What is being done with it; null when all is done. */
  @Enum({ items: () => FileStep, type: 'text', nullable: true })
  step?: FileStep | null;

  /** Why its text could not be read, for the log. */
  @Property({ type: 'text', nullable: true })
  failure?: string | null;

  @Property({ type: ArrayType })
  warnings: FileWarning[] = [];

  /** The same picture without its place, device and author, which is shown instead of it. */
  @Property({ type: 'text', nullable: true })
  cleanedSha256?: string | null;

  /** Version of the reader that made all this; an older one means read again. */
  @Property({ type: 'integer', nullable: true })
  extractorVersion?: number | null;
}

/** A page, a slide, a sheet, a caption or a stretch of a text, with its place. */
@Entity()
export class FilePassage {
  [PrimaryKeyProp]?: ['content', 'ordinal'];

  @ManyToOne(() => FileContent, { ref: true, primary: true, joinColumn: 'sha256' })
  content!: Ref<FileContent>;

  /** From 0, within the file. */
  @PrimaryKey({ type: 'integer' })
  ordinal!: number;

  /** From 1. */
  @Property({ type: 'integer', nullable: true })
  page?: number | null;

  /** From 1. */
  @Property({ type: 'integer', nullable: true })
  slide?: number | null;

  @Property({ type: 'text', nullable: true })
  sheet?: string | null;

  /** Start of the caption, seconds. */
  @Property({ type: 'double', nullable: true })
  second?: number | null;

  @Property({ type: 'text' })
  text!: string;
}
