import type pg from 'pg';
import { IS_PUBLIC } from '../../materials/material.sql.js';
import { requestScope } from '../../platform/context.js';
import { LeastRecent } from '../../platform/least-recent.js';
import { CircuitBreaker } from '../circuit-breaker.js';
import { announceChange } from '../generations.js';
import type { NearMaterial } from '../search-engine.js';
import type { EmbeddingClient } from './embedding-client.js';
import { packVector, VectorScan } from './vector-scan.js';

/** Longest that a search may wait for what is near in meaning, milliseconds; then its words alone must do. */
const BUDGET_MS = 300;
/** Longest that the server may take for a batch of passages. */
const BATCH_MS = 60_000;
const BATCH = 32;
const LOADED = 2000;
/** Nearest passages that are looked at, and materials that they may bring into an answer. */
const PASSAGES = 100;
const MATERIALS = 20;
/** Vectors in memory, bytes: 340,000 passages of 768 numbers. */
const MOST_BYTES = 256 * 1024 * 1024;
const REMEMBERED = 500;
/** One maker at a time, over all processes. */
const MAKING = 7_305_009;
/** Characters of a passage that are sent; models read no more. */
const LONGEST = 4000;

/** Passages of public materials that have no vector yet. */
const MISSING = `select p.sha256, p.ordinal, p.text from file_passage p
  where exists (select from stored_file f join material m on m.published_version_id = f.material_version_id
                where f.sha256 = p.sha256 and ${IS_PUBLIC})
    and not exists (select from search_embedding e
                    where e.model = $1 and e.sha256 = p.sha256 and e.ordinal = p.ordinal)
  order by p.sha256, p.ordinal limit ${BATCH}`;
/** The public materials that have a file by its bytes now. */
const OWNERS = `select m.id, f.id as "fileId", f.name, f.sha256
  from stored_file f join material m on m.published_version_id = f.material_version_id
  where f.sha256 = any($1) and ${IS_PUBLIC}`;

/** Finds passages near in meaning to a question, whatever their words: an option that names an embedding server. */
export class SemanticSearch {
  readonly #vectors = new VectorScan(MOST_BYTES);
  readonly #breaker: CircuitBreaker;
  readonly #questions = new LeastRecent<string, Float32Array>(REMEMBERED);
  readonly #stopping = new AbortController();
  #last = '0';
  #keeping: Promise<void> | null = null;

  /**
   * @param pool connections for searches of visitors
   * @param writePool connections without a limit of time
   * @param report takes failures that searches survive
   * @param budget longest that a search may wait, milliseconds; another than the bank's own in tests
   */
  constructor(
    private readonly client: EmbeddingClient,
    private readonly pool: pg.Pool,
    private readonly writePool: pg.Pool,
    private readonly report: (error: unknown) => void,
    private readonly budget = BUDGET_MS,
  ) {
    this.#breaker = new CircuitBreaker(budget);
  }

  /** Public materials near in meaning, nearest first; null when it cannot be told in time. */
  async near(question: string): Promise<NearMaterial[] | null> {
    const deadline = performance.now() + this.budget;
    const found = await this.#breaker.ask(() => this.#near(question, deadline), this.report);
    return found ?? null;
  }

  /** Makes the vectors that are missing, in batches, and takes over those that other processes have made. */
  keepUp(): Promise<void> {
    this.#keeping ??= requestScope
      .exit(async () => {
        const client = await this.writePool.connect();
        try {
          const { rows } = await client.query<{ locked: boolean }>(
            'select pg_try_advisory_lock($1) as locked',
            [MAKING],
          );
          if (rows[0]!.locked) await this.#make(client);
        } finally {
          await client.query('select pg_advisory_unlock($1)', [MAKING]).catch(() => undefined);
          client.release();
        }
        await this.#load();
      })
      .finally(() => (this.#keeping = null));
    return this.#keeping;
  }

  /** Ends the making of vectors; what is under way is given up. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#keeping?.catch(() => undefined);
  }

  async #make(client: pg.PoolClient): Promise<void> {
    const { model } = this.client;
    while (!this.#stopping.signal.aborted) {
      const { rows } = await client.query<{ sha256: string; ordinal: number; text: string }>(MISSING, [
        model,
      ]);
      if (rows.length === 0) return;
      const vectors = await this.client.passages(
        rows.map(({ text }) => text.slice(0, LONGEST)),
        AbortSignal.any([this.#stopping.signal, AbortSignal.timeout(BATCH_MS)]),
      );
      const written = await client.query(
        `insert into search_embedding (model, sha256, ordinal, vector)
         select $1, * from unnest($2::text[], $3::int[], $4::bytea[]) on conflict do nothing`,
        [
          model,
          rows.map(({ sha256 }) => sha256),
          rows.map(({ ordinal }) => ordinal),
          vectors.map((vector) => packVector(vector)),
        ],
      );
      if (written.rowCount) await announceChange(client);
    }
  }

  async #near(question: string, deadline: number): Promise<NearMaterial[] | null> {
    if (this.#vectors.size === 0) return null;
    const vector = await this.#question(question, deadline);
    const passages = await this.#vectors.nearest(vector, PASSAGES, deadline);
    if (!passages) return null;
    const { rows } = await this.pool.query<{ id: string; fileId: string; name: string; sha256: string }>({
      name: 'search-near-owners',
      text: OWNERS,
      values: [[...new Set(passages.map(({ sha256 }) => sha256))]],
    });
    const owners = Map.groupBy(rows, ({ sha256 }) => sha256);
    const found = new Map<string, NearMaterial>();
    for (const { sha256, ordinal, similarity } of passages)
      for (const { id, fileId, name } of owners.get(sha256) ?? [])
        if (!found.has(id) && similarity >= this.client.least)
          found.set(id, { id, similarity, place: { file: { id: fileId, name, sha256 }, ordinal } });
    return [...found.values()].slice(0, MATERIALS);
  }

  async #question(text: string, deadline: number): Promise<Float32Array> {
    const known = this.#questions.get(text);
    if (known) return known;
    const vector = await this.client.query(
      text,
      AbortSignal.timeout(Math.max(1, Math.round(deadline - performance.now()))),
    );
    this.#questions.set(text, vector);
    return vector;
  }

  /** Reads what is new since the last time. */
  async #load(): Promise<void> {
    for (let more = true; more && !this.#vectors.full;) {
      const { rows } = await this.writePool.query<{
        id: string;
        sha256: string;
        ordinal: number;
        vector: Buffer;
      }>(
        `select id, sha256, ordinal, vector from search_embedding
         where model = $1 and id > $2 order by id limit ${LOADED}`,
        [this.client.model, this.#last],
      );
      this.#vectors.add(rows);
      this.#last = rows.at(-1)?.id ?? this.#last;
      more = rows.length === LOADED;
    }
  }
}
