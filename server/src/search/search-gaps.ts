import type pg from 'pg';
import type { AnalysedQuery } from './analysis/query.js';

/** Queries kept at most: enough for a council, too few to fill a disk by asking nonsense. */
const MOST = 20_000;
const LONGEST = 120;
/** What looks like a telephone number, an address or a document belongs to a person and is not kept. */
const PERSONAL = /@|\d{5}/u;

/** Keeps queries that found nothing, without whoever asked: what teachers look for and the bank lacks. */
export class SearchGaps {
  constructor(private readonly pool: pg.Pool) {}

  /** Counts a query that found nothing; queries of the same words in any form and order are one. */
  async record(query: AnalysedQuery): Promise<void> {
    const { text } = query;
    if (query.terms.length === 0 || text.length > LONGEST || PERSONAL.test(text)) return;
    const terms = query.terms
      .map(({ term }) => term)
      .sort()
      .join(' ');
    await this.pool.query({
      name: 'search-gap',
      text: `insert into search_gap (terms, query)
             select $1, $2 where (select count(*) from search_gap) < $3
               or exists (select from search_gap where terms = $1)
             on conflict (terms) do update set times = search_gap.times + 1, last_at = now()`,
      values: [terms, text, MOST],
    });
  }
}
