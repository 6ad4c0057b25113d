import type { Analyser } from './analysis/analyser.js';
import { normaliseText } from './analysis/normalise.js';
import type { IndexBuild, IndexDocument } from './search-engine.js';

/** Materials whose titles are asked of a new index before anybody reads it. */
const SENTINELS = 50;
/** Results looked through for the material; where even more are called alike, nothing can be told. */
const DEPTH = 50;
/** The first words of a title: enough to tell it from others. */
const WORDS = 8;

/** Known materials, spread over the whole bank, that must find themselves in a new index. */
export class Sentinels {
  readonly #step: number;
  readonly #known: Pick<IndexDocument, 'id' | 'title'>[] = [];
  #seen = 0;

  /** @param total how many materials the index will hold, about */
  constructor(total: number) {
    this.#step = Math.max(1, Math.ceil(total / SENTINELS));
  }

  /** Remembers some of the materials that go into the index. */
  take(documents: readonly IndexDocument[]): void {
    for (const { id, title } of documents) {
      if (this.#seen % this.#step === 0) this.#known.push({ id, title });
      this.#seen += 1;
    }
  }

  /** Throws when a material is not found by its title. */
  async check(build: IndexBuild, analyser: Analyser): Promise<void> {
    for (const { id, title } of this.#known) {
      const terms = [...new Set(analyser.terms(normaliseText(title)))].slice(0, WORDS);
      if (terms.length === 0) continue;
      const query = {
        ...{ text: title, phrases: [], excluded: [], corrections: [], synonyms: [] },
        terms: terms.map((term) => ({ term, alternatives: [] })),
      };
      const found = await build.find(query, DEPTH);
      if (!found.includes(id) && found.length < DEPTH)
        throw new Error(`The new search index does not find «${title}».`);
    }
  }
}
