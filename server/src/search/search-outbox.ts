import type pg from 'pg';
import type { IndexSource } from './index-source.js';
import type { IndexBuild, SearchEngine } from './search-engine.js';

/** Materials indexed together. */
const BATCH = 200;

/** For each engine the flag of an outbox row and the lock of the one process that works on it. */
const WORK = {
  POSTGRESQL: { flag: 'postgresql', lock: 7_305_003 },
  MEILISEARCH: { flag: 'meilisearch', lock: 7_305_004 },
} as const;

/** How far an index is behind the bank. */
export interface SearchLag {
  /** Changes that wait. */
  pending: number;
  /** Age of the oldest of them, seconds; 0 without any. */
  seconds: number;
}

/**
 * Brings one engine up to what the outbox names. A row goes when every engine has its change and no generation is
 * being built that may have missed it; so a broken process loses nothing and repeats at most one batch.
 */
export class SearchOutbox {
  readonly #flag: string;
  readonly #lock: number;
  readonly #done: string;

  /** @param engines all engines of this deployment, `engine` among them */
  constructor(
    private readonly pool: pg.Pool,
    private readonly source: IndexSource,
    private readonly engine: SearchEngine,
    engines: readonly SearchEngine[],
  ) {
    ({ flag: this.#flag, lock: this.#lock } = WORK[engine.name]);
    this.#done = engines.map(({ name }) => WORK[name].flag).join(' and ');
  }

  /** Works until nothing is left. Returns how many rows were done; 0 also when another process is at it. */
  async drain(): Promise<number> {
    return this.#withLock('pg_try_advisory_lock', 0, async (client) => {
      let done = 0;
      for (;;) {
        const { rows } = await client.query<Row>(
          `select id, material_id as material from search_outbox where not ${this.#flag} order by id limit $1`,
          [BATCH],
        );
        if (rows.length === 0) return done;
        const { documents, gone } = await this.#read(rows);
        await this.engine.upsert(documents);
        await this.engine.remove(gone);
        await client.query(`update search_outbox set ${this.#flag} = true where id = any($1::bigint[])`, [
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
       select distinct material_id from usage_daily where day >= current_date - 1 and downloads > 0`,
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
        `update search_outbox set ${this.#flag} = true where transaction < $1::xid8 or id = any($2::bigint[])`,
        [mark, rows.map(({ id }) => id)],
      );
      await this.#sweep(client);
    });
  }

  /** How far the engine is behind. */
  async lag(): Promise<SearchLag> {
    const { rows } = await this.pool.query<SearchLag>(
      `select count(*)::int as pending,
              coalesce(extract(epoch from clock_timestamp() - min(created_at)), 0)::float8 as seconds
       from search_outbox where not ${this.#flag}`,
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
      `delete from search_outbox where ${this.#done}
       and not exists (select 1 from search_generation where state = 'BUILDING')`,
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
      const { rows } = await client.query<{ locked: unknown }>(`select ${take}($1) as locked`, [this.#lock]);
      if (rows[0]!.locked === false) return busy;
      const result = await work(client);
      await client.query('select pg_advisory_unlock($1)', [this.#lock]);
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

interface Row {
  id: string;
  material: string;
}
