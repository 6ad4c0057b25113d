import type pg from 'pg';
import type { MaterialCard } from '../material-card.js';
import { decodeForward } from './forward.js';
import { readCards } from './read-documents.js';
import type { IndexReader } from './index-reader.js';
import { topBy } from './top-by.js';
import { termGroup } from './matching.js';
import { rarity } from './scoring.js';

/** Terms by which a material is compared with others. */
const TERMS = 12;

/** Materials that share the rarest words of the card; null when the index moved on meanwhile. */
export async function findSimilar(
  pool: pg.Pool,
  reader: IndexReader,
  id: string,
  first: number,
): Promise<MaterialCard[] | null> {
  const { name: schema } = reader.generation;
  const source = await pool.query<{ doc: number; forward: Buffer }>({
    name: `similar-source-${schema}`,
    text: `select d.doc, c.forward from "${schema}".document d join "${schema}".content c using (doc)
           where d.material = $1 and d.live`,
    values: [id],
  });
  const row = source.rows[0];
  if (!row) return (await reader.postings([])).current ? [] : null;
  const { title, keywords, labels, annotation } = decodeForward(row.forward);
  const counts = new Map<number, number>();
  for (const [terms, weight] of [
    [title, 3],
    [keywords, 2],
    [labels, 1.5],
    [annotation, 1],
  ] as const)
    for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + weight);
  const named = await pool.query<{ id: number; term: string; documents: number }>({
    name: `similar-terms-${schema}`,
    text: `select t.id, t.term, sum(p.documents)::int as documents
           from "${schema}".term t join "${schema}".posting p on p.term = t.id
           where t.id = any($1) group by t.id, t.term`,
    values: [[...counts.keys()]],
  });
  const { count } = reader.columns;
  const chosen = named.rows
    .filter(({ documents }) => documents > 1 && documents < Math.max(20, count / 4))
    .map(({ id: number, term, documents }) => ({
      term,
      value: Math.min(4, counts.get(number)!) * rarity(count, documents),
    }))
    .sort((a, b) => b.value - a.value)
    .slice(0, TERMS)
    .map(({ term }) => term);
  const { current, postings } = await reader.postings(chosen);
  if (!current) return null;
  const groups = chosen.map((term) => termGroup([{ posting: postings.get(term)!, weight: 1 }], count));
  const { matcher } = reader;
  const found = matcher.match(groups, [], 0.12).filter((doc) => doc !== row.doc);
  const best = topBy(found, first, matcher.score);
  const cards = await readCards(pool, reader, best);
  return best.flatMap((doc) => cards.get(doc)?.card ?? []);
}
