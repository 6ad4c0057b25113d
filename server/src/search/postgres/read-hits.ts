import type pg from 'pg';
import type { EngineHit } from '../search-engine.js';
import type { ForwardHits } from './forward-hits.js';
import type { IndexReader } from './index-reader.js';
import { readCards, readForwards } from './read-documents.js';
import { scorePassages, type QueryNumber } from './rescoring.js';

/** Places shown of one material. */
const PLACES = 3;

/** The hits of a page: cards, and the best places of each. `forwards` holds documents that were read before. */
export async function readHits(
  pool: pg.Pool,
  reader: IndexReader,
  docs: readonly number[],
  query: ReadonlyMap<number, QueryNumber>,
  forwards: Map<number, ForwardHits>,
): Promise<EngineHit[]> {
  const unread = query.size > 0 ? docs.filter((doc) => !forwards.has(doc)) : [];
  const [cards] = await Promise.all([
    readCards(pool, reader, docs),
    readForwards(pool, reader, unread, query.keys()).then((more) =>
      more.forEach((value, doc) => forwards.set(doc, value)),
    ),
  ]);
  return docs.flatMap((doc) => {
    const found = cards.get(doc);
    if (!found) return [];
    const forward = forwards.get(doc);
    const passages = forward && query.size > 0 ? scorePassages(forward, query) : [];
    const places = passages.slice(0, PLACES).flatMap(({ index }) => {
      const { file, ordinal } = forward!.passages[index]!;
      const named = found.files[file];
      return named ? [{ file: named, ordinal }] : [];
    });
    return [{ card: found.card, places, placeCount: passages.length }];
  });
}
