import type pg from 'pg';
import type { Analyser } from '../analysis/analyser.js';
import type { IndexBuild } from '../search-engine.js';
import { abandonedGenerations } from '../generations.js';
import { createGeneration, dropGeneration, promoteGeneration } from './generation.js';
import { findMaterials } from './find-materials.js';
import { IndexReader } from './index-reader.js';
import { IndexWriter } from './index-writer.js';

/** One rebuild at a time, over all processes. */
const REBUILD_LOCK = 7_305_001;

/**
 * Starts a new generation beside the live one. Fails with an error when another rebuild is under way.
 * The build holds one connection of the pool until it is committed or aborted.
 */
export async function buildGeneration(
  pool: pg.Pool,
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
    for (const old of await abandonedGenerations(client, 'POSTGRESQL')) await dropGeneration(client, old);
    const generation = await createGeneration(client);
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
          reader = new IndexReader(pool, generation, analyser, true);
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
        await promoteGeneration(client, generation);
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
