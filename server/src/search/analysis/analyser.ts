import { loadMorphology, stem, type Morphology } from './morphology.js';
import { words } from './tokens.js';

/**
 * Version of the analysis and of what an index keeps of it; part of every index name, so that a change means a rebuild
 * and a swap.
 */
export const ANALYSER_VERSION = 2;
/** Distinct words kept with their term; a Russian library holds fewer than this. */
const CACHE_SIZE = 200_000;
const CYRILLIC = /^[а-я]+$/u;

/**
 * Turns words into search terms. A term is the stem of the dictionary form, so that «дети» meets «ребёнок»
 * and a word that the dictionary lacks still meets its other forms.
 */
export class Analyser {
  readonly version = ANALYSER_VERSION;
  readonly #terms = new Map<string, string>();

  private constructor(private readonly morphology: Morphology) {}

  /** Loads the dictionary (once a process). */
  static async load(): Promise<Analyser> {
    return new Analyser(await loadMorphology());
  }

  /** The term of one folded word. */
  term(word: string): string {
    const known = this.#terms.get(word);
    if (known !== undefined) return known;
    const term = stem((CYRILLIC.test(word) ? this.morphology.lemma(word) : null) ?? word);
    if (this.#terms.size >= CACHE_SIZE) this.#terms.clear();
    this.#terms.set(word, term);
    return term;
  }

  /** True when the dictionary has the word: such a word is not corrected without need. */
  knows(word: string): boolean {
    return CYRILLIC.test(word) && this.morphology.lemma(word) !== null;
  }

  /** The terms of a text in reading order. */
  terms(text: string): string[] {
    return words(text).map((word) => this.term(word));
  }
}
