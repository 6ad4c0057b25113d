import { MAP_ROLES } from '../../council/council.policy.js';
import type { CallReads } from '../../council/calls/call.reads.js';
import { requireRole } from '../../directory/role.js';
import type { Actor } from '../../platform/actor.js';
import { InvalidInput } from '../../platform/errors.js';
import type { PriorityThemeType } from '../../vocabulary/priority-theme.type.js';
import type { Analyser } from '../analysis/analyser.js';
import type { GapReads } from '../gaps/gap.reads.js';
import { LONGEST_PERIOD, SHOWN_FROM, timesOf } from '../gaps/gap.service.js';
import { MapRow } from './map-row.js';
import { type NamedPlace, namedPlace } from './named-place.js';
import type { MapFilter, SupplyReads } from './supply.reads.js';
import type { ThemeMap } from './theme-map.type.js';
import { inTreeOrder, withBroader } from './theme-tree.js';

/** Gaps without a theme that are shown. */
const MOST_UNASSIGNED = 30;
/** All of a row. */
const WHOLE: NamedPlace = { kind: null, level: null };
/** The rows beside the themes. */
const BANK = 'bank';
const NONE = 'none';

/** What the bank has, beside what readers look for in vain: where the council has to ask for materials. */
export class ThemeMapService {
  constructor(
    private readonly supply: SupplyReads,
    private readonly gaps: GapReads,
    private readonly calls: CallReads,
    private readonly analyser: () => Promise<Analyser>,
  ) {}

  /**
   * The map of so many days.
   * @throws Forbidden for those who have no part in it
   */
  async map(actor: Actor, filter: MapFilter, days: number): Promise<ThemeMap> {
    requireRole(actor, MAP_ROLES);
    if (days < 1 || days > LONGEST_PERIOD) throw new InvalidInput({ days: 'range' });
    const [supply, gaps, requests, calls, { themes, words }, analyser] = await Promise.all([
      this.supply.supply(filter),
      this.gaps.gaps(days),
      this.gaps.requests(days),
      this.calls.openByTheme(),
      this.gaps.themeWords(),
      this.analyser(),
    ]);
    const byId = new Map(themes.map((theme) => [theme.id, theme]));
    const rows = rowsOf(themes);
    for (const { id, materials, ...place } of supply) rows.get(id)?.add(place, { materials });
    for (const [id, openCalls] of calls)
      for (const of of [BANK, ...withBroader([id], byId)]) rows.get(of)!.add(WHOLE, { openCalls });
    const unassigned: ThemeMap['unassigned'] = [];
    const ask = (about: readonly string[], place: NamedPlace, demand: Parameters<MapRow['add']>[1]) => {
      for (const id of [BANK, ...(about.length ? withBroader(about, byId) : [NONE])])
        rows.get(id)!.addNamed(place, demand);
    };
    for (const gap of gaps) {
      const place = namedPlace(gap.query, analyser);
      if (!isWithin(place, filter)) continue;
      const about = words.about(gap.query);
      ask(about, place, { nothing: gap.nothing, unopened: gap.unopened });
      if (about.length === 0 && timesOf(gap) >= SHOWN_FROM)
        unassigned.push({ query: gap.query, searches: timesOf(gap) });
    }
    for (const { text, ...said } of requests) {
      const named = namedPlace(text, analyser);
      const place = { kind: said.kind ?? named.kind, level: said.level ?? named.level };
      if (isWithin(place, filter)) ask(words.about(text), place, { requests: 1 });
    }
    return {
      rows: [...rows.values()].map((row) => row.toType()),
      unassigned: unassigned.slice(0, MOST_UNASSIGNED),
    };
  }
}

function rowsOf(themes: readonly PriorityThemeType[]): Map<string, MapRow> {
  return new Map([
    [BANK, new MapRow(BANK, null, 0)],
    ...inTreeOrder(themes).map(({ theme, depth }) => [theme.id, new MapRow(theme.id, theme, depth)] as const),
    [NONE, new MapRow(NONE, null, 0)],
  ]);
}

/** Whether what is asked for may be met by what the map is narrowed to. */
function isWithin({ kind, level }: NamedPlace, { kinds, levels }: MapFilter): boolean {
  return (
    (kind === null || kinds.length === 0 || kinds.includes(kind)) &&
    (level === null || levels.length === 0 || levels.includes(level))
  );
}
