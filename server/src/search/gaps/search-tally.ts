import type pg from 'pg';
import { isProgram } from '../../materials/usage/programs.js';
import type { Client } from '../../platform/context.js';
import { TODAY } from '../../platform/time-zone.js';
import { WriteBehind } from '../../platform/write-behind.js';
import type { AnalysedQuery } from '../analysis/query.js';
import { isPersonal } from './personal.js';
import { OnceADay } from './once-a-day.js';

/** Queries kept at most: enough for a council, too few to fill a disk by asking nonsense. */
const MOST = 20_000;
/** Queries that are left when those asked least have gone. */
const LEFT = 18_000;
const LONGEST = 120;
/** Different queries that wait in memory at most. */
const MOST_WAITING = 5_000;
/** Different things that the visitors behind one address may add within a day. */
const MOST_AN_ADDRESS = 500;
/** Days after which it is forgotten what was asked for. */
const KEPT_DAYS = 400;

/** What has become of a query. */
export type Outcome = 'nothing' | 'shown' | 'opened';

interface Waiting extends Record<Outcome, number> {
  query: string;
}

/**
 * Counts by day what is searched for: what finds nothing, what is shown something, and whether any of it is opened.
 * Queries of the same words in any form and order are one; a visitor counts once a day for each. No person is recorded.
 */
export class SearchTally {
  private readonly waiting = new Map<string, Waiting>();
  private readonly visitors = new OnceADay(MOST_AN_ADDRESS);
  private readonly behind: WriteBehind;

  /** @param report takes what prevents writing */
  constructor(
    private readonly pool: pg.Pool,
    report: (error: unknown) => void,
  ) {
    this.behind = new WriteBehind(() => this.write(), report);
  }

  /** One more for a query; nothing that looks like somebody's own data is kept. */
  count(query: AnalysedQuery, outcome: Outcome, client: Client): void {
    const { text, terms } = query;
    if (terms.length === 0 || text.length > LONGEST || isPersonal(text) || isProgram(client.userAgent))
      return;
    const key = tallyKey(query);
    const known = this.waiting.get(key);
    if ((!known && this.waiting.size >= MOST_WAITING) || !this.visitors.counts(client, `${outcome} ${key}`))
      return;
    const waiting = known ?? { query: text, nothing: 0, shown: 0, opened: 0 };
    waiting[outcome] += 1;
    this.waiting.set(key, waiting);
    this.behind.wake();
  }

  /**
   * Writes what was counted until now, also what is being written already; counts that cannot be written are kept for
   * the next time.
   */
  flush(): Promise<void> {
    return this.behind.flush();
  }

  private async write(): Promise<void> {
    if (this.waiting.size === 0) return;
    // in one order, so that two processes never wait for each other
    const entries = [...this.waiting].toSorted(([a], [b]) => (a < b ? -1 : 1));
    this.waiting.clear();
    const column = <K extends keyof Waiting>(name: K) => entries.map(([, waiting]) => waiting[name]);
    try {
      await this.pool.query({
        ...WRITE,
        values: [
          ...[entries.map(([key]) => key), column('query')],
          ...[column('nothing'), column('shown'), column('opened'), MOST],
        ],
      });
    } catch (error) {
      for (const [key, waiting] of entries) this.waiting.set(key, sum(this.waiting.get(key), waiting));
      this.behind.wake();
      throw error;
    }
  }

  /** Makes room: what is old goes, and when there is much, what was asked least and longest ago. */
  async tidy(): Promise<void> {
    const old = `(now() - make_interval(days => $1))`;
    await this.pool.query(`delete from search_query where last_at < ${old}`, [KEPT_DAYS]);
    await this.pool.query(`delete from search_query_daily where day < ${old}::date`, [KEPT_DAYS]);
    await this.pool.query(`delete from material_request where day < ${old}::date`, [KEPT_DAYS]);
    await this.pool.query(
      `delete from search_query where (select count(*) from search_query) >= $1 and terms in (
         select terms from search_query order by times desc, last_at desc offset $2)`,
      [MOST, LEFT],
    );
  }
}

/** What makes two queries one: their terms, in one order. */
export function tallyKey({ terms }: AnalysedQuery): string {
  return terms
    .map(({ term }) => term)
    .sort()
    .join(' ');
}

function sum(a: Waiting | undefined, b: Waiting): Waiting {
  if (!a) return b;
  return { ...b, nothing: a.nothing + b.nothing, shown: a.shown + b.shown, opened: a.opened + b.opened };
}

/** Adds counts to the day. What was opened counts for queries that are known: an address alone makes none. */
const WRITE = {
  name: 'search-tally',
  text: `with counted as (
      select * from unnest($1::text[], $2::text[], $3::int[], $4::int[], $5::int[])
        as c (terms, query, nothing, shown, opened)),
    kept as (
      insert into search_query as q (terms, query, times)
      select terms, query, nothing + shown from counted
      where (nothing + shown > 0 and (select count(*) from search_query) < $6)
        or exists (select from search_query known where known.terms = counted.terms)
      order by terms
      on conflict (terms) do update set times = q.times + excluded.times, last_at = now()
      returning terms)
    insert into search_query_daily as d (terms, day, nothing, shown, opened)
    select terms, ${TODAY}, nothing, shown, opened
    from counted join kept using (terms) order by terms
    on conflict (terms, day) do update set nothing = d.nothing + excluded.nothing,
      shown = d.shown + excluded.shown, opened = d.opened + excluded.opened`,
};
