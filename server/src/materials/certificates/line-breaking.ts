/** Width of a text in points, as the font and size of the moment have it. */
export type Measure = (text: string) => number;

const VOWEL = /[аеёиоуыэюяaeiouy]/i;
const LETTER = /\p{L}/u;

/**
 * Breaks a text into as few lines as its width allows, all of about one length, as a title page wants it. A word that
 * is wider than the line is hyphenated; what has no syllables is cut.
 */
export function balancedLines(text: string, width: number, measure: Measure): string[] {
  const words = bound(text)
    .split(' ')
    .filter(Boolean)
    .flatMap((word) => (measure(word) > width ? parts(word, width, measure) : [word]));
  const lines = fill(words, width, measure);
  let narrow = Math.max(...words.map(measure), 0);
  let wide = width;
  while (wide - narrow > 1) {
    const middle = (narrow + wide) / 2;
    if (fill(words, middle, measure).length > lines.length) narrow = middle;
    else wide = middle;
  }
  return fill(words, wide, measure);
}

/** A short word and a number stay with the word after them, a dash with the one before: «в городе», «6 лет», «слово –». */
function bound(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\s+/g, (space) => (space.includes('\u00A0') ? '\u00A0' : ' '))
    .trim()
    .replace(/(?<=^| )(\p{L}{1,2}|№|[\d–-]*\d) (?=\S)/gu, '$1\u00A0')
    .replace(/ ([–—])/g, '\u00A0$1');
}

function fill(words: readonly string[], width: number, measure: Measure): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const longer = lines.length > 0 ? `${lines.at(-1)} ${word}` : word;
    if (lines.length > 0 && !lines.at(-1)!.endsWith(HYPHENATED) && measure(longer) <= width)
      lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.map((line) => line.replace(HYPHENATED, '-'));
}

/** Ends a part of a word; the next line goes on with it. */
const HYPHENATED = '\u2010';

/** The word in parts that fit, each with a hyphen but the last. */
function parts(word: string, width: number, measure: Measure): string[] {
  const found: string[] = [];
  let rest = word;
  while (rest.length > 1 && measure(rest) > width) {
    const most = longestStart(rest, width, measure);
    const places = Array.from({ length: most }, (_, back) => most - back);
    const at =
      places.slice(0, FARTHEST_SYLLABLE).find((place) => isSyllableEnd(rest, place)) ??
      places.find((place) => !isInsidePair(rest, place)) ??
      1;
    found.push(rest.slice(0, at) + HYPHENATED);
    rest = rest.slice(at);
  }
  return [...found, rest];
}

/** Letters to look back for the end of a syllable: what has none by then is no word. */
const FARTHEST_SYLLABLE = 12;

/** Characters that fit with a hyphen, one at least. */
function longestStart(word: string, width: number, measure: Measure): number {
  let [fits, beyond] = [1, word.length];
  while (beyond - fits > 1) {
    const middle = (fits + beyond) >> 1;
    if (measure(`${word.slice(0, middle)}-`) <= width) fits = middle;
    else beyond = middle;
  }
  return fits;
}

/** Whether Russian may be hyphenated here: two letters and a vowel on each side, never before ь, ъ and й. */
function isSyllableEnd(word: string, at: number): boolean {
  const [left, right] = [word.slice(0, at), word.slice(at)];
  const sides = [left.match(/\p{L}+$/u)?.[0] ?? '', right.match(/^\p{L}+/u)?.[0] ?? ''];
  if (sides.some((side) => side.length < 2 || !VOWEL.test(side))) return false;
  if (/^[ьъй]/i.test(right)) return false;
  const [before, after, next] = [left.at(-1)!, right[0]!, right[1]!];
  if (![before, after, next].every((sign) => LETTER.test(sign))) return false;
  return VOWEL.test(before) ? !VOWEL.test(after) && VOWEL.test(next) : !VOWEL.test(after);
}

/** A surrogate pair or a letter with its mark is never torn apart. */
function isInsidePair(word: string, at: number): boolean {
  return /^[\uDC00-\uDFFF]|^\p{M}/u.test(word.slice(at));
}
