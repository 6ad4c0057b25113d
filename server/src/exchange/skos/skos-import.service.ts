import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { ThemeChangeKind } from '../../council/themes/theme-change.entity.js';
import { requireRight, ThemeDesk } from '../../council/themes/theme-desk.js';
import { cleanLabels, cleanMatches } from '../../council/themes/theme-fields.js';
import { canDecideThemes } from '../../council/themes/theme.policy.js';
import { proposal } from '../../council/themes/theme.service.js';
import { setRelated } from '../../council/themes/theme-snapshot.js';
import type { Actor } from '../../platform/actor.js';
import { optionalText, requiredLine } from '../../platform/plain-text.js';
import { PriorityTheme } from '../../vocabulary/priority-theme.entity.js';
import { readSkos, type ReadConcept } from './skos-import.js';
import type { ImportThemesInput, ThemeImport } from './skos.type.js';

/** Most synonyms and matches that a theme has. */
const MOST = 30;
const TITLE = 150;

/**
 * Takes themes from a SKOS file: what the bank does not have is proposed to the council, what it has gets the synonyms
 * and matches that it lacks. Nothing is renamed, moved or opened by a file.
 */
export class SkosImportService {
  readonly #desk: ThemeDesk;

  constructor(
    private readonly orm: MikroORM,
    private readonly publicUrl: string,
  ) {
    this.#desk = new ThemeDesk(orm);
  }

  /** What a file would do, and does when it is to be applied; then it can be taken back as one change. */
  async import(actor: Actor, { text, format, apply }: ImportThemesInput): Promise<ThemeImport> {
    requireRight(actor, canDecideThemes);
    const concepts = await readSkos(text, format);
    if (!apply)
      return this.#plan(this.orm.em.fork(), concepts).then(({ told }) => ({ ...told, applied: false }));
    let result: ThemeImport | undefined;
    await this.#desk.work(actor, canDecideThemes, async ({ em, touch }) => {
      const { told, known, richer } = await this.#plan(em, concepts);
      await touch([...richer.keys()].map(({ id }) => id));
      for (const [theme, more] of richer) em.assign(theme, more);
      const created = await this.#propose(em, concepts, known);
      result = { ...told, applied: true };
      const title = [...told.created, ...told.enriched].slice(0, 3).join(', ');
      return { kind: ThemeChangeKind.IMPORTED, title, created };
    });
    return result!;
  }

  /** Which themes the bank has, and what they would get. */
  async #plan(em: EntityManager, concepts: readonly ReadConcept[]) {
    const themes = await em.find(PriorityTheme, { mergedInto: null });
    const known = new Map<string, PriorityTheme>();
    const richer = new Map<PriorityTheme, { altLabels: string[]; exactMatch: string[] }>();
    for (const concept of concepts) {
      const theme = themes.find((one) => this.#isSame(one, concept));
      if (!theme) continue;
      known.set(concept.uri, theme);
      const labels = [...theme.altLabels, concept.prefLabel, ...concept.altLabels];
      const altLabels = cleanLabels(labels, theme.title).slice(0, MOST);
      const own = this.#isOwn(concept.uri) ? [] : [concept.uri];
      const exactMatch = cleanMatches([...theme.exactMatch, ...own, ...concept.exactMatch]).slice(0, MOST);
      if (altLabels.length > theme.altLabels.length || exactMatch.length > theme.exactMatch.length)
        richer.set(theme, { altLabels, exactMatch });
    }
    const fresh = concepts.filter(({ uri }) => !known.has(uri));
    const told = {
      created: fresh.map(({ prefLabel }) => requiredLine('text', prefLabel, TITLE)),
      enriched: [...richer.keys()].map(({ title }) => title),
      unchanged: new Set(known.values()).size - richer.size,
    };
    return { told, known, richer };
  }

  /** Proposes what the bank does not have: those above before those below. */
  async #propose(
    em: EntityManager,
    concepts: readonly ReadConcept[],
    known: Map<string, PriorityTheme>,
  ): Promise<string[]> {
    const made = new Map<string, PriorityTheme>();
    const themeAt = (uri: string | null) => (uri === null ? undefined : (known.get(uri) ?? made.get(uri)));
    let waiting = concepts.filter(({ uri }) => !known.has(uri));
    while (waiting.length > 0) {
      const inFile = new Set(waiting.map(({ uri }) => uri));
      // of a circle one has to go first
      const ready = waiting.filter(({ broader }) => !broader || !inFile.has(broader));
      const next = ready.length > 0 ? ready : waiting.slice(0, 1);
      for (const concept of next) {
        const title = requiredLine('text', concept.prefLabel, TITLE);
        const theme = await proposal(em, {
          ...{ title, shortTitle: title.length > 40 ? `${title.slice(0, 39).trimEnd()}…` : title },
          description: optionalText('text', concept.definition, 2_000),
          rationale: optionalText('text', concept.scopeNote, 4_000),
          broader: themeAt(concept.broader)?.id,
        });
        theme.altLabels = cleanLabels(concept.altLabels, title).slice(0, MOST);
        theme.exactMatch = cleanMatches(
          [concept.uri, ...concept.exactMatch].filter((uri) => /^https?:/.test(uri)),
        )
          .filter((uri) => !this.#isOwn(uri) && !uri.startsWith('http://concept.invalid/'))
          .slice(0, MOST);
        await em.flush();
        made.set(concept.uri, theme);
      }
      waiting = waiting.filter((concept) => !next.includes(concept));
    }
    for (const { uri, related } of concepts) {
      const theme = made.get(uri);
      const others = related.flatMap((other) => themeAt(other)?.id ?? []);
      if (theme && others.length > 0) await setRelated(em, theme.id, others);
    }
    return [...made.values()].map(({ id }) => id);
  }

  #isOwn(uri: string): boolean {
    return uri.startsWith(`${this.publicUrl}/themes/`);
  }

  #isSame(theme: PriorityTheme, { uri, prefLabel, exactMatch }: ReadConcept): boolean {
    const own = `${this.publicUrl}/themes/${encodeURIComponent(theme.slug)}`;
    return (
      uri === own ||
      exactMatch.includes(own) ||
      theme.exactMatch.includes(uri) ||
      theme.title.toLowerCase() === prefLabel.toLowerCase()
    );
  }
}
