import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { ThemeChangeKind } from '../../council/themes/theme-change.entity.js';
import { requireRight, ThemeDesk } from '../../council/themes/theme-desk.js';
import { cleanLabels, cleanMatches } from '../../council/themes/theme-fields.js';
import { canDecideThemes } from '../../council/themes/theme.policy.js';
import { proposal } from '../../council/themes/theme.service.js';
import { setRelated } from '../../council/themes/theme-snapshot.js';
import type { Actor } from '../../platform/actor.js';
import { faultText, InvalidInput } from '../../platform/errors.js';
import { optionalText, requiredLine } from '../../platform/plain-text.js';
import { PriorityTheme } from '../../vocabulary/priority-theme.entity.js';
import type { ReadConcept } from './skos-import.js';
import { NOWHERE } from './skos-terms.js';
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
    const { readSkos } = await import('./skos-import.js'); // seldom needed
    const concepts = await readSkos(text, format);
    let told: ThemeImport | undefined;
    // what is only looked at is done too, and not kept: so it tells what doing it would say
    const looking = new LookedAt();
    await this.#desk
      .work(actor, canDecideThemes, async ({ em, touch }) => {
        const { plan, known, richer } = await this.#plan(em, concepts);
        await touch([...richer.keys()].map(({ id }) => id));
        for (const [theme, more] of richer) em.assign(theme, more);
        const created = await this.#propose(em, concepts, known);
        told = { ...plan, applied: apply };
        if (!apply) throw looking;
        const title = [...plan.created, ...plan.enriched].slice(0, 3).join(', ');
        return { kind: ThemeChangeKind.IMPORTED, title, created };
      })
      .catch((error: unknown) => {
        if (error !== looking) throw error;
      });
    return told!;
  }

  /** Which themes the bank has, and what they would get. */
  async #plan(em: EntityManager, concepts: readonly ReadConcept[]) {
    const themes = await em.find(PriorityTheme, { mergedInto: null });
    const former = new Map(
      (
        await em.execute<{ slug: string; theme: string }[]>(
          'select slug, theme_id as theme from priority_theme_address',
        )
      ).map(({ slug, theme }) => [this.#at(slug), theme]),
    );
    const known = new Map<string, PriorityTheme>();
    const richer = new Map<PriorityTheme, { altLabels: string[]; exactMatch: string[] }>();
    for (const concept of concepts) {
      const theme = themes.find((one) => former.get(concept.uri) === one.id || this.#isSame(one, concept));
      if (!theme) continue;
      known.set(concept.uri, theme);
      // two concepts may be one theme here
      const has = richer.get(theme) ?? theme;
      const labels = [...has.altLabels, concept.prefLabel, ...concept.altLabels];
      const altLabels = naming(concept, () => cleanLabels(labels, theme.title)).slice(0, MOST);
      const exactMatch = cleanMatches([...has.exactMatch, ...this.#matches(concept)]).slice(0, MOST);
      if (altLabels.length > theme.altLabels.length || exactMatch.length > theme.exactMatch.length)
        richer.set(theme, { altLabels, exactMatch });
    }
    const fresh = concepts.filter(({ uri }) => !known.has(uri));
    const plan = {
      created: fresh.map(({ prefLabel }) => prefLabel),
      enriched: [...richer.keys()].map(({ title }) => title),
      unchanged: new Set(known.values()).size - richer.size,
    };
    return { plan, known, richer };
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
        const theme = await naming(concept, async () => {
          const title = requiredLine('text', concept.prefLabel, TITLE);
          const proposed = await proposal(em, {
            ...{ title, shortTitle: title.length > 40 ? `${title.slice(0, 39).trimEnd()}…` : title },
            description: optionalText('text', concept.definition, 2_000),
            rationale: optionalText('text', concept.scopeNote, 4_000),
            broader: themeAt(concept.broader)?.id,
          });
          proposed.altLabels = cleanLabels(concept.altLabels, title).slice(0, MOST);
          proposed.exactMatch = cleanMatches(this.#matches(concept)).slice(0, MOST);
          return proposed;
        });
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

  #at(slug: string): string {
    return `${this.publicUrl}/themes/${encodeURIComponent(slug)}`;
  }

  /** Addresses of the concept elsewhere. */
  #matches({ uri, exactMatch }: ReadConcept): string[] {
    return [uri, ...exactMatch].filter(
      (one) =>
        /^https?:/.test(one) && !one.startsWith(NOWHERE) && !one.startsWith(`${this.publicUrl}/themes/`),
    );
  }

  #isSame(theme: PriorityTheme, { uri, prefLabel, exactMatch }: ReadConcept): boolean {
    const own = this.#at(theme.slug);
    return (
      uri === own ||
      exactMatch.includes(own) ||
      theme.exactMatch.includes(uri) ||
      theme.title.toLowerCase() === prefLabel.toLowerCase()
    );
  }
}

/** Ends a transaction that is only looked at. */
class LookedAt extends Error {}

/** A fault of one concept, told with its name. */
function naming<T>(concept: ReadConcept, work: () => T): T {
  const tell = (error: unknown): never => {
    if (!(error instanceof InvalidInput)) throw error;
    const [fault] = Object.values(error.fields);
    throw new InvalidInput({ text: inConcept(concept.prefLabel, faultText(fault!)) });
  };
  try {
    const done = work();
    return done instanceof Promise ? (done.catch(tell) as T) : done;
  } catch (error) {
    return tell(error);
  }
}

const inConcept = (name: string, fault: { ru: string; en: string }) => ({
  ru: `понятие «${name.slice(0, 80)}»: ${fault.ru}`,
  en: `the concept “${name.slice(0, 80)}”: ${fault.en}`,
});
