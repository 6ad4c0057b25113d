import { type EntityManager, LockMode, type MikroORM, ref } from '@mikro-orm/postgresql';
import type { Actor } from '../../platform/actor.js';
import { Conflict, InvalidInput } from '../../platform/errors.js';
import { PriorityTheme, ThemeStatus } from '../../vocabulary/priority-theme.entity.js';
import { ThemeChangeKind } from './theme-change.entity.js';
import { findTheme, liesUnder, requireFreeTitle, ThemeDesk, themeSlug } from './theme-desk.js';
import { cleanLabels, materialsOf } from './theme-fields.js';
import type { MergeThemesInput, SplitThemeInput } from './theme.input.js';
import { copyFollowers, moveLinks, moveOwned } from './theme-links.js';
import { canDecideThemes } from './theme.policy.js';
import { namesOf } from './theme.service.js';
import {
  lead,
  place,
  setCurators,
  setPins,
  setRelated,
  snapshotOf,
  type ThemeSnapshot,
} from './theme-snapshot.js';

/** Most synonyms, curators, pinned materials and neighbours that a theme takes over. */
const MOST = 30;
const LAST = Number.MAX_SAFE_INTEGER;

/** Merges themes and splits them. */
export class ThemeJoiningService {
  readonly #desk: ThemeDesk;

  constructor(orm: MikroORM) {
    this.#desk = new ThemeDesk(orm);
  }

  /**
   * Makes one theme of two: materials, narrower themes, synonyms, neighbours, curators, pinned materials, followers and
   * addresses of the first go to the second.
   * @throws InvalidInput when the second lies under the first, or would hide what is public
   */
  merge(actor: Actor, input: MergeThemesInput): Promise<void> {
    return this.#desk.change(actor, input, canDecideThemes, async ({ em, change, theme, touch }) => {
      const into = await findTheme(em, input.into, 'into');
      if (into.version !== input.expectedVersionOfInto) throw new Conflict();
      await requireMergeable(em, theme, into);
      const narrower = await em.find(
        PriorityTheme,
        { broader: theme.id, mergedInto: null },
        { orderBy: { position: 'asc', title: 'asc' } },
      );
      const neighbours = (await snapshotOf(em, theme.id)).related;
      await touch([into.id, ...narrower.map(({ id }) => id), ...neighbours]);
      const from = await snapshotOf(em, theme.id);
      const to = await snapshotOf(em, into.id);
      // whoever names the theme now waits until it is merged
      await em.lock(theme, LockMode.PESSIMISTIC_WRITE);
      const materials = await moveLinks(em, { change, from: theme.id, to: into.id });
      const accounts = await copyFollowers(em, theme.id, into.id);
      const owned = await moveOwned(em, theme.id, into.id);
      em.assign(into, {
        altLabels: joinedLabels(from, to).kept,
        exactMatch: joined(to.exactMatch, from.exactMatch).kept,
      });
      theme.mergedInto = ref(into);
      // the name is free for others; an undo gives it back
      theme.title = `${from.title} (${theme.id})`;
      await em.flush();
      for (const { id } of narrower) await place(em, id, into.id, LAST);
      await setRelated(em, theme.id, []);
      await setRelated(em, into.id, joinedRelated(from, to).kept);
      await setCurators(em, into.id, joined(to.curators, from.curators).kept);
      await setPins(em, into.id, joined(to.pins, from.pins).kept);
      await lead(em, into.id, [from.slug, ...from.addresses]);
      return {
        ...{ kind: ThemeChangeKind.MERGED, title: `${from.title} → ${to.title}`, materials },
        followers: { theme: into.id, accounts },
        owned: { theme: theme.id, rows: owned },
      };
    });
  }

  /** Gives some materials of a theme to another one, which is made where it is not there yet. */
  split(actor: Actor, input: SplitThemeInput): Promise<void> {
    return this.#desk.change(actor, input, canDecideThemes, async ({ em, change, theme, touch }) => {
      if (input.materials.length === 0) throw new InvalidInput({ materials: 'required' });
      const chosen = await materialsOf(em, theme.id, input.materials, 'own');
      const into = input.into ? await findTheme(em, input.into, 'into') : await beside(em, theme, input);
      if (into === theme) throw new InvalidInput({ into: SAME });
      if (isOpen(theme) && !isOpen(into)) throw new InvalidInput({ into: HIDES });
      if (input.into) await touch([into.id]);
      const materials = await moveLinks(em, { change, from: theme.id, to: into.id, materials: chosen });
      const accounts = input.into ? [] : await copyFollowers(em, theme.id, into.id);
      const { pins } = await snapshotOf(em, theme.id);
      await setPins(
        em,
        theme.id,
        pins.filter((id) => !chosen.includes(id)),
      );
      return {
        ...{ kind: ThemeChangeKind.SPLIT, title: `${theme.title} → ${into.title}`, materials },
        created: input.into ? [] : [into.id],
        followers: { theme: into.id, accounts },
      };
    });
  }
}

