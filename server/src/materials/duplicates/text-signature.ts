/**
 * Texts that are nearly the same, found without comparing each with each (MinHash with bands, Broder 1997): a text is
 * the set of its runs of five words; of many hash functions the smallest value over the set is kept; two texts share
 * as large a part of these values as they share of their runs.
 */

/** Words of a run. */
const RUN = 5;
/** Values of a signature; the estimate of a share is within about ± 0.06. */
const VALUES = 64;
/** Values of a band: texts with one band in common are compared. Half of the runs shared are found with 0.99. */
const BAND = 4;
/** Words that are looked at; more would change little and cost much. */
const MOST_WORDS = 200_000;
/** A shorter text says too little. */
export const FEWEST_WORDS = 40;

/** Odd multipliers and offsets, made from a fixed seed so that all processes have the same. */
const FUNCTIONS = makeFunctions();

/** What is kept of a text. */
export interface TextSignature {
  readonly words: number;
  readonly hashes: readonly number[];
}

/** The signature of a text that is given in pieces; null for one of too few words. */
export function signatureOf(pieces: Iterable<string>): TextSignature | null {
  const words: number[] = [];
  for (const piece of pieces) {
    for (const [word] of piece
      .toLowerCase()
      .replaceAll('ё', 'е')
      .matchAll(/[\p{L}\p{N}]+/gu)) {
      words.push(hashOfWord(word));
      if (words.length === MOST_WORDS) break;
    }
    if (words.length === MOST_WORDS) break;
  }
  if (words.length < FEWEST_WORDS) return null;
  const least = new Int32Array(VALUES).fill(0x7fffffff);
  for (let at = 0; at + RUN <= words.length; at += 1) {
    let run = 0;
    for (let word = 0; word < RUN; word += 1) run = Math.imul(run ^ words[at + word]!, 0x01000193);
    for (let value = 0; value < VALUES; value += 1) {
      const hash = mix(Math.imul(run, FUNCTIONS[value * 2]!) + FUNCTIONS[value * 2 + 1]!);
      if (hash < least[value]!) least[value] = hash;
    }
  }
  return { words: words.length, hashes: [...least] };
}

/** Hashes of the bands of a signature, in their order. */
export function bandsOf({ hashes }: TextSignature): number[] {
  return Array.from({ length: VALUES / BAND }, (_, band) =>
    hashes
      .slice(band * BAND, (band + 1) * BAND)
      .reduce((hash, value) => mix(Math.imul(hash, 31) + value), band),
  );
}

/** FNV-1a over the UTF-16 units. */
function hashOfWord(word: string): number {
  let hash = 0x811c9dc5 | 0;
  for (let at = 0; at < word.length; at += 1) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
  return hash;
}

/** Spreads the bits of a number over all of it (finaliser of MurmurHash3). */
function mix(number: number): number {
  let hash = number | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

function makeFunctions(): Int32Array {
  const functions = new Int32Array(VALUES * 2);
  let state = 20_261_125;
  for (let at = 0; at < functions.length; at += 1) {
    state = mix(state + 0x9e3779b9);
    functions[at] = at % 2 === 0 ? state | 1 : state;
  }
  return functions;
}
