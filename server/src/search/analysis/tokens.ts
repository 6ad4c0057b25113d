import { foldWord } from './normalise.js';

/** A word of a text: its folded form and where it stands (UTF-16 offsets into the text as given). */
export interface Token {
  word: string;
  start: number;
  end: number;
}

/** Words are runs of letters, digits and marks: a stress mark or a soft hyphen does not cut a word. */
const WORD = /[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}\u00AD\u200B\u2060]*[\p{L}\p{N}\p{M}])?/gu;
/** Longer "words" are tables or encoded data that nobody searches for. */
const MAX_WORD = 64;

/** Cuts a text into words, in reading order. A hyphen separates: «санкт-петербург» is two words. */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(WORD)) {
    const word = match[0];
    if (word.length > MAX_WORD) continue;
    tokens.push({ word: foldWord(word), start: match.index, end: match.index + word.length });
  }
  return tokens;
}

/** The words of a text as they are written, in reading order: what indexing needs, without the cost of offsets. */
export function splitWords(text: string): string[] {
  const found: string[] = text.match(WORD) ?? [];
  return found.some((word) => word.length > MAX_WORD)
    ? found.filter((word) => word.length <= MAX_WORD)
    : found;
}

/** The folded words of a text. */
export function words(text: string): string[] {
  return splitWords(text).map(foldWord);
}
