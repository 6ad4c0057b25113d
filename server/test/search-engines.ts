/** The search engines that the contract tests can really run against, each over a database of its own. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Meilisearch } from 'meilisearch';
import pg from 'pg';
import { Analyser } from '../src/search/analysis/analyser.js';
import type { QueryKnowledge } from '../src/search/analysis/query.js';
import { MeilisearchEngine } from '../src/search/meilisearch/meilisearch-engine.js';
import { findMeilisearch, startMeilisearch } from '../src/search/meilisearch/meilisearch-program.js';
import { PostgresEngine } from '../src/search/postgres/postgres-engine.js';
import type { IndexDocument, SearchEngine } from '../src/search/search-engine.js';
import { createTestDatabase } from './database.js';
import { connectTo, forgetMeilisearch } from './forget-meilisearch.js';

/** An engine under test; writes go to all that it stands on. */
export interface EngineUnderTest {
  readonly engine: SearchEngine;
  /** It and what it stands on: in a deployment each has an index of its own, and each is rebuilt. */
  readonly engines: readonly SearchEngine[];
  /** Connection string of the database. */
  readonly url: string;
  readonly pool: pg.Pool;
  knowledge(): Promise<QueryKnowledge>;
  upsert(documents: readonly IndexDocument[]): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** A Meilisearch to test on. */
export interface MeilisearchAtHand {
  readonly url: string;
  readonly apiKey: string | undefined;
  /** Before the names of all indexes of this test. */
  readonly prefix: string;
  /** A client that holds a key. */
  connect(key: string | undefined): Meilisearch;
  /** Kills the server and gives what starts it again; null for a server that is not ours. */
  readonly kill: (() => Promise<() => Promise<void>>) | null;
  /** Takes the indexes and keys of this test away, and stops what was started. */
  close(): Promise<void>;
}

const PROGRAM = await findMeilisearch();

/** Whether there is a Meilisearch: one named by MEILI_URL, or a program on the PATH. */
export const MEILISEARCH_AT_HAND = Boolean(process.env['MEILI_URL']) || PROGRAM !== null;

/** Takes the Meilisearch that is named, or starts the program. */
export async function takeMeilisearch(databaseUrl: string): Promise<MeilisearchAtHand> {
  const prefix = `test-${randomBytes(6).toString('hex')}`;
  const named = process.env['MEILI_URL'];
  if (named) {
    const apiKey = process.env['MEILI_API_KEY'];
    const close = () => forgetMeilisearch(named, apiKey, prefix);
    return { url: named, apiKey, prefix, connect: connectTo(named), kill: null, close };
  }
  const folder = mkdtempSync(join(tmpdir(), 'metodbank-meilisearch-'));
  const users = [await startMeilisearch(PROGRAM!, folder, databaseUrl)];
  const { url, apiKey } = users[0]!;
  const kill = async () => {
    const pid = Number(readFileSync(join(folder, 'meilisearch', 'server.pid'), 'utf8'));
    process.kill(pid, 'SIGKILL');
    return async () => {
      users.push(await startMeilisearch(PROGRAM!, folder, databaseUrl));
      if (users.at(-1)!.url !== url) throw new Error('Meilisearch came back at another address.');
    };
  };
  const close = async () => {
    for (const { leave } of users) await leave();
    rmSync(folder, { recursive: true, force: true });
  };
  return { url, apiKey, prefix, connect: connectTo(url), kill, close };
}

/** The engine in the database. */
export async function postgresUnderTest(): Promise<EngineUnderTest> {
  const database = await createTestDatabase();
  const pool = new pg.Pool({ connectionString: database.url });
  const engine = new PostgresEngine(pool, await Analyser.load());
  await engine.ensure();
  return {
    engine,
    engines: [engine],
    url: database.url,
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
  const beside = await postgresUnderTest();
  const server = await takeMeilisearch(beside.url);
  const engine = new MeilisearchEngine(beside.pool, beside.engine as PostgresEngine, server);
  await engine.ensure();
  return {
    ...beside,
    engine,
    engines: [...beside.engines, engine],
    upsert: async (documents) => {
      await beside.upsert(documents);
      await engine.upsert(documents);
    },
    remove: async (ids) => {
      await beside.remove(ids);
      await engine.remove(ids);
    },
    close: async () => {
      await server.close();
      await beside.close();
    },
  };
}
