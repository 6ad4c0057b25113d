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

/** What a UTF-16 unit is to a word, as `WORD` says it: nothing, its beginning, its inside, its inside or end. */
const UNKNOWN = 0;
const OUTSIDE = 1;
const LETTER = 2;
const INSIDE = 3;
const MARK = 4;
const CLASSES = new Uint8Array(0x1_0000);
const HALF_OF_A_PAIR = /[\uD800-\uDFFF]/;

/**
 * Calls back for each word of a text, in reading order. A hyphen separates: «санкт-петербург» is two words. One unit
 * after the other, because a page of results has thousands of words and the expression takes its time.
 */
export function eachWord(text: string, visit: (start: number, end: number) => void): void {
  if (HALF_OF_A_PAIR.test(text)) {
    for (const { index, 0: word } of text.matchAll(WORD))
      if (word.length <= MAX_WORD) visit(index, index + word.length);
    return;
  }
  for (let at = 0; at < text.length;) {
    const start = at;
    at += 1;
    if (classOf(text.charCodeAt(start)) !== LETTER) continue;
    for (let next = at; next < text.length; next += 1) {
      const kind = classOf(text.charCodeAt(next));
      if (kind === OUTSIDE) break;
      if (kind !== INSIDE) at = next + 1;
    }
    if (at - start <= MAX_WORD) visit(start, at);
  }
}

/** Cuts a text into words, in reading order. */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  eachWord(text, (start, end) => tokens.push({ word: foldWord(text.slice(start, end)), start, end }));
  return tokens;
}

/** The words of a text as they are written, in reading order: what indexing needs, without the cost of offsets. */
export function splitWords(text: string): string[] {
  const found: string[] = [];
  eachWord(text, (start, end) => found.push(text.slice(start, end)));
  return found;
}

/** The folded words of a text. */
export function words(text: string): string[] {
  return splitWords(text).map(foldWord);
}

function classOf(unit: number): number {
  const known = CLASSES[unit]!;
  return known === UNKNOWN ? (CLASSES[unit] = classify(String.fromCharCode(unit))) : known;
}

function classify(unit: string): number {
  if (/[\p{L}\p{N}]/u.test(unit)) return LETTER;
  if (/\p{M}/u.test(unit)) return MARK;
  return /[\u00AD\u200B\u2060]/u.test(unit) ? INSIDE : OUTSIDE;
}
