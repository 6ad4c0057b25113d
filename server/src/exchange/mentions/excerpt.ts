import { nameForms } from './name-forms.js';

/** A piece of an excerpt; `match` says that it is a word of the name. */
export interface ExcerptPart {
  readonly text: string;
  readonly match: boolean;
}

/** Characters before the name and after it. */
const BEFORE = 110;
const AFTER = 170;
/** What stands for a name that was taken out. */
const BLANK = '▮▮▮';

/**
 * The words around a name.
 * @param name what was looked for: the excerpt is where its first word is
 * @param wholeName what is marked of it
 */
export function excerpt(text: string, name: string, wholeName = name): ExcerptPart[] {
  const words = new RegExp(nameForms(wholeName).words.join('|'), 'giu');
  const first = new RegExp(nameForms(name).words[0]!, 'iu');
  const line = text.replace(/\s+/gu, ' ').trim();
  const at = Math.max(0, line.search(first));
  const start = at > BEFORE ? line.indexOf(' ', at - BEFORE) + 1 : 0;
  const end = at + AFTER < line.length ? line.lastIndexOf(' ', at + AFTER) : line.length;
  const piece = line.slice(start, end > at ? end : at + AFTER);
  const parts: ExcerptPart[] = start > 0 ? [{ text: '…', match: false }] : [];
  let last = 0;
  for (const { 0: match, index } of piece.matchAll(words)) {
    if (index > last) parts.push({ text: piece.slice(last, index), match: false });
    parts.push({ text: match, match: true });
    last = index + match.length;
  }
  parts.push({ text: piece.slice(last) + (end < line.length ? '…' : ''), match: false });
  return parts.filter((part) => part.text !== '');
}

/** The words around a name, without the name: it leads to the place and not to the person. */
export function blankedExcerpt(text: string, name: string, wholeName: string): string {
  const blanked = excerpt(text, name, wholeName).map((part) => (part.match ? BLANK : part.text));
  return blanked.join('').replace(new RegExp(`${BLANK}(?:[\\s.]*${BLANK})+`, 'gu'), BLANK);
}
