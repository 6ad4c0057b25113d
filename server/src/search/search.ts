import type pg from 'pg';
import type { BankChanges } from '../platform/bank-changes.js';
import type { Config } from '../platform/config.js';
import type { SearchState } from '../platform/health.js';
import { openPool } from '../platform/database.js';
import { Analyser } from './analysis/analyser.js';
import { IndexSource } from './index-source.js';
import { MeilisearchEngine } from './meilisearch/meilisearch-engine.js';
import type { MeilisearchOptions } from './meilisearch/meilisearch-server.js';
import { PostgresEngine } from './postgres/postgres-engine.js';
import type { RebuildProgress, RebuildReport } from './rebuild.js';
import type { SearchEngine } from './search-engine.js';
import { SearchTally } from './gaps/search-tally.js';
import { SearchMember } from './search-member.js';
import { EmbeddingClient } from './semantic/embedding-client.js';
import { SemanticSearch } from './semantic/semantic-search.js';
import { SearchService } from './search.service.js';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** What search stands on. */
export interface SearchOptions {
  /** Connection string of the database. */
  url: string;
  /** Connections for searches of visitors. */
  pool: pg.Pool;
  /** The Meilisearch server, where the deployment has one. */
  meilisearch?: Config['meili'] & Pick<MeilisearchOptions, 'revive'>;
  /** Takes failures that searches survive. */
  report: (error: unknown, message: string) => void;
  /** The server of the search by meaning, where the deployment has one. */
  embeddings?: Config['embeddings'];
  /** Longest that a search may wait for what is near in meaning, milliseconds; as the bank has it without it. */
  meaningBudget?: number;
  /** How words are analysed; another than the present way in tests of upgrades. */
  analyser?: Analyser;
}

/** The search of one process: engines, their upkeep, and the service that answers. */
export class Search {
  readonly service: SearchService;
  /** Counts what is searched for; written every few seconds. */
  readonly tally: SearchTally;
  readonly #members: SearchMember[];
  readonly #semantic: SemanticSearch | null;
  /** Whether it was told that the search by meaning has failed. */
  #told = false;
  #hourly: NodeJS.Timeout | undefined;
  #minutely: NodeJS.Timeout | undefined;

  private constructor(
    fallback: PostgresEngine,
    configured: SearchEngine | null,
    private readonly writePool: pg.Pool,
    private readonly options: SearchOptions,
  ) {
    const { pool } = options;
    const engines = configured ? [fallback, configured] : [fallback];
    const source = new IndexSource(writePool);
    this.#members = engines.map(
      (engine) =>
        new SearchMember(engine, engines, { ...options, writePool, source, analyser: fallback.analyser }),
    );
    this.#semantic = options.embeddings
      ? new SemanticSearch(
          new EmbeddingClient(options.embeddings),
          pool,
          writePool,
          (error) => this.#tell(error),
          options.meaningBudget,
        )
      : null;
    const last = this.#members.at(-1)!;
    this.tally = new SearchTally(pool, (error) => options.report(error, 'searches were not counted'));
    this.service = new SearchService(
      pool,
      fallback,
      configured,
      () => last.ready,
      this.tally,
      (error) => {
        // it may have lost its index; the indexer finds out and fills it again
        last.ready = false;
        last.indexer.wake();
        last.report(error, `${last.engine.name} did not answer`);
      },
      this.#semantic,
      (progress) => this.rebuild(progress),
      () => last.outbox.lag(),
    );
  }

  /** Loads the dictionary; no connection is made yet. */
  static async open(options: SearchOptions): Promise<Search> {
    // indexing takes the time it takes
    const writePool = openPool(options.url, { statementTimeout: 0 });
    const postgres = new PostgresEngine(options.pool, options.analyser ?? (await Analyser.load()), writePool);
    const { url, apiKey, indexPrefix, revive } = options.meilisearch ?? {};
    const configured =
      url !== undefined && indexPrefix !== undefined
        ? new MeilisearchEngine(writePool, postgres, { url, apiKey, prefix: indexPrefix, revive })
        : null;
    return new Search(postgres, configured, writePool, options);
  }

  /**
   * Makes indexes ready: creates what is missing, and fills an empty one where the bank is not empty. A server that
   * does not answer is left for later: until then the database searches.
   */
  async ensure(progress?: RebuildProgress): Promise<void> {
    const [fallback, configured] = this.#members;
    await fallback!.prepare(progress);
    if (configured)
      await configured
        .prepare(progress)
        .catch((error: unknown) => configured.report(error, `${configured.engine.name} is not ready`));
  }

  /** Begins to follow the bank's changes. */
  follow(changes: Pick<BankChanges, 'onChange'>): void {
    changes.onChange(() => this.#members.forEach(({ indexer }) => indexer.wake()));
    for (const { indexer } of this.#members) indexer.start();
    const last = this.#members.at(-1)!;
    this.#hourly = setInterval(() => {
      last.outbox
        .queuePopularity()
        .catch((error: unknown) => this.options.report(error, 'popularity was not updated'));
      this.tally
        .tidy()
        .catch((error: unknown) => this.options.report(error, 'old searches were not forgotten'));
    }, HOUR_MS);
    this.#hourly.unref();
    this.#minutely = setInterval(() => {
      this.keepUp().catch((error: unknown) =>
        this.options.report(error, 'search indexes were not looked after'),
      );
    }, MINUTE_MS);
    this.#minutely.unref();
    void this.#keepMeanings();
  }

  async #keepMeanings(): Promise<void> {
    await this.#semantic?.keepUp().then(
      () => (this.#told = false),
      (error: unknown) => this.#tell(error),
    );
  }

  /** A server that stays away is told of once, not at every attempt. */
  #tell(error: unknown): void {
    if (!this.#told) this.options.report(error, 'the search by meaning does not work');
    this.#told = true;
  }

  /** Looks after the indexes: whose are in use, and which are nobody's any more. */
  async keepUp(): Promise<void> {
    await Promise.all([...this.#members.map((member) => member.keepUp()), this.#keepMeanings()]);
  }

  /** Applies all waiting changes now: for programs that end when they are done, and for tests. */
  async catchUp(): Promise<void> {
    for (const { outbox } of this.#members) await outbox.drain();
    await this.#keepMeanings();
  }

  /** Builds every engine's index anew beside the old one. */
  async rebuild(progress?: RebuildProgress): Promise<RebuildReport[]> {
    const reports: RebuildReport[] = [];
    for (const member of this.#members) reports.push(await member.rebuild(progress));
    return reports;
  }

  /** The engine that answers visitors now. */
  get serving(): SearchEngine['name'] {
    return (this.#members.findLast(({ ready }) => ready) ?? this.#members[0]!).engine.name;
  }

  /** The engine that answers visitors, and how far the one that the deployment wants is behind the bank. */
  async state(): Promise<SearchState> {
    const { pending } = await this.#members.at(-1)!.outbox.lag();
    return { engine: this.serving, lag: pending };
  }

  /** Stops following; what is under way is finished.  */
  async close(): Promise<void> {
    clearInterval(this.#hourly);
    clearInterval(this.#minutely);
    await Promise.all([...this.#members.map(({ indexer }) => indexer.stop()), this.#semantic?.stop()]);
    await Promise.all(this.#members.map(({ engine }) => engine.close()));
    await this.tally
      .flush()
      .catch((error: unknown) => this.options.report(error, 'searches were not counted'));
    await this.writePool.end();
  }
}
