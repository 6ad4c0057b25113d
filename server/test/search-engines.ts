/** The search engines that the contract tests can really run against, each over a database of its own. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Meilisearch } from 'meilisearch';
import pg from 'pg';
import { Analyser } from '../src/search/analysis/analyser.js';
import type { QueryKnowledge } from '../src/search/analysis/query.js';
import { MeilisearchEngine } from '../src/search/meilisearch/meilisearch-engine.js';
import { PostgresEngine } from '../src/search/postgres/postgres-engine.js';
import type { IndexDocument, SearchEngine } from '../src/search/search-engine.js';
import { createTestDatabase } from './database.js';

/** An engine under test; writes go to all that it stands on. */
export interface EngineUnderTest {
  readonly engine: SearchEngine;
  readonly pool: pg.Pool;
  knowledge(): Promise<QueryKnowledge>;
  upsert(documents: readonly IndexDocument[]): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** Where a Meilisearch is to be had: named by MEILI_URL, or a program on the PATH; null where there is none. */
export function meilisearchAtHand(): { url: string; apiKey?: string | undefined } | 'program' | null {
  const url = process.env['MEILI_URL'];
  if (url) return { url, apiKey: process.env['MEILI_API_KEY'] };
  try {
    execFileSync('meilisearch', ['--version'], { stdio: 'ignore' });
    return 'program';
  } catch {
    return null;
  }
}

/** The engine in the database. */
export async function postgresUnderTest(): Promise<EngineUnderTest> {
  const database = await createTestDatabase();
  const pool = new pg.Pool({ connectionString: database.url });
  const engine = new PostgresEngine(pool, await Analyser.load());
  await engine.ensure();
  return {
    engine,
    pool,
    knowledge: () => engine.knowledge(),
    upsert: (documents) => engine.upsert(documents),
    remove: (ids) => engine.remove(ids),
    close: async () => {
      await engine.close();
      await pool.end();
      await database.drop();
    },
  };
}

/** A Meilisearch with the engine in the database beside it, as a deployment has them. */
export async function meilisearchUnderTest(): Promise<EngineUnderTest> {
  const hand = meilisearchAtHand();
  const server = hand === 'program' ? await startProgram() : { ...hand!, stop: async () => {} };
  const beside = await postgresUnderTest();
  const prefix = `test-${randomBytes(6).toString('hex')}`;
  const engine = new MeilisearchEngine(beside.pool, beside.engine as PostgresEngine, { ...server, prefix });
  await engine.ensure();
  return {
    ...beside,
    engine,
    upsert: async (documents) => {
      await beside.upsert(documents);
      await engine.upsert(documents);
    },
    remove: async (ids) => {
      await beside.remove(ids);
      await engine.remove(ids);
    },
    close: async () => {
      const client = new Meilisearch({ host: server.url, ...(server.apiKey && { apiKey: server.apiKey }) });
      for (const { uid } of (await client.getRawIndexes({ limit: 1000 })).results)
        if (uid.startsWith(prefix)) await client.deleteIndex(uid);
      await beside.close();
      await server.stop();
    },
  };
}

async function startProgram(): Promise<{ url: string; apiKey?: string; stop: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'metodbank-meilisearch-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const program: ChildProcess = spawn(
    'meilisearch',
    ['--http-addr', `127.0.0.1:${port}`, '--db-path', join(folder, 'data'), '--no-analytics'],
    { cwd: folder, stdio: 'ignore' },
  );
  const client = new Meilisearch({ host: url });
  for (let attempt = 0; !(await client.isHealthy()); attempt += 1) {
    if (attempt > 200) throw new Error('The meilisearch program does not start.');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    url,
    stop: async () => {
      const gone = new Promise((resolve) => program.once('exit', resolve));
      program.kill();
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
