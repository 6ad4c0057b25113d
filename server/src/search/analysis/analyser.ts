import { loadMorphology, stem, type Morphology } from './morphology.js';
import { foldWord } from './normalise.js';
import { words } from './tokens.js';

/**
 * Version of the analysis and of what an index keeps of it; part of every index name, so that a change means a rebuild
 * and a swap.
 */
export const ANALYSER_VERSION = 3;
/** Distinct words kept with their term; a Russian library holds fewer than this. */
const CACHE_SIZE = 200_000;
/** Words as they are written that are kept with their term: those of the results that are looked at. */
const WRITTEN_CACHE_SIZE = 50_000;
const CYRILLIC = /^[а-я]+$/u;

/**
 * Turns words into search terms. A term is the stem of the dictionary form, so that «дети» meets «ребёнок»
 * and a word that the dictionary lacks still meets its other forms.
 */
export class Analyser {
  readonly #terms = new Map<string, string>();
  readonly #written = new Map<string, string>();

  private constructor(
    private readonly morphology: Morphology,
    /** Programs of different versions keep indexes of their own. */
    readonly version: number,
  ) {}

  /** Loads the dictionary (once a process). Another version than the present one is for tests of upgrades. */
  static async load(version = ANALYSER_VERSION): Promise<Analyser> {
    return new Analyser(await loadMorphology(), version);
  }

  /** The term of one folded word. */
  term(word: string): string {
    const known = this.#terms.get(word);
    if (known !== undefined) return known;
    const term = apart(stem((CYRILLIC.test(word) ? this.morphology.lemma(word) : null) ?? word));
    return remember(this.#terms, word, term, CACHE_SIZE);
  }

  /** The term of one word as it is written, found without folding it again each time. */
  termOfWritten(written: string): string {
    return (
      this.#written.get(written) ??
      remember(this.#written, written, this.term(foldWord(written)), WRITTEN_CACHE_SIZE)
    );
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

function remember(cache: Map<string, string>, word: string, term: string, most: number): string {
  if (cache.size >= most) cache.clear();
  cache.set(apart(word), term);
  return term;
}

/** The same letters as a string of its own: one that was cut out of a text would keep the whole text in memory. */
function apart(word: string): string {
  return Buffer.from(word, 'utf16le').toString('utf16le');
}
