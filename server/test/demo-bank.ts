/** The demo bank with both engines over it, for tests of what searches find. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MikroORM } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import { entities } from '../src/entities.js';
import { ImportService } from '../src/exchange/import/import.service.js';
import { loadDemoBank } from '../src/exchange/seed/demo-bank.js';
import { FileReader } from '../src/materials/extraction/file-reader.js';
import { FileIntake } from '../src/materials/file-intake.js';
import { openOrm, openPool } from '../src/platform/database.js';
import { LocalStorage } from '../src/platform/storage/local-storage.js';
import { Search } from '../src/search/search.js';
import { createTestDatabase } from './database.js';
import { MEILISEARCH_AT_HAND, takeMeilisearch } from './search-engines.js';

/** A loaded demo bank. */
export interface DemoBank {
  readonly orm: MikroORM;
  readonly pool: Pool;
  /** A search for each engine that there is; all are filled. */
  readonly searches: ReadonlyMap<Search['serving'], Search>;
  /** Failures that searches survived. */
  readonly failures: string[];
  close(): Promise<void>;
}

/** Loads the demo bank into a database of its own and indexes it; some ten seconds. */
export async function openDemoBank(): Promise<DemoBank> {
  const database = await createTestDatabase();
  const orm = await openOrm(database.url, entities, { statementTimeout: 0 });
  const pool = openPool(database.url, { statementTimeout: 0 });
  const folder = await mkdtemp(join(tmpdir(), 'metodbank-demo-'));
  const reader = new FileReader();
  const intake = new FileIntake(new LocalStorage(join(folder, 'files')), reader);
  await loadDemoBank(orm.em.fork(), new ImportService(orm.em.fork(), intake));
  await reader.close();

  const failures: string[] = [];
  const report = (error: unknown, message: string) => failures.push(`${message}: ${String(error)}`);
  const server = MEILISEARCH_AT_HAND ? await takeMeilisearch(database.url) : null;
  const searches = new Map<Search['serving'], Search>();
  searches.set('POSTGRESQL', await Search.open({ url: database.url, pool, report }));
  if (server) {
    const meilisearch = { ...server, indexPrefix: server.prefix };
    searches.set('MEILISEARCH', await Search.open({ url: database.url, pool, report, meilisearch }));
  }
  const close = async () => {
    for (const search of searches.values()) await search.close();
    await server?.close();
    await Promise.all([orm.close(true), pool.end()]);
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    for (const search of searches.values()) await search.ensure();
  } catch (error) {
    await close();
    throw error;
  }
  return { orm, pool, searches, failures, close };
}
