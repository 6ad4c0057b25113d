import { parseArgs } from 'node:util';
import pg from 'pg';
import { Analyser } from '../src/search/analysis/analyser.js';
import { analyseQuery } from '../src/search/analysis/query.js';
import { PostgresEngine } from '../src/search/postgres/postgres-engine.js';
import { judgedDocument } from './judged-document.js';
import { ndcg10, readJudgedSet, type JudgedSet } from './judged-set.js';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    db: { type: 'string' },
    only: { type: 'string' },
    keep: { type: 'boolean' },
  },
});
const set: JudgedSet = await readJudgedSet(values.data!);
const pool = new pg.Pool({ connectionString: values.db });
const analyser = await Analyser.load();
const engine = new PostgresEngine(pool, analyser);
if (!values.keep) {
  const t = performance.now();
  const build = await engine.beginRebuild();
  const docs = set.documents.map(judgedDocument);
  for (let i = 0; i < docs.length; i += 500) await build.add(docs.slice(i, i + 500));
  console.log(await build.finish(), 'docs', Math.round(performance.now() - t), 'ms');
  await build.commit();
}
console.log(await engine.ensure());
const ids = new Map(set.documents.map((d, i) => [judgedDocument(d, i).card.slug, d._id]));
for (const variant of set.variants) {
  if (values.only && values.only !== variant.name) continue;
  let sum = 0,
    empty = 0,
    recall = 0;
  const times: number[] = [];
  let total = 0;
  for (const q of variant.queries) {
    const t = performance.now();
    const query = analyseQuery(q.text, await engine.knowledge());
    const r = await engine.search({
      query,
      filter: { values: {} },
      sort: 'RELEVANCE',
      page: 1,
      pageSize: 10,
    });
    times.push(performance.now() - t);
    const answer = r.hits.map((h) => ids.get(h.card.slug)!);
    const g = set.gains.get(q._id) ?? new Map();
    sum += ndcg10(answer, g);
    if (!r.total) empty++;
    if (answer.some((a) => g.has(a))) recall++;
    total += r.total;
  }
  times.sort((a, b) => a - b);
  const n = variant.queries.length;
  console.log(
    variant.name.padEnd(8),
    (sum / n).toFixed(4),
    'hit@10',
    (recall / n).toFixed(3),
    'empty',
    (empty / n).toFixed(4),
    'total',
    Math.round(total / n),
    'p50',
    times[n >> 1]!.toFixed(1),
    'p95',
    times[Math.floor(n * 0.95)]!.toFixed(1),
  );
}
await engine.close();
await pool.end();
