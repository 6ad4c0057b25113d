import type pg from 'pg';
import type { EngineResult, SearchRequest } from '../search-engine.js';
import type { ForwardDocument } from './forward.js';
import type { IndexReader } from './index-reader.js';
import { topBy, type Filtered } from './filtering.js';
import { matchingDocuments, queryNumbers, readPostings } from './query-postings.js';
import { firstByTitle, readForwards } from './read-documents.js';
import { readHits } from './read-hits.js';
import { adjustment, hasPhrase, scorePassages, type QueryNumber } from './rescoring.js';

/** Best documents whose words are looked at one by one. */
const WINDOW = 100;
/** Bytes of forward entries read for that; huge files make the window smaller. */
const WINDOW_BYTES = 1_500_000;
/** Materials with all words of a phrase that are looked at for the phrase itself, the best first. */
const PHRASE_WINDOW = 1000;
/** Values of one facet in an answer; long lists are searched by `facetValues`. */
export const BUCKETS = 100;

interface Matched {
  filtered: Filtered;
  scores: Map<number, number>;
  query: Map<number, QueryNumber>;
}

/** Answers a search, or null when columns and postings were of different changes. */
export async function findMaterials(
  pool: pg.Pool,
  reader: IndexReader,
  request: SearchRequest,
): Promise<EngineResult | null> {
  const end = request.page * request.pageSize;
  const matched = await match(pool, reader, request, Math.max(WINDOW, end));
  if (!matched) return null;
  const { documents } = matched.filtered;
  const facets = reader.columns.buckets(matched.filtered.counts, BUCKETS);
  const forwards = new Map<number, ForwardDocument>();
  let ranked: number[];
  if (request.sort === 'RELEVANCE' && matched.query.size > 0) {
    ranked = topBy(documents, Math.max(WINDOW, end), (doc) => matched.scores.get(doc) ?? 0);
    ranked = await rescore(pool, reader, ranked, matched, forwards);
  } else if (request.sort === 'TITLE') ranked = await firstByTitle(pool, reader, documents, end);
  else ranked = topBy(documents, end, sortKey(reader, request.sort));
  const page = ranked.slice(end - request.pageSize, end);
  return {
    total: documents.length,
    hits: await readHits(pool, reader, page, matched.query, forwards),
    facets,
  };
}

async function match(
  pool: pg.Pool,
  reader: IndexReader,
  request: SearchRequest,
  window: number,
): Promise<Matched | null> {
  const { query, filter } = request;
  const groups = await readPostings(reader, query);
  if (!groups) return null;
  const { change } = reader;
  const documents = matchingDocuments(reader, query, groups);
  // the matcher's scores are those of the next search once this one waits for anything
  const { score } = reader.matcher;
  const scores = new Map<number, number>();
  let filtered = reader.filtered(query, filter, documents);
  if (query.terms.length > 0)
    for (const doc of topBy(filtered.documents, window, (one) => score[one]!)) scores.set(doc, score[doc]!);
  if (groups.phrased) {
    const having = new Set(groups.phrased.documents);
    const candidates = topBy(
      documents.filter((doc) => having.has(doc)),
      PHRASE_WINDOW,
      (doc) => score[doc]!,
    );
    for (const doc of candidates) scores.set(doc, score[doc]!);
    const exact = await withPhrases(pool, reader, candidates, query.phrases);
    if (reader.change !== change) return null;
    // where nothing says it word for word, the words themselves must do
    if (exact.length > 0) filtered = reader.filtered(query, filter, exact);
  }
  return { filtered, scores, query: queryNumbers(reader, query, groups.groups) };
}

async function withPhrases(
  pool: pg.Pool,
  reader: IndexReader,
  candidates: readonly number[],
  phrases: readonly (readonly string[])[],
): Promise<number[]> {
  const wanted = phrases.map((phrase) => phrase.map((term) => reader.number(term)));
  if (wanted.some((phrase) => phrase.includes(undefined))) return [];
  const found: number[] = [];
  for (let start = 0; start < candidates.length; start += WINDOW) {
    const forwards = await readForwards(pool, reader, candidates.slice(start, start + WINDOW));
    for (const [doc, forward] of forwards)
      if (wanted.every((phrase) => hasPhrase(forward, phrase as number[]))) found.push(doc);
  }
  return found;
}

async function rescore(
  pool: pg.Pool,
  reader: IndexReader,
  ranked: readonly number[],
  { scores, query }: Matched,
  forwards: Map<number, ForwardDocument>,
): Promise<number[]> {
  let bytes = 0;
  const window = ranked
    .slice(0, WINDOW)
    .filter((doc) => (bytes += reader.columns.weight[doc]!) < WINDOW_BYTES);
  for (const [doc, forward] of await readForwards(pool, reader, window)) {
    forwards.set(doc, forward);
    scores.set(doc, scores.get(doc)! + adjustment(forward, scorePassages(forward, query), query));
  }
  const looked = ranked.slice(0, WINDOW);
  return [...topBy(looked, WINDOW, (doc) => scores.get(doc)!), ...ranked.slice(WINDOW)];
}

function sortKey(reader: IndexReader, sort: SearchRequest['sort']): (doc: number) => number {
  const { publishedAt, downloads } = reader.columns;
  if (sort === 'OLDEST') return (doc) => -publishedAt[doc]!;
  if (sort === 'POPULAR') return (doc) => downloads[doc]!;
  return (doc) => publishedAt[doc]!;
}
