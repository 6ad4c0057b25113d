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

/** Only the folded words of a text: what indexing needs, without the cost of the offsets. */
export function words(text: string): string[] {
  const found = text.match(WORD);
  if (!found) return [];
  const result: string[] = [];
  for (const word of found) if (word.length <= MAX_WORD) result.push(foldWord(word));
  return result;
}
