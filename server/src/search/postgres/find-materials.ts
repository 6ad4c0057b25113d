import type pg from 'pg';
import type { EngineFacet, EngineResult, SearchRequest } from '../search-engine.js';
import type { DocumentColumns } from './columns.js';
import { has, setOf } from './document-set.js';
import type { ForwardHits } from './forward-hits.js';
import type { IndexReader } from './index-reader.js';
import { preferenceOf } from './preference.js';
import { matchingDocuments, queryNumbers, readPostings } from './query-postings.js';
import { readForwards, readTitleOrder } from './read-documents.js';
import { readHits } from './read-hits.js';
import { adjustment, hasPhrase, scorePassages, type QueryNumber } from './rescoring.js';
import { gainOfNearness, nearDocuments } from './nearness.js';
import { firstOf, topBy } from './top-by.js';

/** Best documents whose words are looked at one by one. */
const WINDOW = 100;
/** Bytes of forward entries read for that; huge files make the window smaller. */
const WINDOW_BYTES = 1_500_000;
/** Materials with all words of a phrase that are looked at for the phrase itself, the best first. */
const PHRASE_WINDOW = 1000;
/** What a search found, the first of it in order. */
interface Matched {
  total: number;
  facets: EngineFacet[];
  first: number[];
  /** Scores of `first`; null when it is sorted by something else. */
  scores: Map<number, number> | null;
  query: Map<number, QueryNumber>;
}

/** Answers a search, or null when columns and postings were of different changes. */
export async function findMaterials(
  pool: pg.Pool,
  reader: IndexReader,
  request: SearchRequest,
): Promise<EngineResult | null> {
  const end = request.page * request.pageSize;
  if (request.sort === 'TITLE') await readTitleOrder(pool, reader);
  const matched = await match(pool, reader, request, end);
  if (!matched) return null;
  const { total, facets, first, scores, query } = matched;
  const forwards = new Map<number, ForwardHits>();
  const ranked = scores ? await rescore(pool, reader, first, scores, query, forwards) : first;
  const page = ranked.slice(end - request.pageSize, end);
  return { total, hits: await readHits(pool, reader, page, query, forwards), facets };
}

async function match(
  pool: pg.Pool,
  reader: IndexReader,
  request: SearchRequest,
  end: number,
): Promise<Matched | null> {
  const { query, filter, sort, facets: counted = true } = request;
  const nearby = await nearDocuments(pool, reader, request.near);
  const postings = await readPostings(reader, query);
  if (!postings) return null;
  let exact: Uint32Array | null = null;
  if (postings.phrased) {
    const { change } = reader;
    const documents = matchingDocuments(reader, query, postings)!;
    exact = await withPhrases(pool, reader, documents, postings.phrased.documents, query.phrases);
    if (reader.change !== change) return null;
  }
  // from here on nothing may be waited for: the matcher's arrays are those of the next search then
  let documents = matchingDocuments(reader, query, postings);
  // where nothing says it word for word, the words themselves must do
  if (exact && exact.length > 0) documents = exact;
  const { columns, matcher } = reader;
  const others = nearby.size > 0 && documents ? unmatched(columns, documents, nearby) : [];
  if (documents && others.length > 0) documents = Uint32Array.from([...documents, ...others]);
  const passing = reader.filtered(documents, filter, counted);
  const byScore = sort === 'RELEVANCE' && query.terms.length > 0;
  const preference = byScore ? preferenceOf(columns, request.preferred) : null;
  if (preference) for (const doc of passing.documents) matcher.score[doc]! *= preference(doc);
  if (byScore && nearby.size > 0) {
    let best = 0;
    for (const doc of passing.documents) best = Math.max(best, matcher.score[doc]!);
    for (const [doc, nearness] of nearby) matcher.score[doc]! += gainOfNearness(nearness, best);
  }
  const first = byScore
    ? topBy(passing.documents, Math.max(WINDOW, end), matcher.score)
    : sort === 'TITLE'
      ? firstOf(reader.titleOrder ?? [], passing.documents, columns.size, end)
      : topBy(
          passing.documents,
          end,
          sort === 'POPULAR' ? columns.downloads : columns.publishedAt,
          sort === 'OLDEST',
        );
  const scores = byScore ? new Map(first.map((doc) => [doc, matcher.score[doc]!])) : null;
  // the matcher forgets only what it has found itself
  for (const doc of others) matcher.score[doc] = 0;
  return {
    total: passing.documents.length,
    facets: passing.facets,
    first,
    scores,
    query: queryNumbers(reader, query, postings.groups),
  };
}

/** Documents that are near in meaning, can be found, and were not found by words. */
function unmatched(
  columns: DocumentColumns,
  documents: Uint32Array,
  nearby: ReadonlyMap<number, number>,
): number[] {
  const matched = setOf(documents, columns.size);
  return [...nearby.keys()].filter((doc) => columns.live[doc] === 1 && !has(matched, doc));
}

async function withPhrases(
  pool: pg.Pool,
  reader: IndexReader,
  documents: Uint32Array,
  having: Uint32Array,
  phrases: readonly (readonly string[])[],
): Promise<Uint32Array> {
  const wanted = phrases.map((phrase) => phrase.map((term) => reader.number(term)));
  if (wanted.some((phrase) => phrase.includes(undefined))) return new Uint32Array(0);
  const all = new Set(having);
  const candidates = topBy(
    documents.filter((doc) => all.has(doc)),
    PHRASE_WINDOW,
    reader.matcher.score,
  );
  const numbers = wanted.flat() as number[];
  const found: number[] = [];
  for (let start = 0; start < candidates.length; start += WINDOW) {
    const forwards = await readForwards(pool, reader, candidates.slice(start, start + WINDOW), numbers);
    for (const [doc, forward] of forwards)
      if (wanted.every((phrase) => hasPhrase(forward, phrase as number[]))) found.push(doc);
  }
  return Uint32Array.from(found);
}

async function rescore(
  pool: pg.Pool,
  reader: IndexReader,
  ranked: readonly number[],
  scores: Map<number, number>,
  query: ReadonlyMap<number, QueryNumber>,
  forwards: Map<number, ForwardHits>,
): Promise<number[]> {
  let bytes = 0;
  const looked = ranked.slice(0, WINDOW);
  const window = looked.filter((doc) => (bytes += reader.columns.weight[doc]!) < WINDOW_BYTES);
  for (const [doc, forward] of await readForwards(pool, reader, window, query.keys())) {
    forwards.set(doc, forward);
    scores.set(doc, scores.get(doc)! + adjustment(forward, scorePassages(forward, query), query));
  }
  looked.sort((a, b) => scores.get(b)! - scores.get(a)! || b - a);
  return [...looked, ...ranked.slice(WINDOW)];
}
