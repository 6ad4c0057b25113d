import type pg from 'pg';
import type { Analyser } from '../analysis/analyser.js';
import {
  abandonedGenerations,
  registerGeneration,
  retireGenerations,
  unusedGenerations,
  type IndexOwner,
  type OldGeneration,
} from '../generations.js';
import type { IndexBuild } from '../search-engine.js';
import { meilisearchDocument } from './meilisearch-document.js';
import type { MeilisearchServer } from './meilisearch-server.js';

/** One rebuild at a time, over all processes. */
const REBUILD_LOCK = 7_305_008;

/**
 * Starts a new index beside the live one. Fails with an error when another rebuild is under way. The build holds one
 * connection of the pool until it is committed or aborted.
 */
export async function buildMeilisearchIndex(
  pool: pg.Pool,
  server: MeilisearchServer,
  owner: IndexOwner,
  analyser: Analyser,
): Promise<IndexBuild> {
  const client = await alone(pool);
  if (!client) throw new Error('The Meilisearch index is being rebuilt already.');
  let committed = false;
  const release = async (): Promise<void> => {
    await client.query('select pg_advisory_unlock($1)', [REBUILD_LOCK]).catch(() => undefined);
    client.release();
  };
  try {
    await drop(client, server, await abandonedGenerations(client, owner.engine));
    const generation = await registerGeneration(client, owner);
    const { name } = generation;
    const add: IndexBuild['add'] = (documents) =>
      server.add(
        name,
        documents.map((source) => meilisearchDocument(source, analyser)),
      );
    const abort = async (): Promise<void> => {
      if (committed) return;
      await client.query('rollback').catch(() => undefined);
      await drop(client, server, [generation]).catch(leave);
      await release();
    };
    await server.create(name);
    return {
      add,
      abort,
      finish: () => server.count(name),
      find: ({ terms }, first) => server.find(name, terms.map(({ term }) => term).join(' '), first),
      async replace(documents, removed) {
        await add(documents);
        await server.remove(name, removed);
      },
      async commit() {
        await client.query('begin');
        const old = await retireGenerations(client, owner, generation.id);
        await client.query('commit');
        committed = true;
        await drop(client, server, old).catch(leave);
        await release();
      },
    };
  } catch (error) {
    await release();
    throw error;
  }
}

/** Drops what broken builds have left and what no program reads any more; nothing while a rebuild is under way. */
export async function tidyMeilisearch(
  pool: pg.Pool,
  server: MeilisearchServer,
  owner: IndexOwner,
): Promise<void> {
  const client = await alone(pool);
  if (!client) return;
  try {
    await drop(client, server, await unusedGenerations(client, owner));
    await drop(client, server, await abandonedGenerations(client, owner.engine));
  } finally {
    await client.query('select pg_advisory_unlock($1)', [REBUILD_LOCK]).catch(() => undefined);
    client.release();
  }
}

/** What could not be dropped is dropped another time, by `tidyMeilisearch`. */
function leave(): void {}

async function alone(pool: pg.Pool): Promise<pg.PoolClient | null> {
  const client = await pool.connect();
  const { rows } = await client.query<{ locked: boolean }>('select pg_try_advisory_lock($1) as locked', [
    REBUILD_LOCK,
  ]);
  if (rows[0]!.locked) return client;
  client.release();
  return null;
}

async function drop(
  client: pg.PoolClient,
  server: MeilisearchServer,
  generations: readonly OldGeneration[],
): Promise<void> {
  for (const { id, name } of generations) {
    await server.drop(name);
    await client.query('delete from search_generation where id = $1', [id]);
  }
}
