import type pg from 'pg';
import { tokenise } from '../analysis/tokens.js';
import type { AnalysedQuery } from '../analysis/query.js';
import type { FacetField } from '../facet-field.js';
import type { MaterialCard } from '../material-card.js';
import type { EngineBucket, EngineHit, EngineResult, IndexFile, SearchRequest } from '../search-engine.js';
import { decodeForward, type ForwardDocument } from './forward.js';
import type { IndexReader } from './index-reader.js';
import { filterAndCount, termGroup, topBy, type Filtered, type TermGroup } from './matching.js';
import { intersect, type Posting } from './posting.js';
import { adjustment, hasPhrase, scorePassages, type QueryNumber } from './rescoring.js';

/** Best documents whose words are looked at one by one. */
const WINDOW = 150;
/** Bytes of forward entries read for that; huge files make the window smaller. */
const WINDOW_BYTES = 1_500_000;
/** Candidates for a phrase whose words are looked at. */
const PHRASE_WINDOW = 2000;
/** Places shown of one material. */
const PLACES = 3;
/** Values of one facet in an answer; long lists are searched by `facetValues`. */
const BUCKETS = 100;

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
  } else if (request.sort === 'TITLE') ranked = await byTitle(pool, reader, documents, end);
  else ranked = topBy(documents, end, sortKey(reader, request.sort));
  const page = ranked.slice(end - request.pageSize, end);
  return {
    total: documents.length,
    hits: await readHits(pool, reader, page, matched.query, forwards),
    facets,
  };
}

/** Values of one facet whose label has words beginning as typed; null when the index moved on meanwhile. */
export async function findFacetValues(
  reader: IndexReader,
  request: SearchRequest,
  field: FacetField,
  typed: string,
  first: number,
): Promise<EngineBucket[] | null> {
  const groups = await readGroups(reader, request.query);
  if (!groups) return null;
  const { documents } = matchGroups(reader, request.query, groups);
  const { counts } = filterAndCount(reader.columns, documents, request.filter);
  const wanted = tokenise(typed).map(({ word }) => word);
  return (reader.columns.buckets(counts, Infinity).find((facet) => facet.field === field)?.buckets ?? [])
    .filter(({ label }) => {
      const words = tokenise(label).map(({ word }) => word);
      return wanted.every((prefix) => words.some((word) => word.startsWith(prefix)));
    })
    .slice(0, first);
}

interface Groups {
  groups: TermGroup[];
  excluded: Posting[];
}

async function readGroups(reader: IndexReader, query: AnalysedQuery): Promise<Groups | null> {
  const terms = new Set(query.excluded);
  for (const { term, alternatives } of query.terms) {
    terms.add(term);
    for (const alternative of alternatives) for (const other of alternative.terms) terms.add(other);
  }
  for (const phrase of query.phrases) for (const term of phrase) terms.add(term);
  const { live, change, postings } = await reader.postings([...terms]);
  if (change !== reader.change || (live !== null && live !== reader.generation.id)) return null;
  const posting = (term: string): Posting => postings.get(term)!;
  return {
    groups: query.terms.map(({ term, alternatives }) =>
      termGroup(
        [
          { posting: posting(term), weight: 1 },
          ...alternatives.map(({ terms: other, weight }) => ({
            posting: other.length === 1 ? posting(other[0]!) : intersect(other.map(posting)),
            weight,
          })),
        ],
        reader.columns.count,
      ),
    ),
    excluded: query.excluded.map(posting),
  };
}

function matchGroups(reader: IndexReader, query: AnalysedQuery, { groups, excluded }: Groups): {
  documents: number[];
} {
  const { matcher } = reader;
  const asked = query.terms.length > 0;
  if (asked) return { documents: matcher.match(groups, excluded) };
  const banned = new Set(excluded.flatMap(({ documents }) => [...documents]));
  const everything = matcher.everything();
  return { documents: banned.size > 0 ? everything.filter((doc) => !banned.has(doc)) : everything };
}

async function match(
  pool: pg.Pool,
  reader: IndexReader,
  request: SearchRequest,
  window: number,
): Promise<Matched | null> {
  const { query, filter } = request;
  const groups = await readGroups(reader, query);
  if (!groups) return null;
  const { change } = reader;
  let { documents } = matchGroups(reader, query, groups);
  const { score } = reader.matcher;
  const scores = new Map<number, number>();
  if (query.phrases.length > 0) {
    const candidates = topBy(documents, PHRASE_WINDOW, (doc) => score[doc]!);
    for (const doc of candidates) scores.set(doc, score[doc]!);
    const exact = await withPhrases(pool, reader, candidates, query.phrases);
    if (reader.change !== change) return null;
    // nothing says it word for word: then the words themselves must do
    documents = exact.length > 0 ? exact : candidates;
  }
  const filtered = filterAndCount(reader.columns, documents, filter);
  if (query.phrases.length === 0 && query.terms.length > 0)
    for (const doc of topBy(filtered.documents, window, (doc) => score[doc]!)) scores.set(doc, score[doc]!);
  return { filtered, scores, query: queryNumbers(reader, query, groups.groups) };
}

