/** Soft hyphen, zero-width characters, the stress marks (acute and grave) and the byte order mark. */
const INVISIBLE = /[\u00AD\u200B-\u200F\u2060\uFEFF]|\u0300|\u0301/gu;
/** Marks that stand on the letter before them, apart from it. */
const COMBINING = /[\u0300-\u036F]/u;
/** A word that a PDF broke at the end of a line: letter, hyphen, line break, small letter. */
const HYPHENATED = /(\p{L})[-\u2010\u2011][ \t]*\r?\n[ \t]*(?=\p{Ll})/gu;

/**
 * Brings running text to one spelling before it is stored for search: composed letters, no invisible marks,
 * words joined that the layout of a page broke. Letter case and ё stay as they are.
 */
export function normaliseText(text: string): string {
  // taking letters apart is slow, and almost no text needs it
  const whole = COMBINING.test(text) ? text.normalize('NFD') : text;
  return whole.replace(INVISIBLE, '').normalize('NFC').replace(HYPHENATED, '$1');
}

/** Brings one word to the form in which words are compared: small letters, ё as е, no invisible marks. */
export function foldWord(word: string): string {
  const plain = /^[\u0410-\u044F\u0401\u0451a-zA-Z0-9]*$/u.test(word)
    ? word
    : word.normalize('NFD').replace(INVISIBLE, '').normalize('NFC');
  return plain.toLowerCase().replaceAll('ё', 'е');
}
