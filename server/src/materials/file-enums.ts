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

/** What a reviewer should know before opening a file. */
export enum FileWarning {
  REMOTE_TEMPLATE = 'REMOTE_TEMPLATE',
  OLE_OBJECT = 'OLE_OBJECT',
  DDE_FIELD = 'DDE_FIELD',
}

registerEnumType(FileWarning, {
  name: 'FileWarning',
  description: 'What a reviewer should know before opening a file.',
  valuesConfig: {
    REMOTE_TEMPLATE: { description: 'Word would fetch its template from another machine.' },
    OLE_OBJECT: { description: 'Holds an object of another program, which a double click would run.' },
    DDE_FIELD: { description: 'Holds a field that would start a program.' },
  },
});

/** How far the check for malicious code has come. */
export enum ScanState {
  PENDING = 'PENDING',
  CLEAN = 'CLEAN',
  INFECTED = 'INFECTED',
  TOO_LARGE = 'TOO_LARGE',
  SKIPPED = 'SKIPPED',
}

registerEnumType(ScanState, {
  name: 'ScanState',
  description: 'How far the check for malicious code has come.',
  valuesConfig: {
    PENDING: { description: 'Is being checked; never published in this state.' },
    CLEAN: { description: 'Nothing was found.' },
    INFECTED: { description: 'In quarantine: nobody gets the bytes.' },
    TOO_LARGE: { description: 'Larger than the scanner takes.' },
    SKIPPED: { description: 'This deployment has no scanner.' },
  },
});

/** How far a file of a working version is. */
export enum FileState {
  PENDING = 'PENDING',
  READY = 'READY',
  FAILED = 'FAILED',
  QUARANTINED = 'QUARANTINED',
}

registerEnumType(FileState, {
  name: 'FileState',
  description: 'How far a file of a working version is.',
  valuesConfig: {
    PENDING: { description: 'Is being checked and read.' },
    READY: { description: 'Can be published.' },
    FAILED: {
      description: 'Its text could not be read; it can be published, and is found by its name only.',
    },
    QUARANTINED: { description: 'Malicious code was found: it has to be replaced.' },
  },
});

/** What the bank does with a file at the moment. */
export enum FileStep {
  WAITING = 'WAITING',
  SCANNING = 'SCANNING',
  READING = 'READING',
}

registerEnumType(FileStep, {
  name: 'FileStep',
  description: 'What the bank does with a file at the moment.',
  valuesConfig: {
    WAITING: { description: 'Waits for its turn.' },
    SCANNING: { description: 'Is being checked for malicious code.' },
    READING: { description: 'Its text, pages and cover are being read.' },
  },
});