type Names = Pick<ThemeSnapshot, 'title' | 'shortTitle' | 'altLabels'>;

/** What one theme keeps of two that it is made of, and that for which there is no room. */
interface Joined {
  readonly kept: string[];
  readonly lost: string[];
}

/** The synonyms of two themes that become one. */
export function joinedLabels(from: Names, to: Names): Joined {
  // the former name comes first: it is what people look for
  return cut(cleanLabels([from.title, ...to.altLabels, from.shortTitle, ...from.altLabels], to.title));
}

/** What two themes name, each once, the first ones first. */
export const joined = (first: readonly string[], second: readonly string[]): Joined =>
  cut([...new Set([...first, ...second])]);

/** The neighbours of two themes that become one, themselves left out. */
export function joinedRelated(from: ThemeSnapshot, to: ThemeSnapshot): Joined {
  const others = (ids: readonly string[]) => ids.filter((id) => id !== from.id && id !== to.id);
  return joined(others(to.related), others(from.related));
}

const cut = (all: readonly string[]): Joined => ({ kept: all.slice(0, MOST), lost: all.slice(MOST) });

/** @throws InvalidInput for two themes that cannot become one */
export async function requireMergeable(
  em: EntityManager,
  theme: PriorityTheme,
  into: PriorityTheme,
): Promise<void> {
  if (into.id === theme.id) throw new InvalidInput({ into: SAME });
  if (isOpen(theme) && !isOpen(into)) throw new InvalidInput({ into: HIDES });
  if (await liesUnder(em, into.id, theme.id)) throw new InvalidInput({ into: LIES_UNDER });
}

const isOpen = ({ status }: PriorityTheme): boolean =>
  status === ThemeStatus.ACTIVE || status === ThemeStatus.CLOSED;

/** A new theme beside or under another one, in the same state. */
async function beside(
  em: EntityManager,
  theme: PriorityTheme,
  input: SplitThemeInput,
): Promise<PriorityTheme> {
  const names = namesOf(input);
  await requireFreeTitle(em, names.title);
  const { position, broader } = await snapshotOf(em, theme.id);
  const { status, activeFrom = null, activeTo = null, decision = null } = theme;
  const made = em.create(PriorityTheme, {
    ...{
      ...names,
      slug: await themeSlug(em, names.title),
      status,
      activeFrom,
      activeTo,
      decision,
      position: 0,
    },
  });
  await em.flush();
  await (input.under ? place(em, made.id, theme.id, LAST) : place(em, made.id, broader, position + 1));
  return made;
}

const SAME = { ru: 'это та же самая тема', en: 'this is the same theme' };
const HIDES = {
  ru: 'эта тема ещё не открыта: материалы пропали бы из каталога. Сначала откройте её',
  en: 'this theme is not open yet: the materials would vanish from the catalogue. Open it first',
};
const LIES_UNDER = {
  ru: 'эта тема лежит внутри первой: сначала переместите её',
  en: 'this theme lies under the first one: move it first',
};
