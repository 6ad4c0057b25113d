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
  let count = 0;
  for (let rest = value; rest !== 0; rest &= rest - 1) count += 1;
  return count;
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
  readonly #terms = new Set<string>();
  #list: VocabularyWord[] = [];
  #masks = new Uint32Array(0);
  #sorted: VocabularyWord[] | undefined;

  /** Number of distinct words. */
  get size(): number {
    return this.#list.length;
  }

  /** Adds words, or raises how often known ones occur. */
  add(found: readonly VocabularyWord[]): void {
    for (const entry of found) {
      const known = this.#byWord.get(entry.word);
      if (known) {
        known.documents = entry.documents;
        continue;
      }
      this.#byWord.set(entry.word, entry);
      this.#terms.add(entry.term);
      this.#list.push(entry);
      if (this.#list.length > this.#masks.length) {
        const larger = new Uint32Array(Math.max(1024, this.#masks.length * 2));
        larger.set(this.#masks);
        this.#masks = larger;
      }
      this.#masks[this.#list.length - 1] = letters(entry.word);
    }
    this.#sorted = undefined;
  }

  /** True when some text has this term. */
  hasTerm(term: string): boolean {
    return this.#terms.has(term);
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
    const mask = letters(word);
    let best: string | null = null;
    let bestScore = -Infinity;
    for (let index = 0; index < this.#list.length; index += 1) {
      if (bits(mask ^ this.#masks[index]!) > 2 * limit) continue;
      const entry = this.#list[index]!;
      const distance = editDistance(word, entry.word, limit);
      if (distance > limit) continue;
      const score = Math.log(1 + entry.documents) - 4 * distance + (entry.word[0] === word[0] ? 2 : 0);
      if (score > bestScore) {
        bestScore = score;
        best = entry.word;
      }
    }
    return best ?? this.#split(word);
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
      found.push(list[index]!);
    return found.sort((a, b) => b.documents - a.documents).slice(0, first);
  }

  /** Two known words that were typed without the space between them. */
  #split(word: string): string | null {
    for (let cut = 3; cut <= word.length - 3; cut += 1) {
      const left = word.slice(0, cut);
      const right = word.slice(cut);
      if (this.#byWord.has(left) && this.#byWord.has(right)) return `${left} ${right}`;
    }
    return null;
  }
}
