import { editDistance } from './edit-distance.js';

/** The shortest word that is corrected, and the length from which two errors are forgiven. */
const SHORTEST = 4;
const TWO_ERRORS = 8;

/** Letters of a word as bits: words within one error differ in at most two bits. */
function letters(word: string): number {
  let mask = 0;
  for (let index = 0; index < word.length; index += 1) mask |= 1 << (word.charCodeAt(index) & 31);
  return mask;
}

function bits(value: number): number {
  let rest = value - ((value >>> 1) & 0x55555555);
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333);
  return Math.imul((rest + (rest >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** A word that the library uses, its term, and in how many materials. */
export interface VocabularyWord {
  word: string;
  term: string;
  documents: number;
}

/** The words that the library's own texts use: what a query may be corrected to and completed with. */
export class Vocabulary {
  readonly #byWord = new Map<string, VocabularyWord>();
  /** How many words that are in use lead to each term. */
  readonly #terms = new Map<string, number>();
  readonly #list: VocabularyWord[] = [];
  /** By length: the words and, at the same places, their letters. */
  readonly #byLength: { words: VocabularyWord[]; masks: number[] }[] = [];
  #sorted: VocabularyWord[] | undefined;

  /** Number of distinct words that some material has. */
  get size(): number {
    return this.#list.reduce((sum, { documents }) => sum + (documents > 0 ? 1 : 0), 0);
  }

  /** Adds words, or tells how often known ones occur now; a word that no material has any more is as good as unknown. */
  add(found: readonly VocabularyWord[]): void {
    for (const entry of found) {
      const known = this.#byWord.get(entry.word);
      if (!known && entry.documents <= 0) continue;
      this.#use(entry.term, (entry.documents > 0 ? 1 : 0) - (known && known.documents > 0 ? 1 : 0));
      if (known) {
        known.documents = entry.documents;
        continue;
      }
      this.#byWord.set(entry.word, entry);
      this.#list.push(entry);
      const bucket = (this.#byLength[entry.word.length] ??= { words: [], masks: [] });
      bucket.words.push(entry);
      bucket.masks.push(letters(entry.word));
    }
    this.#sorted = undefined;
  }

  /** True when some text has this term. */
  hasTerm(term: string): boolean {
    return this.#terms.has(term);
  }

  #use(term: string, more: number): void {
    const words = (this.#terms.get(term) ?? 0) + more;
    if (words > 0) this.#terms.set(term, words);
    else this.#terms.delete(term);
  }

  /** In how many materials this very word stands. */
  documents(word: string): number {
    return this.#byWord.get(word)?.documents ?? 0;
  }

  /**
   * The best correction of a folded word: fewest errors first, then the same first letter and the frequent
   * word. One error is forgiven from four letters, two from eight. Null where nothing is near.
   */
  nearest(word: string, limit = word.length >= TWO_ERRORS ? 2 : 1): string | null {
    if (word.length < SHORTEST || /\d/u.test(word)) return null;
    for (let errors = 1; errors <= limit; errors += 1) {
      const found = this.#within(word, errors);
      if (found) return found;
    }
    return this.#split(word);
  }

  #within(word: string, limit: number): string | null {
    const mask = letters(word);
    let best: string | null = null;
    let bestScore = -Infinity;
    for (let length = word.length - limit; length <= word.length + limit; length += 1) {
      const bucket = this.#byLength[length];
      if (!bucket) continue;
      const { masks, words } = bucket;
      for (let index = 0; index < masks.length; index += 1) {
        if (bits(mask ^ masks[index]!) > 2 * limit) continue;
        const entry = words[index]!;
        if (entry.documents <= 0) continue;
        if (editDistance(word, entry.word, limit) > limit) continue;
        const score = Math.log(1 + entry.documents) + (entry.word[0] === word[0] ? 2 : 0);
        if (score <= bestScore) continue;
        bestScore = score;
        best = entry.word;
      }
    }
    return best;
  }

  /** The most frequent words that begin with a prefix. */
  completions(prefix: string, first: number): VocabularyWord[] {
    this.#sorted ??= this.#list.toSorted((a, b) => (a.word < b.word ? -1 : 1));
    const list = this.#sorted;
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (list[middle]!.word < prefix) low = middle + 1;
      else high = middle;
    }
    const found: VocabularyWord[] = [];
    for (let index = low; index < list.length && list[index]!.word.startsWith(prefix); index += 1)
      if (list[index]!.documents > 0) found.push(list[index]!);
    return found.sort((a, b) => b.documents - a.documents).slice(0, first);
  }

  /** Two known words that were typed without the space between them. */
  #split(word: string): string | null {
    for (let cut = 3; cut <= word.length - 3; cut += 1) {
      const left = word.slice(0, cut);
      const right = word.slice(cut);
      if (this.documents(left) > 0 && this.documents(right) > 0) return `${left} ${right}`;
    }
    return null;
  }
}
