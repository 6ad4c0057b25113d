import type { FileFormat } from '../file-enums.js';

/** Name of a file format; the enum itself would load the GraphQL library into the worker. */
export type FormatName = `${FileFormat}`;

/** What the bank knows of a format. */
export interface FormatTraits {
  /** Accepted extensions, the usual one first. */
  extensions: string[];
  mediaType: string;
}

const traits = (extensions: string, mediaType: string): FormatTraits => ({
  extensions: extensions.split(' '),
  mediaType,
});

const ooxml = 'application/vnd.openxmlformats-officedocument';
const odf = 'application/vnd.oasis.opendocument';

/** Every format that the bank takes. */
const FORMATS: Readonly<Partial<Record<FormatName, FormatTraits>>> = {
  PDF: traits('pdf', 'application/pdf'),
  DOCX: traits('docx', `${ooxml}.wordprocessingml.document`),
  DOC: traits('doc', 'application/msword'),
  ODT: traits('odt', `${odf}.text`),
  RTF: traits('rtf', 'application/rtf'),
  TXT: traits('txt', 'text/plain'),
  MD: traits('md markdown', 'text/markdown'),
  HTML: traits('html htm', 'text/html'),
  PPTX: traits('pptx', `${ooxml}.presentationml.presentation`),
  ODP: traits('odp', `${odf}.presentation`),
  XLSX: traits('xlsx', `${ooxml}.spreadsheetml.sheet`),
  ODS: traits('ods', `${odf}.spreadsheet`),
  CSV: traits('csv', 'text/csv'),
  JPG: traits('jpg jpeg', 'image/jpeg'),
  PNG: traits('png', 'image/png'),
  GIF: traits('gif', 'image/gif'),
  WEBP: traits('webp', 'image/webp'),
  MP4: traits('mp4 m4v', 'video/mp4'),
  WEBM: traits('webm', 'video/webm'),
  MP3: traits('mp3', 'audio/mpeg'),
  VTT: traits('vtt', 'text/vtt'),
  SRT: traits('srt', 'application/x-subrip'),
  ZIP: traits('zip', 'application/zip'),
};

/** Traits of a format; those of a plain download where the bank does not know it. */
export function traitsOf(format: string): FormatTraits {
  return FORMATS[format as FormatName] ?? traits('bin', 'application/octet-stream');
}

/** The format that an extension (lower case, no dot) promises; undefined where the bank takes none such. */
export function formatOfExtension(extension: string): FormatName | undefined {
  const found = Object.entries(FORMATS).find(([, { extensions }]) => extensions.includes(extension));
  return found?.[0] as FormatName | undefined;
}
