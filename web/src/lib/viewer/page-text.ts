import type { Place } from './place.ts';
import type { MaterialFile, OpenFile, Passage } from './files.ts';
import { findWords } from '#lib/marking.ts';
import { within } from './sections.ts';

/** Passages that the page asks for at once. */
export const PASSAGES_ASKED = 50;

/** Page that an address opens; a passage found says its page where the address does not. */
export function pageAt(file: Pick<OpenFile, 'pageCount' | 'passages'>, { page, ordinal }: Place): number {
  const found = ordinal === null ? null : file.passages.find((passage) => passage.ordinal === ordinal)?.page;
  return within(page ?? found ?? 1, file.pageCount ?? Number.MAX_SAFE_INTEGER);
}

/** Pages that have words of the query; empty unless the text of the whole file is at hand. */
export function pagesWith({ passages }: Pick<OpenFile, 'passages'>, stems: ReadonlySet<string>): number[] {
  if (stems.size === 0 || passages[0]?.ordinal !== 0 || passages.length >= PASSAGES_ASKED) return [];
  const found = passages.filter(({ page, text }) => page !== null && findWords(text, stems).length > 0);
  return [...new Set(found.map(({ page }) => page!))];
}

/** A text as paragraphs: the server keeps the lines of the page. */
export const lines = (text: string): string[] => text.split(/\n{2,}/).filter((line) => line.trim() !== '');

const baseName = (name: string): string => name.replace(/(?:\.(?:ru|en))?\.[^.]+$/u, '').toLowerCase();

/** Captions of a video, those of its own name first; a caption file without an address cannot be shown. */
export function captionsOf(
  video: Pick<MaterialFile, 'name'>,
  files: readonly MaterialFile[],
): (MaterialFile & { viewUrl: string })[] {
  const captions = files.filter(
    (file): file is MaterialFile & { viewUrl: string } => file.role === 'CAPTIONS' && file.viewUrl !== null,
  );
  const own = captions.filter(({ name }) => baseName(name) === baseName(video.name));
  return own.length > 0 ? own : captions;
}

/** Ordinal of the caption that is heard at a second; -1 before the first. */
export function heardAt(passages: readonly Passage[], second: number): number {
  // addresses have whole seconds
  return passages.findLast((passage) => Math.floor(passage.second ?? Infinity) <= second)?.ordinal ?? -1;
}
