import { type EntityManager, type MikroORM, ref } from '@mikro-orm/postgresql';
import type { Actor } from '../../platform/actor.js';
import { InvalidInput } from '../../platform/errors.js';
import { sqlArray } from '../../platform/sql-array.js';
import { optionalText, requiredLine, requiredText } from '../../platform/plain-text.js';
import { PriorityTheme, ThemeStatus } from '../../vocabulary/priority-theme.entity.js';
import { todayAtCouncil } from '../council-day.js';
import { ThemeChangeKind } from './theme-change.entity.js';
import { findTheme, liesUnder, requireFreeTitle, ThemeDesk, themeSlug } from './theme-desk.js';
import { authorsBySlug, cleanLabels, cleanMatches, leftTheme, materialsOf } from './theme-fields.js';
import type {
  ApproveThemeInput,
  DescribeThemeInput,
  MoveThemeInput,
  PinThemeMaterialsInput,
  ProposeThemeInput,
  RenameThemeInput,
  ThemeChangeInput,
} from './theme.input.js';
import { canCurateThemes, canDecideThemes, canProposeTheme } from './theme.policy.js';
import { lead, place, setCurators, setPins, setRelated, snapshotOf } from './theme-snapshot.js';

const TITLE = 150;
const SHORT_TITLE = 40;
const DESCRIPTION = 2_000;
const RATIONALE = 4_000;
const DECISION = 200;

/** How the council looks after its themes, one theme at a time. Each change is kept and can be taken back. */
export class ThemeService {
  readonly #desk: ThemeDesk;

  constructor(orm: MikroORM) {
    this.#desk = new ThemeDesk(orm);
  }

