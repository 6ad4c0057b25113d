import type pg from 'pg';
import { TODAY } from '../platform/time-zone.js';
import type { IndexOwner } from './generations.js';
import type { IndexSource } from './index-source.js';
import type { IndexBuild, SearchEngine } from './search-engine.js';

/** Materials indexed together. */
const BATCH = 200;

/** For each engine the lock of the one process that works on it, with the version of the analysis. */
const LOCKS = { POSTGRESQL: 7_305_003, MEILISEARCH: 7_305_004 } as const;
/** Of a row: whether the index of `$1` has its change. */
const HAS = `done @> array[$1::text]`;

/** How far an index is behind the bank. */
export interface SearchLag {
  /** Changes that wait. */
  pending: number;
  /** Age of the oldest of them, seconds; 0 without any. */
  seconds: number;
}

/**
 * Brings one engine up to what the outbox names. A row goes when every index that is read has its change, also those
 * of programs of another version, and no generation is being built that may have missed it; so a broken process
 * loses nothing and repeats at most one batch.
 */
export class SearchOutbox {
  /** What an index that has a change writes on its row. */
  readonly #mark: string;
  readonly #marks: string[];

  /** @param engines all engines of this deployment, `engine` among them */
  constructor(
    private readonly pool: pg.Pool,
    private readonly source: IndexSource,
    private readonly engine: SearchEngine,
    private readonly engines: readonly SearchEngine[],
  ) {
    this.#mark = markOf(engine.owner);
    this.#marks = engines.map(({ owner }) => markOf(owner));
  }

  /**
   * Works until nothing is left. Returns how many rows were done; 0 also when another process is at it, which is
   * waited for only with `wait`.
   */
  async drain(wait = false): Promise<number> {
    return this.#withLock(wait ? 'pg_advisory_lock' : 'pg_try_advisory_lock', 0, async (client) => {
      let done = 0;
      for (;;) {
        const { rows } = await client.query<Row>(
          `select id, material_id as material from search_outbox where not ${HAS} order by id limit $2`,
          [this.#mark, BATCH],
        );
        if (rows.length === 0) return done;
        const { documents, gone } = await this.#read(rows);
        await this.engine.upsert(documents);
        await this.engine.remove(gone);
        await client.query(`update search_outbox set done = done || $1::text where id = any($2::bigint[])`, [
          this.#mark,
          rows.map(({ id }) => id),
        ]);
        await this.#sweep(client);
        done += rows.length;
      }
    });
  }

  /** Asks for the materials downloaded yesterday and today to be indexed again: their popularity has changed. */
  async queuePopularity(): Promise<void> {
    await this.pool.query(
      `insert into search_outbox (material_id)
       select distinct material_id from usage_daily where day >= ${TODAY} - 1 and downloads > 0`,
    );
  }

  /** The mark before which all changes are visible to a build that starts now. */
  async mark(): Promise<string> {
    const { rows } = await this.pool.query<{ mark: string }>(
      'select pg_snapshot_xmin(pg_current_snapshot())::text as mark',
    );
    return rows[0]!.mark;
  }

  /** Brings into a finished build what changed since its mark, and commits it, while no drainer runs. */
  async handOver(build: IndexBuild, mark: string): Promise<void> {
    await this.#withLock('pg_advisory_lock', undefined, async (client) => {
      const { rows } = await client.query<Row>(
        `select id, material_id as material from search_outbox where transaction >= $1::xid8 order by id`,
        [mark],
      );
      for (let start = 0; start < rows.length; start += BATCH) {
        const { documents, gone } = await this.#read(rows.slice(start, start + BATCH));
        await build.replace(documents, gone);
      }
      await build.commit();
      await client.query(
        `update search_outbox set done = done || $1::text
         where not ${HAS} and (transaction < $2::xid8 or id = any($3::bigint[]))`,
        [this.#mark, mark, rows.map(({ id }) => id)],
      );
      await this.#sweep(client);
    });
  }

  get #lock(): number[] {
    return [LOCKS[this.engine.name], this.engine.owner.analyser];
  }

  /** How far the engine is behind. */
  async lag(): Promise<SearchLag> {
    const { rows } = await this.pool.query<SearchLag>(
      `select count(*)::int as pending,
              coalesce(extract(epoch from clock_timestamp() - min(created_at)), 0)::float8 as seconds
       from search_outbox where not ${HAS}`,
      [this.#mark],
    );
    return rows[0]!;
  }

  async #read(
    rows: readonly Row[],
  ): Promise<{ documents: Awaited<ReturnType<IndexSource['read']>>; gone: string[] }> {
    const materials = [...new Set(rows.map(({ material }) => material))];
    const documents = await this.source.read(materials);
    const present = new Set(documents.map(({ id }) => id));
    return { documents, gone: materials.filter((id) => !present.has(id)) };
  }

  async #sweep(client: pg.PoolClient): Promise<void> {
    await client.query(
      `delete from search_outbox where done @> $1::text[]
       and not exists (select from search_generation where state = 'BUILDING')
       and not exists (select from search_generation
         where state = 'LIVE' and engine = any($2) and not done @> array[${MARK}])`,
      [this.#marks, this.engines.map(({ name }) => name)],
    );
  }

  async #withLock<T>(
    take: 'pg_try_advisory_lock' | 'pg_advisory_lock',
    busy: T,
    work: (client: pg.PoolClient) => Promise<T>,
  ): Promise<T> {
    const client = await this.pool.connect();
    let broken = false;
    try {
      const { rows } = await client.query<{ locked: unknown }>(
        `select ${take}($1, $2) as locked`,
        this.#lock,
      );
      if (rows[0]!.locked === false) return busy;
      const result = await work(client);
      await client.query('select pg_advisory_unlock($1, $2)', this.#lock);
      return result;
    } catch (error) {
      // the lock goes with the connection
      broken = true;
      throw error;
    } finally {
      client.release(broken);
    }
  }
}

/** In SQL what `markOf` is here. */
const MARK = `format('%s:%s', engine, analyser)`;

function markOf({ engine, analyser }: IndexOwner): string {
  return `${engine}:${analyser}`;
}

interface Row {
  id: string;
  material: string;
}
