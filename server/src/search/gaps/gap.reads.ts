import type { Pool } from 'pg';
import type { MaterialKind } from '../../materials/material-enums.js';
import { TODAY } from '../../platform/time-zone.js';
import type { EducationLevel } from '../../vocabulary/education-level.js';
import type { VocabularyReads } from '../../vocabulary/vocabulary.reads.js';
import type { PriorityThemeType } from '../../vocabulary/priority-theme.type.js';
import { analyseQuery, type QueryKnowledge } from '../analysis/query.js';
import { ThemeWords } from './theme-words.js';

/** What was searched for within a period, by the words that were used. */
export interface GapRow {
  readonly terms: string;
  readonly query: string;
  /** Visits that found nothing. */
  readonly nothing: number;
  /** Visits that were shown something and opened none of it. */
  readonly unopened: number;
  /** `YYYY-MM-DD`, the last day that it was asked for. */
  readonly lastDay: string;
}

/** What a reader has said to miss. */
export interface RequestRow {
  readonly id: string;
  readonly text: string;
  readonly kind: MaterialKind | null;
  readonly level: EducationLevel | null;
  /** `YYYY-MM-DD` */
  readonly day: string;
}

/** Gaps that are looked at, those asked for most, and requests, the newest. */
const MOST = 3_000;

/** Reads what people looked for in vain. */
export class GapReads {
  constructor(
    private readonly pool: Pool,
    private readonly vocabulary: VocabularyReads,
    private readonly knowledge: () => Promise<QueryKnowledge>,
  ) {}

  /** The gaps of so many days until today, asked for most first. */
  async gaps(days: number): Promise<GapRow[]> {
    const { rows } = await this.pool.query<GapRow>({
      name: 'search-gaps',
      text: `select q.terms, q.query, gap.nothing, gap.unopened, gap.last_day::text as "lastDay" from (
          select d.terms, sum(d.nothing)::int as nothing, sum(greatest(d.shown - d.opened, 0))::int as unopened,
            max(d.day) filter (where d.nothing > 0 or d.shown > d.opened) as last_day
          from search_query_daily d where d.day > ${TODAY} - $1::int group by d.terms) gap
        join search_query q on q.terms = gap.terms where gap.nothing + gap.unopened > 0
        order by gap.nothing + gap.unopened desc, gap.nothing desc, gap.last_day desc, q.terms limit ${MOST}`,
      values: [days],
    });
    return rows;
  }

  /** On how many visits each of some queries was asked for in vain, day by day. */
  async daily(
    terms: readonly string[],
    days: number,
  ): Promise<Map<string, { day: string; count: number }[]>> {
    const { rows } = await this.pool.query<{ terms: string; day: string; count: number }>({
      name: 'search-gap-days',
      text: `select d.terms, d.day::text, d.nothing + greatest(d.shown - d.opened, 0) as count
        from search_query_daily d
        where d.terms = any($1) and d.day > ${TODAY} - $2::int
          and (d.nothing > 0 or d.shown > d.opened) order by d.day`,
      values: [terms, days],
    });
    const byTerms = new Map<string, { day: string; count: number }[]>();
    for (const { terms: key, day, count } of rows)
      byTerms.set(key, [...(byTerms.get(key) ?? []), { day, count }]);
    return byTerms;
  }

  /** What readers have said to miss within so many days, the newest first. */
  async requests(days: number): Promise<RequestRow[]> {
    const { rows } = await this.pool.query<RequestRow>({
      name: 'material-requests',
      text: `select id, wish as text, kind, level, day::text from material_request
        where day > ${TODAY} - $1::int order by day desc, id limit ${MOST}`,
      values: [days],
    });
    return rows;
  }

  /** The public themes that are near to what somebody typed, the nearest first. */
  async nearThemes(typed: string, first: number): Promise<PriorityThemeType[]> {
    const [{ themes, words }, knowledge] = await Promise.all([this.themeWords(), this.knowledge()]);
    const byId = new Map(themes.map((theme) => [theme.id, theme]));
    const { text } = analyseQuery(typed, knowledge);
    return words.near(text, first).map(({ id }) => byId.get(id)!);
  }

  /** The public themes, and what tells which of them a text is about. */
  async themeWords(): Promise<{ themes: PriorityThemeType[]; words: ThemeWords }> {
    const [themes, { analyser, synonyms }] = await Promise.all([this.vocabulary.themes(), this.knowledge()]);
    return { themes, words: new ThemeWords(themes, analyser, synonyms) };
  }
}
