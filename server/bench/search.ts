/**
 * Measures how well the search finds on a judged set: `npm run bench:search -- --data FOLDER`. Prints a table beside
 * figures of other engines on the same set and fails below the least figures given.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { entities } from '../src/entities.js';
import { migrate } from '../src/platform/database.js';
import { startEmbeddedPostgres } from '../src/platform/postgres.js';
import { Analyser } from '../src/search/analysis/analyser.js';
import { analyseQuery } from '../src/search/analysis/query.js';
import { MeilisearchEngine } from '../src/search/meilisearch/meilisearch-engine.js';
import { PostgresEngine } from '../src/search/postgres/postgres-engine.js';
import type { IndexDocument, SearchEngine } from '../src/search/search-engine.js';
import { forgetMeilisearch } from '../test/forget-meilisearch.js';
import { judgedDocument } from './judged-document.js';
import { ndcg10, readJudgedSet, type JudgedQueries } from './judged-set.js';

const BATCH = 500;
const PREFIX = `bench-${process.pid}`;
/** nDCG@10 of others on rubq-small, from the design notes. */
const ANCHORS: Record<string, Record<string, number>> = {
  'MiniSearch, stems, fuzzy': { typed: 0.564, typo: 0.542, forms: 0.544, kw: 0.548 },
  'BM25 over lemmas': { typed: 0.498, typo: 0.423, forms: 0.491, kw: 0.498 },
  goal: { typed: 0.58, typo: 0.56, forms: 0.57, kw: 0.57, layout: 0.55 },
};

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    engine: { type: 'string', multiple: true, default: ['postgresql'] },
    min: { type: 'string', default: '' },
    database: { type: 'string' },
  },
});
if (!values.data) {
  console.error(
    'npm run bench:search -- --data FOLDER [--engine postgresql] [--engine meilisearch] [--min typed=.58,typo=.56,empty=.01]',
  );
  process.exit(1);
}
const set = await readJudgedSet(values.data);
const folder = await mkdtemp(join(tmpdir(), 'metodbank-bench-'));
const server = values.database ? undefined : await startEmbeddedPostgres({ dataDir: folder });
const url = values.database ?? server!.url;
await migrate(url, entities);
const pool = new pg.Pool({ connectionString: url });
const postgres = new PostgresEngine(pool, await Analyser.load());
const least = Object.fromEntries(
  values.min
    .split(',')
    .filter(Boolean)
    .map((part) => part.split('='))
    .map(([name, value]) => [name, Number(value)]),
);
let failed = false;
try {
  const documents = set.documents.map(judgedDocument);
  await fill(postgres, documents);
  for (const name of values.engine) {
    const engine = name === 'meilisearch' ? meilisearch() : postgres;
    if (engine !== postgres) await fill(engine, documents);
    for (const variant of set.variants) failed = (await measure(engine, variant)) || failed;
  }
  for (const [name, figures] of Object.entries(ANCHORS))
    for (const [variant, value] of Object.entries(figures)) print(name, variant, value.toFixed(3));
} finally {
  const { MEILI_URL, MEILI_API_KEY } = process.env;
  if (values.engine.includes('meilisearch') && MEILI_URL)
    await forgetMeilisearch(MEILI_URL, MEILI_API_KEY, PREFIX);
  await pool.end();
  await server?.leave();
  await rm(folder, { recursive: true, force: true });
}
process.exitCode = failed ? 1 : 0;

function meilisearch(): SearchEngine {
  const host = process.env['MEILI_URL'];
  if (!host) throw new Error('MEILI_URL names no server.');
  return new MeilisearchEngine(pool, postgres, {
    ...{ url: host, apiKey: process.env['MEILI_API_KEY'], prefix: PREFIX },
  });
}

async function fill(engine: SearchEngine, documents: readonly IndexDocument[]): Promise<void> {
  const start = performance.now();
  const build = await engine.beginRebuild();
  for (let from = 0; from < documents.length; from += BATCH)
    await build.add(documents.slice(from, from + BATCH));
  const count = await build.finish();
  await build.commit();
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${engine.name}: ${count} documents indexed in ${seconds} s`);
}

/** Prints the figures of one way of asking. Returns true when one is below the least. */
async function measure(engine: SearchEngine, { name, queries }: JudgedQueries): Promise<boolean> {
  const times: number[] = [];
  let [gain, hits, empty] = [0, 0, 0];
  for (const { _id, text } of queries) {
    const start = performance.now();
    const query = analyseQuery(text, await postgres.knowledge());
    const result = await engine.search({
      query,
      filter: { values: {} },
      sort: 'RELEVANCE',
      page: 1,
      pageSize: 10,
    });
    times.push(performance.now() - start);
    const answer = result.hits.map(({ card }) => card.slug);
    const gains = set.gains.get(_id) ?? new Map<string, number>();
    gain += ndcg10(answer, gains);
    if (answer.some((id) => gains.has(id))) hits += 1;
    if (result.total === 0) empty += 1;
  }
  times.sort((a, b) => a - b);
  const at = (share: number): string => times[Math.floor((times.length - 1) * share)]!.toFixed(1);
  const [ndcg, recall, none] = [gain, hits, empty].map((sum) => sum / queries.length) as [
    number,
    number,
    number,
  ];
  print(
    engine.name,
    name,
    `${ndcg.toFixed(3)}  found in ten ${recall.toFixed(3)}  empty ${none.toFixed(4)}  ms p50 ${at(0.5)} p95 ${at(0.95)}`,
  );
  return ndcg < (least[name] ?? 0) || none > (least['empty'] ?? 1);
}

function print(engine: string, variant: string, figures: string): void {
  console.log(`${engine.padEnd(26)}${variant.padEnd(8)}nDCG@10 ${figures}`);
}
