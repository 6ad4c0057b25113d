import type { FileFormat } from '../../materials/file-enums.js';

/** A line of a file with where it stands. */
export interface PlacedLine {
  readonly text: string;
  /** Ordinal of the passage. */
  readonly passage: number;
  readonly page: number | null;
  readonly slide: number | null;
}

/** What proposals are made from. */
export interface Source {
  readonly fileName: string;
  readonly format: FileFormat;
  readonly durationSeconds: number | null;
  readonly lines: readonly PlacedLine[];
}

/** What is proposed for a field of the draft, with why. */
export interface Proposal {
  /** Field of `DraftInput`. */
  readonly field: string;
  /** As the input takes them, written as text. */
  readonly values: readonly string[];
  /** The same for people. */
  readonly label: string;
  readonly reason: { readonly ru: string; readonly en: string };
  /** Where it was found; null for the file's name and for what the whole text tells. */
  readonly line: PlacedLine | null;
}

/** Characters that are looked at: what a material is stands in its beginning. */
const BEGINNING = 12_000;
/** Heads of forms and stamps that stand above a title. */
const STAMP =
  /^(министерство|управление|департамент|комитет|администрация|муниципальн|государственн|краев|областн|[гкм][абдко]{0,5}у(?!\p{L})|рассмотрен|утвержд|согласован|принят|приказ от|протокол|г\. ?[а-яё]|город|\d{4}( ?г\.?| год)?$)/iu;

/** Lines of the beginning, with their places. */
export function linesOf(
  passages: readonly { ordinal: number; page: number | null; slide: number | null; text: string }[],
): PlacedLine[] {
  const lines: PlacedLine[] = [];
  let length = 0;
  for (const { ordinal, page, slide, text } of passages) {
    for (const line of text.split('\n')) {
      if (length > BEGINNING) return lines;
      length += line.length;
      if (line.trim()) lines.push({ text: line.trim(), passage: ordinal, page, slide });
    }
  }
  return lines;
}

/** Whether a line is the head of a form: a ministry, a school, a stamp, a year. */
export function isStamp(line: string): boolean {
  return STAMP.test(line.replace(/^[«"]/u, ''));
}

/** The file's name as words: «01_Konspekt (копия).docx» without its number, its mark and its extension. */
export function nameOf({ fileName }: Pick<Source, 'fileName'>): string {
  return fileName
    .replace(/\.[^.]+$/u, '')
    .replace(/[_]+/gu, ' ')
    .replace(/\s*\(\d+\)$|\s*[-–—]?\s*(копия|copy|final|финал|итог|новый|испр|v\d+)\)?$/giu, '')
    .replace(/^[\d.\-–—\s]+(?=\p{L})/u, '')
    .replace(/\s+/gu, ' ')
    .trim();
}
