import type pg from 'pg';
import type { AnalysedQuery } from '../analysis/query.js';
import type { EngineHit, SearchRequest } from '../search-engine.js';
import { ForwardScanner, type ForwardHits } from './forward-hits.js';
import type { IndexReader } from './index-reader.js';
import type { TermGroup } from './matching.js';
import { IMPACT_STEP, quantise } from './posting.js';
import { preferenceOf } from './preference.js';
import { gainOfNearness, nearDocuments } from './nearness.js';
import { queryNumbers, readPostings } from './query-postings.js';
import { readHits } from './read-hits.js';
import { adjustment, hitImpacts, scorePassages, type QueryNumber } from './rescoring.js';

/** Which of the materials are answered, and in which order. */
export interface RankedSlice {
  from: number;
  to: number;
  /** Whether they stand in the wanted order already. */
  keepOrder: boolean;
  preferred?: SearchRequest['preferred'];
  near?: SearchRequest['near'];
}

/**
 * Puts materials that another engine found in the order in which this one would, and answers the page of them as
 * hits. Materials that the index does not have are left out. Null when the index moved on meanwhile.
 */
export async function rankCandidates(
  pool: pg.Pool,
  reader: IndexReader,
  query: AnalysedQuery,
  materials: readonly string[],
  slice: RankedSlice,
): Promise<EngineHit[] | null> {
  const postings = await readPostings(reader, query);
  if (!postings) return null;
  const numbers = queryNumbers(reader, query, postings.groups);
  const { name: schema } = reader.generation;
  const rows = await pool.query<{ doc: number; forward: Buffer | null }>({
    name: `candidates-${schema}-${slice.keepOrder}`,
    text: `select d.doc${slice.keepOrder ? '' : ', c.forward'}
           from unnest($1::uuid[]) with ordinality as asked (material, place)
           join "${schema}".document d on d.material = asked.material and d.live
           ${slice.keepOrder ? '' : `join "${schema}".content c on c.doc = d.doc`}
           order by asked.place`,
    values: [materials],
  });
  const forwards = new Map<number, ForwardHits>();
  let docs = rows.rows.map(({ doc }) => doc);
  if (!slice.keepOrder) {
    const preference = preferenceOf(reader.columns, slice.preferred);
    const scanner = new ForwardScanner(numbers.keys());
    const scored = rows.rows.map(({ doc, forward }) => {
      const document = scanner.scan(forward!);
      forwards.set(doc, document);
      const quality = (1 + (reader.columns.quality[doc] ?? 0) * 0.01) * (preference?.(doc) ?? 1);
      return { doc, score: fullScore(document, numbers, postings.groups, quality) };
    });
    const nearby = await nearDocuments(pool, reader, slice.near);
    const best = scored.reduce((most, { score }) => Math.max(most, score), 0);
    for (const one of scored) one.score += gainOfNearness(nearby.get(one.doc), best);
    docs = scored.sort((a, b) => b.score - a.score || b.doc - a.doc).map(({ doc }) => doc);
  }
  return readHits(pool, reader, docs.slice(slice.from, slice.to), numbers, forwards);
}

/** What the first and the second look of a search add up to, from the words of one document. */
function fullScore(
  document: ForwardHits,
  numbers: ReadonlyMap<number, QueryNumber>,
  groups: readonly TermGroup[],
  quality: number,
): number {
  const best = new Map<number, { value: number; covered: number }>();
  const impacts = hitImpacts(document);
  for (const asked of numbers.values()) {
    const impact = impacts.get(asked.number);
    if (impact === undefined) continue;
    const value = quantise(impact) * IMPACT_STEP * asked.rarity * asked.weight;
    const covered = asked.rarity * (asked.weight === 1 ? 1 : 0.5 + asked.weight / 2);
    const known = best.get(asked.position);
    best.set(asked.position, {
      value: Math.max(value, known?.value ?? 0),
      covered: Math.max(covered, known?.covered ?? 0),
    });
  }
  const all = groups.reduce((sum, { rarity }) => sum + rarity, 0);
  let score = 0;
  let cover = 0;
  for (const { value, covered } of best.values()) {
    score += value;
    cover += covered;
  }
  const first = all > 0 ? score * Math.sqrt(cover / all) * quality : 0;
  return first + adjustment(document, scorePassages(document, numbers), numbers);
}
