import { requireRole } from '../../directory/role.js';
import { MAP_ROLES } from '../../council/council.policy.js';
import type { Actor } from '../../platform/actor.js';
import { InvalidInput } from '../../platform/errors.js';
import type { GapReads, GapRow } from './gap.reads.js';
import type { SearchGaps } from './gap.type.js';

/** Longest period, days: for so long the days are kept. */
export const LONGEST_PERIOD = 400;
/** Times that a query has to be asked for before its words are shown: one alone might tell of a person. */
export const SHOWN_FROM = 2;
const MOST = 100;

/** What people looked for in vain, for those who see to what the bank lacks. */
export class GapService {
  constructor(private readonly reads: GapReads) {}

  /** The gaps of so many days. @throws Forbidden for those who have no part in it */
  async gaps(actor: Actor, days: number, first: number): Promise<SearchGaps> {
    requireRole(actor, MAP_ROLES);
    if (days < 1 || days > LONGEST_PERIOD) throw new InvalidInput({ days: 'range' });
    if (first < 1 || first > MOST) throw new InvalidInput({ first: 'range' });
    const [gaps, { themes, words }] = await Promise.all([this.reads.gaps(days), this.reads.themeWords()]);
    const shown = gaps.filter((gap) => timesOf(gap) >= SHOWN_FROM).slice(0, first);
    const daily = await this.reads.daily(
      shown.map(({ terms }) => terms),
      days,
    );
    const byId = new Map(themes.map((theme) => [theme.id, theme]));
    return {
      total: gaps.length,
      askedOnce: gaps.filter((gap) => timesOf(gap) < SHOWN_FROM).length,
      nothing: gaps.reduce((sum, { nothing }) => sum + nothing, 0),
      unopened: gaps.reduce((sum, { unopened }) => sum + unopened, 0),
      nodes: shown.map(({ terms, ...gap }) => ({
        ...gap,
        days: daily.get(terms) ?? [],
        themes: words.about(gap.query).map((id) => byId.get(id)!),
      })),
    };
  }
}

/** Visits on which it was asked for in vain. */
export function timesOf({ nothing, unopened }: Pick<GapRow, 'nothing' | 'unopened'>): number {
  return nothing + unopened;
}
