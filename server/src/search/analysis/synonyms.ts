import type { Analyser } from './analyser.js';
import { isStopWord } from './stop-words.js';
import { ABBREVIATIONS, ASPECTS, SYNONYMS } from './synonym-data.js';
import { words } from './tokens.js';

/** Terms that must stand together in a material to count for the word that was asked for. */
export interface Alternative {
  terms: readonly string[];
  /** Share of the full score, 0 to 1. */
  weight: number;
  /** The expression as a person writes it. */
  label: string;
}

interface Expression {
  terms: string[];
  label: string;
}

const WEIGHT = 0.4;
/** What an abbreviation stands for is the same thing, not a neighbouring one. */
const ABBREVIATION_WEIGHT = 0.8;
/** The other aspect of a verb says nearly the same. */
const ASPECT_WEIGHT = 0.7;

/**
 * Finds other expressions for what a query says: abbreviations both ways and curated words. The labels of a theme
 * are not here: every material of the theme has them all in its index document, which is exact.
 */
export class Synonyms {
  /** By the first term of an expression: the expression and what it may be replaced with. */
  readonly #byFirst = new Map<string, { from: Expression; to: Alternative }[]>();

  constructor(private readonly analyser: Analyser) {
    for (const pair of ABBREVIATIONS) this.#group(pair, ABBREVIATION_WEIGHT);
    for (const group of ASPECTS) this.#group(group, ASPECT_WEIGHT);
    for (const group of SYNONYMS) this.#group(group, WEIGHT);
  }

  /** The replacements that begin at a place of the query, with how many of its terms each replaces. */
  at(terms: readonly string[], position: number): { length: number; alternative: Alternative }[] {
    const found: { length: number; alternative: Alternative }[] = [];
    for (const { from, to } of this.#byFirst.get(terms[position] ?? '') ?? []) {
      if (from.terms.every((term, offset) => terms[position + offset] === term))
        found.push({ length: from.terms.length, alternative: to });
    }
    return found;
  }

  #group(labels: readonly string[], weight: number): void {
    const expressions = labels.map((label) => ({
      label,
      terms: words(label)
        .filter((word) => !isStopWord(word))
        .map((word) => this.analyser.term(word)),
    }));
    for (const from of expressions) {
      const first = from.terms[0];
      if (first === undefined) continue;
      const list = this.#byFirst.get(first) ?? [];
      for (const to of expressions) {
        if (to.terms.length === 0 || to.terms.join(' ') === from.terms.join(' ')) continue;
        list.push({ from, to: { terms: to.terms, weight, label: to.label } });
      }
      this.#byFirst.set(first, list);
    }
  }
}
