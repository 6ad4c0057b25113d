import { FileFormat, ViewerKind } from './file-enums.js';

/** How the page shows each format. */
export const VIEWERS: Readonly<Record<FileFormat, ViewerKind>> = {
  PDF: ViewerKind.PDF,
  DOCX: ViewerKind.DOCUMENT,
  DOC: ViewerKind.NONE,
  ODT: ViewerKind.DOCUMENT,
  RTF: ViewerKind.DOCUMENT,
  TXT: ViewerKind.DOCUMENT,
  MD: ViewerKind.DOCUMENT,
  HTML: ViewerKind.DOCUMENT,
  PPTX: ViewerKind.SLIDES,
  ODP: ViewerKind.SLIDES,
  XLSX: ViewerKind.SHEETS,
  ODS: ViewerKind.SHEETS,
  CSV: ViewerKind.SHEETS,
  JPG: ViewerKind.IMAGE,
  PNG: ViewerKind.IMAGE,
  GIF: ViewerKind.IMAGE,
  WEBP: ViewerKind.IMAGE,
  MP4: ViewerKind.VIDEO,
  WEBM: ViewerKind.VIDEO,
  MP3: ViewerKind.AUDIO,
  VTT: ViewerKind.TEXT,
  SRT: ViewerKind.TEXT,
  ZIP: ViewerKind.NONE,
  OTHER: ViewerKind.NONE,
};

/** Formats whose bytes a browser may open from our own origin: none of them can run a script. */
export const INLINE_FORMATS: ReadonlySet<FileFormat> = new Set([
  FileFormat.PDF,
  FileFormat.JPG,
  FileFormat.PNG,
  FileFormat.GIF,
  FileFormat.WEBP,
  FileFormat.MP4,
  FileFormat.WEBM,
  FileFormat.MP3,
  FileFormat.VTT,
  // Served as WebVTT, which is what browsers take.
  FileFormat.SRT,
]);

/** Address that downloads a file under its name. */
export function fileUrl(id: string, name: string): string {
  return `/files/${id}/${encodeURIComponent(name)}`;
}

/** Address of a file's thumbnail. */
export function thumbnailUrl(fileId: string): string {
  return `/files/${fileId}/thumbnail.webp`;
}

/** Address of the ZIP of all files of a material. */
export function archiveUrl(slug: string): string {
  return `/archives/${slug}.zip`;
}
