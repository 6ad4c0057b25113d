import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { FileFormat, FileRole, ScanState, TextState, ViewerKind } from './file-enums.js';

/** A file as the API shows it; `html` and `passages` are loaded when asked for. */
@ObjectType('StoredFile', { description: 'A file of the published version.' })
export class StoredFileType {
  @Field(() => ID, { description: 'UUID.' })
  id!: string;

  @Field(() => String, { description: 'Display name with its true extension.' })
  name!: string;

  @Field(() => FileFormat, { description: 'Decided by the content.' })
  format!: FileFormat;

  @Field(() => String, { description: 'Media type, sniffed from the bytes.' })
  mediaType!: string;

  @Field(() => Float, { description: 'Bytes.' })
  size!: number;

  @Field(() => FileRole, { description: 'What it is within the material.' })
  role!: FileRole;

  @Field(() => Int, { description: 'Order within the material, from 0.' })
  order!: number;

  @Field(() => String, { description: 'SHA-256 of the bytes, lower-case hex.' })
  sha256!: string;

  @Field(() => Int, { nullable: true, description: 'Pages, slides or sheets.' })
  pageCount!: number | null;

  @Field(() => Float, { nullable: true, description: 'Seconds, of video and audio.' })
  durationSeconds!: number | null;

  @Field(() => ViewerKind, { description: 'How the page shows it.' })
  viewer!: ViewerKind;

  @Field(() => TextState, { description: 'State of its extracted text.' })
  textState!: TextState;

  @Field(() => ScanState, { description: 'Whether it was checked for malicious code.' })
  scanState!: ScanState;

  @Field(() => String, { description: 'Downloads the file as an attachment.' })
  downloadUrl!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The bytes for the viewer; null where a browser must not open them.',
  })
  viewUrl!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Picture of the first page, WebP, at most 480 px wide.',
  })
  thumbnailUrl!: string | null;
}

/** A stretch of a file's text as the API shows it. */
@ObjectType('Passage', { description: "A stretch of a file's text with its place." })
export class PassageType {
  @Field(() => Int, { description: 'From 0, within the file.' })
  ordinal!: number;

  @Field(() => Int, { nullable: true, description: 'Page, from 1.' })
  page!: number | null;

  @Field(() => Int, { nullable: true, description: 'Slide, from 1.' })
  slide!: number | null;

  @Field(() => String, { nullable: true, description: 'Name of the sheet.' })
  sheet!: string | null;

  @Field(() => Float, { nullable: true, description: 'Start of the caption, seconds.' })
  second!: number | null;

  @Field(() => String, { description: 'The words.' })
  text!: string;
}