function queryNumbers(
  reader: IndexReader,
  query: AnalysedQuery,
  groups: readonly TermGroup[],
): Map<number, QueryNumber> {
  const numbers = new Map<number, QueryNumber>();
  query.terms.forEach(({ term, alternatives }, position) => {
    const { rarity } = groups[position]!;
    const add = (text: string, weight: number): void => {
      const number = reader.number(text);
      if (number !== undefined && (numbers.get(number)?.weight ?? 0) < weight)
        numbers.set(number, { number, rarity, weight, position });
    };
    add(term, 1);
    for (const { terms, weight } of alternatives)
      for (const other of terms) add(other, weight / terms.length);
  });
  return numbers;
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
  const window = ranked.slice(0, WINDOW).filter((doc) => (bytes += reader.columns.weight[doc]!) < WINDOW_BYTES);
  for (const [doc, forward] of await readForwards(pool, reader, window)) {
    forwards.set(doc, forward);
    scores.set(doc, scores.get(doc)! + adjustment(forward, scorePassages(forward, query), query));
  }
  const looked = ranked.slice(0, WINDOW);
  return [...topBy(looked, WINDOW, (doc) => scores.get(doc)!), ...ranked.slice(WINDOW)];
}

async function readForwards(
  pool: pg.Pool,
  reader: IndexReader,
  docs: readonly number[],
): Promise<Map<number, ForwardDocument>> {
  if (docs.length === 0) return new Map();
  const { schema } = reader.generation;
  const { rows } = await pool.query<{ doc: number; forward: Buffer }>({
    name: `forward-${schema}`,
    text: `select doc, forward from "${schema}".content where doc = any($1)`,
    values: [docs],
  });
  return new Map(rows.map(({ doc, forward }) => [doc, decodeForward(forward)]));
}

async function readHits(
  pool: pg.Pool,
  reader: IndexReader,
  docs: readonly number[],
  query: ReadonlyMap<number, QueryNumber>,
  forwards: Map<number, ForwardDocument>,
): Promise<EngineHit[]> {
  const unread = query.size > 0 ? docs.filter((doc) => !forwards.has(doc)) : [];
  const [cards] = await Promise.all([
    readCards(pool, reader, docs),
    readForwards(pool, reader, unread).then((more) => more.forEach((value, doc) => forwards.set(doc, value))),
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

/** The present cards of documents; a document replaced meanwhile answers with its replacement. */
export async function readCards(
  pool: pg.Pool,
  reader: IndexReader,
  docs: readonly number[],
): Promise<Map<number, { card: MaterialCard; files: IndexFile[] }>> {
  if (docs.length === 0) return new Map();
  const { schema } = reader.generation;
  const { rows } = await pool.query<{ doc: number; card: MaterialCard; files: IndexFile[] }>({
    name: `cards-${schema}`,
    text: `select d.doc, c.card, c.files from "${schema}".document d
           join "${schema}".document n on n.doc = coalesce(d.replaced_by, d.doc) and n.live
           join "${schema}".content c on c.doc = n.doc
           where d.doc = any($1)`,
    values: [docs],
  });
  return new Map(rows.map(({ doc, card, files }) => [doc, { card, files }]));
}

function sortKey(reader: IndexReader, sort: SearchRequest['sort']): (doc: number) => number {
  const { publishedAt, downloads } = reader.columns;
  if (sort === 'OLDEST') return (doc) => -publishedAt[doc]!;
  if (sort === 'POPULAR') return (doc) => downloads[doc]!;
  return (doc) => publishedAt[doc]!;
}

async function byTitle(
  pool: pg.Pool,
  reader: IndexReader,
  documents: readonly number[],
  end: number,
): Promise<number[]> {
  if (!reader.titleOrder) {
    const { rows } = await pool.query<{ docs: Buffer }>(
      `select string_agg(int4send(doc), null::bytea order by title_key, doc) as docs
       from "${reader.generation.schema}".document where live`,
    );
    const bytes = rows[0]?.docs ?? Buffer.alloc(0);
    const order = new Uint32Array(bytes.length / 4);
    for (let index = 0; index < order.length; index += 1) order[index] = bytes.readUInt32BE(index * 4);
    reader.titleOrder = order;
  }
  const wanted = new Set(documents);
  const found: number[] = [];
  for (const doc of reader.titleOrder) {
    if (!wanted.has(doc)) continue;
    found.push(doc);
    if (found.length === end) break;
  }
  return found;
}