  /** Proposes a theme; nobody but those who curate sees it. */
  propose(actor: Actor, input: ProposeThemeInput): Promise<void> {
    return this.#desk.work(actor, canProposeTheme, async ({ em }) => {
      const names = namesOf(input);
      const rationale = requiredText('rationale', input.rationale, RATIONALE);
      const description = optionalText('description', input.description, DESCRIPTION);
      const { id } = await proposal(em, { ...names, rationale, description, broader: input.broader });
      return { kind: ThemeChangeKind.PROPOSED, title: names.title, created: [id] };
    });
  }

  /** Says what a theme is: texts, synonyms, period, neighbours, curators. Synonyms reach the search at once. */
  describe(actor: Actor, input: DescribeThemeInput): Promise<void> {
    return this.#desk.change(actor, input, canCurateThemes, async ({ em, theme, touch }) => {
      const { activeFrom = null, activeTo = null, related } = input;
      if (activeFrom && activeTo && activeTo < activeFrom) throw new InvalidInput({ activeTo: ENDS_EARLY });
      const curators = await authorsBySlug(em, 'curators', input.curators);
      em.assign(theme, {
        description: optionalText('description', input.description, DESCRIPTION),
        rationale: optionalText('rationale', input.rationale, RATIONALE),
        altLabels: cleanLabels(input.altLabels, theme.title),
        exactMatch: cleanMatches(input.exactMatch),
        ...{ activeFrom, activeTo },
      });
      const { related: before } = await snapshotOf(em, theme.id);
      for (const id of related) await findTheme(em, id, 'related');
      // a relation belongs to both: a form of the other theme that is open now is out of date
      const changed = [...new Set([...before, ...related])].filter(
        (id) => before.includes(id) !== related.includes(id),
      );
      await touch(changed);
      await setRelated(em, theme.id, related);
      await em.execute('update priority_theme set version = version + 1 where id = any(?)', [
        sqlArray(changed),
      ]);
      await setCurators(em, theme.id, curators);
      return { kind: ThemeChangeKind.DESCRIBED };
    });
  }

  /** Gives a theme another name and address; the former address leads to it. */
  rename(actor: Actor, input: RenameThemeInput): Promise<void> {
    return this.#desk.change(actor, input, canCurateThemes, async ({ em, theme }) => {
      const names = namesOf(input);
      await requireFreeTitle(em, names.title, theme.id);
      const { slug, title } = theme;
      if (names.title !== title) {
        // a name that differs by its letters' case alone keeps the address
        const own = names.title.toLowerCase() === title.toLowerCase();
        if (!own) theme.slug = await themeSlug(em, names.title, theme.id);
      }
      em.assign(theme, { ...names, altLabels: cleanLabels(theme.altLabels, names.title) });
      await em.execute('delete from priority_theme_address where slug = ?', [theme.slug]);
      await em.flush();
      if (theme.slug !== slug) await lead(em, theme.id, [slug]);
      return { kind: ThemeChangeKind.RENAMED, title: `${title} → ${names.title}` };
    });
  }

  /** Puts a theme elsewhere in the tree or in the order. @throws InvalidInput under itself */
  move(actor: Actor, input: MoveThemeInput): Promise<void> {
    return this.#desk.change(actor, input, canCurateThemes, async ({ em, theme }) => {
      const broader = input.broader ? await findTheme(em, input.broader, 'broader') : null;
      if (broader && (await liesUnder(em, broader.id, theme.id)))
        throw new InvalidInput({ broader: UNDER_ITSELF });
      await place(em, theme.id, broader?.id ?? null, input.position);
      return { kind: ThemeChangeKind.MOVED };
    });
  }

  /** Writes down the decision by which the council approved a theme. */
  approve(actor: Actor, input: ApproveThemeInput): Promise<void> {
    return this.#desk.change(actor, input, canDecideThemes, async ({ theme }) => {
      theme.approve(requiredLine('decision', input.decision, DECISION));
      return { kind: ThemeChangeKind.APPROVED };
    });
  }

  /** Opens an approved theme, or a closed one again. */
  activate(actor: Actor, input: ThemeChangeInput): Promise<void> {
    return this.#desk.change(actor, input, canDecideThemes, async ({ em, theme }) => {
      theme.activate(await todayAtCouncil(em));
      return { kind: ThemeChangeKind.ACTIVATED };
    });
  }

  /** Closes a theme: its materials and its address stay. */
  close(actor: Actor, input: ThemeChangeInput): Promise<void> {
    return this.#desk.change(actor, input, canDecideThemes, async ({ em, theme }) => {
      theme.close(await todayAtCouncil(em));
      return { kind: ThemeChangeKind.CLOSED };
    });
  }

  /** Shows some materials of a theme first, in this order. */
  pin(actor: Actor, input: PinThemeMaterialsInput): Promise<void> {
    return this.#desk.change(actor, input, canCurateThemes, async ({ em, theme }) => {
      // what has left the theme since it was pinned goes with this
      const { pins } = await snapshotOf(em, theme.id);
      const gone = await leftTheme(em, theme.id, pins);
      const materials = input.materials.filter((slug) => !gone.includes(slug));
      await setPins(em, theme.id, await materialsOf(em, theme.id, materials));
      return { kind: ThemeChangeKind.PINNED };
    });
  }
}

/** A theme that waits for a decision of the council, after all the others there. @throws InvalidInput */
export async function proposal(
  em: EntityManager,
  {
    broader,
    ...said
  }: Pick<PriorityTheme, 'title' | 'shortTitle' | 'rationale' | 'description'> & {
    broader?: string | null | undefined;
  },
): Promise<PriorityTheme> {
  await requireFreeTitle(em, said.title);
  const above = broader ? await findTheme(em, broader, 'broader') : null;
  const [last] = await em.execute<{ position: number }[]>(
    `select coalesce(max(position) + 1, 0) as position from priority_theme
     where broader_id is not distinct from ?::uuid and merged_into_id is null`,
    [above?.id ?? null],
  );
  const { position } = last!;
  return em.create(PriorityTheme, {
    ...{ ...said, position, slug: await themeSlug(em, said.title) },
    ...{ status: ThemeStatus.PROPOSED, broader: above && ref(above) },
  });
}

/** The names of a theme, ready to be kept. */
export function namesOf(input: { title?: string | null; shortTitle?: string | null }) {
  return {
    title: requiredLine('title', input.title, TITLE),
    shortTitle: requiredLine('shortTitle', input.shortTitle, SHORT_TITLE),
  };
}

const ENDS_EARLY = { ru: 'раньше первого дня', en: 'is before the first day' };
const UNDER_ITSELF = {
  ru: 'тема не может лежать внутри самой себя',
  en: 'a theme cannot lie under itself',
};
