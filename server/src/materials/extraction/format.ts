import type { FileFormat, ViewerKind } from '../file-enums.js';

/** Name of a file format; the enum itself would load the GraphQL library into the worker. */
export type FormatName = `${FileFormat}`;

/** What the bank knows of a format. */
export interface FormatTraits {
  /** Accepted extensions, the usual one first. */
  extensions: string[];
  mediaType: string;
  viewer: `${ViewerKind}`;
  /** Whether a browser may open the bytes themselves. */
  inline: boolean;
}

const traits = (
  extensions: string,
  mediaType: string,
  viewer: `${ViewerKind}`,
  inline = false,
): FormatTraits => ({ extensions: extensions.split(' '), mediaType, viewer, inline });

const ooxml = 'application/vnd.openxmlformats-officedocument';
const odf = 'application/vnd.oasis.opendocument';

/** Every format that the bank takes. */
const FORMATS: Readonly<Partial<Record<FormatName, FormatTraits>>> = {
  PDF: traits('pdf', 'application/pdf', 'PDF', true),
  DOCX: traits('docx', `${ooxml}.wordprocessingml.document`, 'DOCUMENT'),
  DOC: traits('doc', 'application/msword', 'NONE'),
  ODT: traits('odt', `${odf}.text`, 'DOCUMENT'),
  RTF: traits('rtf', 'application/rtf', 'DOCUMENT'),
  TXT: traits('txt', 'text/plain', 'DOCUMENT'),
  MD: traits('md markdown', 'text/markdown', 'DOCUMENT'),
  HTML: traits('html htm', 'text/html', 'DOCUMENT'),
  PPTX: traits('pptx', `${ooxml}.presentationml.presentation`, 'SLIDES'),
  ODP: traits('odp', `${odf}.presentation`, 'SLIDES'),
  XLSX: traits('xlsx', `${ooxml}.spreadsheetml.sheet`, 'SHEETS'),
  ODS: traits('ods', `${odf}.spreadsheet`, 'SHEETS'),
  CSV: traits('csv', 'text/csv', 'SHEETS'),
  JPG: traits('jpg jpeg', 'image/jpeg', 'IMAGE', true),
  PNG: traits('png', 'image/png', 'IMAGE', true),
  GIF: traits('gif', 'image/gif', 'IMAGE', true),
  WEBP: traits('webp', 'image/webp', 'IMAGE', true),
  MP4: traits('mp4 m4v', 'video/mp4', 'VIDEO', true),
  WEBM: traits('webm', 'video/webm', 'VIDEO', true),
  MP3: traits('mp3', 'audio/mpeg', 'AUDIO', true),
  VTT: traits('vtt', 'text/vtt', 'TEXT', true),
  SRT: traits('srt', 'application/x-subrip', 'TEXT', true),
  ZIP: traits('zip', 'application/zip', 'NONE'),
};

/** Traits of a format; those of a plain download where the bank does not know it. */
export function traitsOf(format: string): FormatTraits {
  return FORMATS[format as FormatName] ?? traits('bin', 'application/octet-stream', 'NONE');
}

/** The format that an extension (lower case, no dot) promises; undefined where the bank takes none such. */
export function formatOfExtension(extension: string): FormatName | undefined {
  const found = Object.entries(FORMATS).find(([, { extensions }]) => extensions.includes(extension));
  return found?.[0] as FormatName | undefined;
}
