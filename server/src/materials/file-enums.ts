import { registerEnumType } from 'type-graphql';

/** What a file is within its material. */
export enum FileRole {
  MAIN = 'MAIN',
  SUPPLEMENT = 'SUPPLEMENT',
  CAPTIONS = 'CAPTIONS',
  TRANSCRIPT = 'TRANSCRIPT',
  POSTER = 'POSTER',
}

registerEnumType(FileRole, {
  name: 'FileRole',
  description: 'What a file is within its material.',
  valuesConfig: {
    MAIN: { description: 'The material itself.' },
    SUPPLEMENT: { description: 'An addition to it.' },
    CAPTIONS: { description: 'Captions of the video, WebVTT or SRT.' },
    TRANSCRIPT: { description: 'The words of the video as a text.' },
    POSTER: { description: 'Picture shown before the video plays.' },
  },
});

/** File format as a reader names it; decided by the content, never by the extension alone. */
export enum FileFormat {
  PDF = 'PDF',
  DOCX = 'DOCX',
  DOC = 'DOC',
  ODT = 'ODT',
  RTF = 'RTF',
  TXT = 'TXT',
  MD = 'MD',
  HTML = 'HTML',
  PPTX = 'PPTX',
  ODP = 'ODP',
  XLSX = 'XLSX',
  ODS = 'ODS',
  CSV = 'CSV',
  JPG = 'JPG',
  PNG = 'PNG',
  GIF = 'GIF',
  WEBP = 'WEBP',
  MP4 = 'MP4',
  WEBM = 'WEBM',
  MP3 = 'MP3',
  VTT = 'VTT',
  SRT = 'SRT',
  ZIP = 'ZIP',
  OTHER = 'OTHER',
}

registerEnumType(FileFormat, {
  name: 'FileFormat',
  description: 'File format as a reader names it; decided by the content, never by the extension alone.',
});

/** State of the text of a file's content. */
export enum TextState {
  PENDING = 'PENDING',
  READY = 'READY',
  EMPTY = 'EMPTY',
  FAILED = 'FAILED',
}

registerEnumType(TextState, {
  name: 'TextState',
  description: "State of the file's extracted text.",
  valuesConfig: {
    PENDING: { description: 'Is being extracted.' },
    READY: { description: 'Can be read and searched.' },
    EMPTY: { description: 'The file holds no text, a scan for example.' },
    FAILED: { description: 'Could not be read; the file itself can be downloaded.' },
  },
});

/** How the page shows a file. */
export enum ViewerKind {
  PDF = 'PDF',
  DOCUMENT = 'DOCUMENT',
  SLIDES = 'SLIDES',
  SHEETS = 'SHEETS',
  VIDEO = 'VIDEO',
  AUDIO = 'AUDIO',
  IMAGE = 'IMAGE',
  TEXT = 'TEXT',
  NONE = 'NONE',
}

registerEnumType(ViewerKind, {
  name: 'ViewerKind',
  description: 'How the page shows a file.',
  valuesConfig: {
    PDF: { description: 'Page by page.' },
    DOCUMENT: { description: 'As clean HTML, field `html`.' },
    SLIDES: { description: 'Slide by slide, field `html`.' },
    SHEETS: { description: 'As tables, field `html`.' },
    VIDEO: { description: 'Player with captions.' },
    AUDIO: { description: 'Player.' },
    IMAGE: { description: 'Picture.' },
    TEXT: { description: 'Plain text by passages.' },
    NONE: { description: 'Download only.' },
  },
});
