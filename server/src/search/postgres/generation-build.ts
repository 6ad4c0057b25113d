import type pg from 'pg';
import type { Analyser } from '../analysis/analyser.js';
import type { IndexBuild } from '../search-engine.js';
import { abandonedGenerations, unusedGenerations, type IndexOwner } from '../generations.js';
import { createGeneration, dropGeneration, promoteGeneration } from './generation.js';
import { findMaterials } from './find-materials.js';
import { IndexReader } from './index-reader.js';
import { IndexWriter } from './index-writer.js';

/** One rebuild at a time, over all processes. */
const REBUILD_LOCK = 7_305_001;

/** Drops what broken builds have left and what no program reads any more; nothing while a rebuild is under way. */
export async function tidyGenerations(pool: pg.Pool, owner: IndexOwner): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const { rows } = await client.query<{ locked: boolean }>(
      'select pg_try_advisory_xact_lock($1) as locked',
      [REBUILD_LOCK],
    );
    if (rows[0]!.locked) {
      const unused = await unusedGenerations(client, owner);
      for (const old of [...unused, ...(await abandonedGenerations(client, owner.engine))])
        await dropGeneration(client, old);
    }
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

/**
 * Starts a new generation beside the live one. Fails with an error when another rebuild is under way.
 * The build holds one connection of the pool until it is committed or aborted.
 */
export async function buildGeneration(
  pool: pg.Pool,
  owner: IndexOwner,
  analyser: Analyser,
  writeLock: number,
): Promise<IndexBuild> {
  const client = await pool.connect();
  const { rows } = await client.query<{ locked: boolean }>('select pg_try_advisory_lock($1) as locked', [
    REBUILD_LOCK,
  ]);
  if (!rows[0]!.locked) {
    client.release();
    throw new Error('The search index is being rebuilt already.');
  }
  const release = async (): Promise<void> => {
    await client.query('select pg_advisory_unlock($1)', [REBUILD_LOCK]).catch(() => undefined);
    client.release();
  };
  try {
    for (const old of await abandonedGenerations(client, owner.engine)) await dropGeneration(client, old);
    const generation = await createGeneration(client, owner);
    let change = 1;
    let committed = false;
    let reader: IndexReader | undefined;
    const writer = await IndexWriter.open(client, generation, analyser, true);
    return {
      add: (documents) => writer.add(documents, change),
      async finish() {
        await writer.flush(change);
        const schema = `"${generation.name}"`;
        for (const table of ['term', 'posting', 'word', 'document', 'content'])
          await client.query(`analyze ${schema}.${table}`);
        await client.query('update search_generation set change = $2 where id = $1', [generation.id, change]);
        const counted = await client.query<{ count: string }>(
          `select count(*) from ${schema}.document where live`,
        );
        return Number(counted.rows[0]!.count);
      },
      async find(query, first) {
        if (!reader) {
          reader = new IndexReader(pool, owner, generation, analyser, true);
          await reader.refresh();
        }
        const request = {
          query,
          filter: { values: {} },
          sort: 'RELEVANCE',
          page: 1,
          pageSize: first,
        } as const;
        const result = await findMaterials(pool, reader, request);
        return result?.hits.map(({ card }) => card.id) ?? [];
      },
      async replace(documents, removed) {
        change += 1;
        const patch = await IndexWriter.open(client, generation, analyser);
        await patch.add(documents, change);
        await patch.remove(removed, change);
        await client.query('update search_generation set change = $2 where id = $1', [generation.id, change]);
      },
      async commit() {
        await client.query('begin');
        await client.query('select pg_advisory_xact_lock($1)', [writeLock]);
        await promoteGeneration(client, owner, generation);
        await client.query('commit');
        committed = true;
        await release();
      },
      async abort() {
        if (committed) return;
        await client.query('rollback').catch(() => undefined);
        await dropGeneration(client, generation);
        await release();
      },
    };
  } catch (error) {
    await release();
    throw error;
  }
}
