import type { Analyser } from '../analysis/analyser.js';
import { isStopWord } from '../analysis/stop-words.js';
import type { Synonyms } from '../analysis/synonyms.js';
import { words } from '../analysis/tokens.js';

/** Share of a name, by the rarity of its words, that a text has to say to be about the theme. */
const ABOUT = 0.6;
/** Share of a name from which a theme is near to a text. */
const NEAR = 0.2;
/** How near to the best theme another one has to be for a text to be about both. */
const TIE = 0.9;

/** A theme with everything that it is called. */
export interface NamedTheme {
  readonly id: string;
  readonly title: string;
  readonly shortTitle: string;
  readonly altLabels: readonly string[];
}

/** A theme and how much of one of its names a text says, 0 to 1. */
export interface NearTheme {
  readonly id: string;
  readonly share: number;
}

/**
 * Tells which priority themes a text is about: one that says a theme's name or synonym, in any form and order of the
 * words, or most of it. A word of many themes says little, as in a search.
 */
export class ThemeWords {
  private readonly names: { id: string; terms: ReadonlySet<string> }[];
  private readonly rarity = new Map<string, number>();
  private readonly byTerm = new Map<string, number[]>();

  constructor(
    themes: readonly NamedTheme[],
    private readonly analyser: Analyser,
    private readonly synonyms: Synonyms,
  ) {
    this.names = themes.flatMap(({ id, title, shortTitle, altLabels }) =>
      [...new Set([title, shortTitle, ...altLabels])]
        .map((name) => ({ id, terms: new Set(this.terms(name)) }))
        .filter(({ terms }) => terms.size > 0),
    );
    const themesOf = new Map<string, Set<string>>();
    this.names.forEach(({ id, terms }, index) => {
      for (const term of terms) {
        themesOf.set(term, (themesOf.get(term) ?? new Set()).add(id));
        this.byTerm.set(term, [...(this.byTerm.get(term) ?? []), index]);
      }
    });
    for (const [term, { size }] of themesOf) this.rarity.set(term, Math.log(1 + themes.length / size));
  }

  /** The themes that a text is about; usually one, or none. */
  about(text: string): string[] {
    const near = this.shares(text).filter(({ share }) => share >= ABOUT);
    return near.filter(({ share }) => share >= near[0]!.share * TIE).map(({ id }) => id);
  }

  /** Themes whose names share words with a text, the nearest first. */
  near(text: string, first: number): NearTheme[] {
    return this.shares(text)
      .filter(({ share }) => share >= NEAR)
      .slice(0, first);
  }

  private shares(text: string): NearTheme[] {
    const said = this.widened(this.terms(text));
    const best = new Map<string, number>();
    for (const index of new Set([...said].flatMap((term) => this.byTerm.get(term) ?? []))) {
      const { id, terms } = this.names[index]!;
      const share = this.weight([...terms].filter((term) => said.has(term))) / this.weight([...terms]);
      if (share > (best.get(id) ?? 0)) best.set(id, share);
    }
    return [...best].map(([id, share]) => ({ id, share })).sort((a, b) => b.share - a.share);
  }

  private weight(terms: readonly string[]): number {
    return terms.reduce((sum, term) => sum + this.rarity.get(term)!, 0);
  }

  /** With the other expressions for what is said: «ОВЗ» says «ограниченные возможности здоровья». */
  private widened(terms: readonly string[]): ReadonlySet<string> {
    const said = new Set(terms);
    terms.forEach((_, position) => {
      for (const { alternative } of this.synonyms.at(terms, position))
        for (const term of alternative.terms) said.add(term);
    });
    return said;
  }

  private terms(text: string): string[] {
    return words(text)
      .filter((word) => !isStopWord(word))
      .map((word) => this.analyser.term(word));
  }
}
