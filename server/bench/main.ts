/**
 * `npm run bench`: how fast the bank answers, beside one hand-written statement over the same database. Starts the
 * built application over a folder of its own, compares every answer with a reference, and only then measures it.
 */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { buildMissing } from '../build-missing.mjs';
import { startEmbeddedPostgres } from '../src/platform/postgres.js';
import { type Served, runCommand, serve, serveBank } from './bank-server.js';
import { readBankWords } from './bank-words.js';
import { catalogueScenarios } from './catalogue-scenarios.js';
import { answerOf } from './load.js';
import { type Measured, measure } from './measure.js';
import { forgetIndexes, meilisearchEnvironment } from './meilisearch.js';
import { pageScenarios } from './page-scenarios.js';
import { dataOf, question } from './scenario.js';
import { heading, row } from './table.js';

const DEMO = 120;
const { values: options } = parseArgs({
  options: {
    materials: { type: 'string', default: String(DEMO) },
    engine: { type: 'string', default: 'postgresql' },
    data: { type: 'string' },
    seconds: { type: 'string', default: '2' },
    only: { type: 'string' },
    json: { type: 'string' },
  },
});
const seconds = Number(options.seconds);
const materials = Number(options.materials);
const only = options.only?.split(',');
const engine =
  options.engine === 'meilisearch' ? meilisearchEnvironment(`bench-${randomBytes(4).toString('hex')}`) : {};

await buildMissing('server', 'web');
const dataDir = options.data ? resolve(options.data) : await mkdtemp(join(tmpdir(), 'metodbank-bench-'));
const postgres = await startEmbeddedPostgres({ dataDir });
const running: Served[] = [];
try {
  const environment = { ...engine, SEED_DEMO: String(materials === DEMO) };
  if (materials !== DEMO && !(await holdsMaterials(postgres.url)))
    await runCommand(dataDir, 'generate', '--materials', String(materials));
  // the first start fills and indexes, the second is the one that everybody knows
  await (await serveBank(dataDir, environment)).stop();
  const bank = await serveBank(dataDir, environment);
  running.push(bank);
  await refuseOtherEngine(bank.url);
  const limit = await serve(
    ['--import', '@oxc-node/core/register', join('server', 'bench', 'limit-server.ts')],
    { DATABASE_URL: postgres.url },
    { path: '/metrics' },
  );
  running.push(limit);
  const words = await withClient(postgres.url, async (db) => {
    await db.query('analyze');
    return readBankWords(db);
  });
  console.log(`${words.materials} materials, ${options.engine}, ${cpus().length} × ${cpus()[0]?.model}`);
  const index = (await withClient(postgres.url, indexBytes)) / 2 ** 20;
  const atRest = (await bank.usage()).memoryBytes / 2 ** 20;
  console.log(`index in the database: ${index.toFixed(0)} MB; memory at rest: ${atRest.toFixed(0)} MB`);
  console.log(`first answer of a started process: ${bank.firstAnswerMs.toFixed(0)} ms (bar ≤ 1000)\n`);
  console.log(heading());
  const measured: Measured[] = [];
  for (const scenario of [...catalogueScenarios(words), ...pageScenarios(words)]) {
    if (only && !only.includes(scenario.name)) continue;
    measured.push(await measure(scenario, bank, limit, seconds));
    console.log(row(measured.at(-1)!));
  }
  const memory = Math.max(...measured.map(({ memoryBytes }) => memoryBytes)) / 2 ** 20;
  console.log(`\nmost memory under load: ${memory.toFixed(0)} MB (bar ≤ 350)`);
  if (options.json) {
    const report = {
      materials: words.materials,
      engine: options.engine,
      firstAnswerMs: bank.firstAnswerMs,
      measured,
    };
    await writeFile(options.json, `${JSON.stringify(report, null, 2)}\n`);
  }
} catch (error) {
  for (const server of running) process.stderr.write(server.said());
  throw error;
} finally {
  for (const server of running.reverse()) await server.stop();
  await forgetIndexes(engine);
  await postgres.leave();
  if (!options.data) await rm(dataDir, { recursive: true, force: true });
}

/** A bank whose engine is down answers by the other one, and would be measured under a wrong name. */
async function refuseOtherEngine(url: string): Promise<void> {
  const { searchMaterials } = dataOf<{ searchMaterials: { engine: string } }>(
    await answerOf(url, question('{ searchMaterials { engine } }', {}, 0)),
  );
  if (searchMaterials.engine.toLowerCase() !== options.engine)
    throw new Error(`${searchMaterials.engine} answers instead of ${options.engine}`);
}

async function holdsMaterials(url: string): Promise<boolean> {
  return withClient(url, async (db) => {
    const { rows } = await db.query<{ there: boolean }>(
      `select to_regclass('material') is not null as there`,
    );
    return rows[0]!.there && (await db.query('select from material limit 1')).rowCount === 1;
  });
}

/** What the live search index takes in the database with the indexes of its tables. */
async function indexBytes(db: pg.Client): Promise<number> {
  const { rows } = await db.query<{ bytes: number | null }>(
    `select sum(pg_total_relation_size(c.oid))::float8 as bytes
     from search_generation g join pg_namespace n on n.nspname = format('search_v%s_%s', g.analyser, g.id)
     join pg_class c on c.relnamespace = n.oid and c.relkind = 'r'
     where g.state = 'LIVE' and g.engine = 'POSTGRESQL'`,
  );
  return rows[0]?.bytes ?? 0;
}

async function withClient<T>(url: string, run: (db: pg.Client) => Promise<T>): Promise<T> {
  const db = new pg.Client({ connectionString: url });
  await db.connect();
  try {
    return await run(db);
  } finally {
    await db.end();
  }
}
