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
import type { Analyser } from '../src/search/analysis/analyser.js';
import { Search } from '../src/search/search.js';
import { createTestDatabase } from './database.js';
import { MEILISEARCH_AT_HAND, takeMeilisearch, type MeilisearchAtHand } from './search-engines.js';

/** A loaded demo bank. */
export interface DemoBank {
  readonly orm: MikroORM;
  readonly pool: Pool;
  /** A search for each engine that there is; all are filled. */
  readonly searches: ReadonlyMap<Search['serving'], Search>;
  /** Another process that searches by an engine, not ready yet; the caller closes it. */
  another(engine: Search['serving'], analyser?: Analyser): Promise<Search>;
  /** See `MeilisearchAtHand.kill`. */
  readonly killMeilisearch: MeilisearchAtHand['kill'];
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
  const another: DemoBank['another'] = (engine, analyser) =>
    Search.open({
      ...{ url: database.url, pool, report, ...(analyser && { analyser }) },
      ...(engine === 'MEILISEARCH' && { meilisearch: { ...server!, indexPrefix: server!.prefix } }),
    });
  const searches = new Map([['POSTGRESQL', await another('POSTGRESQL')]] as [Search['serving'], Search][]);
  if (server) searches.set('MEILISEARCH', await another('MEILISEARCH'));
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
  return { orm, pool, searches, another, killMeilisearch: server?.kill ?? null, failures, close };
}
