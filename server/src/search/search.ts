import type pg from 'pg';
import type { BankChanges } from '../platform/bank-changes.js';
import type { Config } from '../platform/config.js';
import type { SearchState } from '../platform/health.js';
import { inTurn, openPool } from '../platform/database.js';
import { Analyser } from './analysis/analyser.js';
import { IndexSource } from './index-source.js';
import { MeilisearchEngine } from './meilisearch/meilisearch-engine.js';
import { PostgresEngine } from './postgres/postgres-engine.js';
import { rebuildIndex, type RebuildProgress, type RebuildReport } from './rebuild.js';
import type { SearchEngine } from './search-engine.js';
import { SearchGaps } from './search-gaps.js';
import { SearchIndexer } from './search-indexer.js';
import { SearchOutbox } from './search-outbox.js';
import { SearchService } from './search.service.js';

/** Any number that nothing else locks. */
const ENSURING = 7_305_005;
const HOUR_MS = 3_600_000;

/** What search stands on. */
export interface SearchOptions {
  /** Connection string of the database. */
  url: string;
  /** Connections for searches of visitors. */
  pool: pg.Pool;
  /** The Meilisearch server, where the deployment has one. */
  meilisearch?: Config['meili'];
  /** Takes failures that searches survive. */
  report: (error: unknown, message: string) => void;
}

interface Member {
  engine: SearchEngine;
  outbox: SearchOutbox;
  indexer: SearchIndexer;
  /** Whether its index was seen to exist. */
  ready: boolean;
}

/** The search of one process: engines, their upkeep, and the service that answers. */
export class Search {
  readonly service: SearchService;
  readonly #members: Member[];
  readonly #source: IndexSource;
  #hourly: NodeJS.Timeout | undefined;

  private constructor(
    fallback: PostgresEngine,
    configured: SearchEngine | null,
    private readonly writePool: pg.Pool,
    private readonly options: SearchOptions,
  ) {
    const { pool, report } = options;
    const engines = configured ? [fallback, configured] : [fallback];
    this.#source = new IndexSource(writePool);
    this.#members = engines.map((engine) => {
      const outbox = new SearchOutbox(writePool, this.#source, engine, engines);
      const member: Member = {
        engine,
        outbox,
        ready: false,
        indexer: new SearchIndexer(
          async () => {
            await this.#prepare(member);
            await outbox.drain();
          },
          (error) => {
            member.ready = false;
            report(error, `indexing for ${engine.name} failed`);
          },
        ),
      };
      return member;
    });
    const last = this.#members.at(-1)!;
    this.service = new SearchService(
      pool,
      fallback,
      configured,
      () => last.ready,
      new SearchGaps(pool),
      (error) => {
        // it may have lost its index; the indexer finds out and fills it again
        last.ready = false;
        last.indexer.wake();
        report(error, `${last.engine.name} did not answer`);
      },
    );
  }

  /** Loads the dictionary; no connection is made yet. */
  static async open(options: SearchOptions): Promise<Search> {
    // indexing takes the time it takes
    const writePool = openPool(options.url, { statementTimeout: 0 });
    const postgres = new PostgresEngine(options.pool, await Analyser.load(), writePool);
    const { url, apiKey, indexPrefix } = options.meilisearch ?? {};
    const configured =
      url !== undefined && indexPrefix !== undefined
        ? new MeilisearchEngine(writePool, postgres, { url, apiKey, prefix: indexPrefix })
        : null;
    return new Search(postgres, configured, writePool, options);
  }

  /**
   * Makes indexes ready: creates what is missing, and fills an empty one where the bank is not empty. A server that
   * does not answer is left for later: until then the database searches.
   */
  async ensure(progress?: RebuildProgress): Promise<void> {
    const [fallback, configured] = this.#members;
    await this.#prepare(fallback!, progress);
    if (configured)
      await this.#prepare(configured, progress).catch((error: unknown) =>
        this.options.report(error, `${configured.engine.name} is not ready`),
      );
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
    }, HOUR_MS);
    this.#hourly.unref();
  }

  /** Applies all waiting changes now: for programs that end when they are done, and for tests. */
  async catchUp(): Promise<void> {
    for (const { outbox } of this.#members) await outbox.drain();
  }

  /** Builds every engine's index anew beside the old one. */
  async rebuild(progress?: RebuildProgress): Promise<RebuildReport[]> {
    const reports: RebuildReport[] = [];
    for (const { engine, outbox } of this.#members) {
      await engine.ensure();
      reports.push(await rebuildIndex(engine, this.#source, outbox, progress));
    }
    return reports;
  }

  /** The engine that answers visitors now. */
  get serving(): SearchEngine['name'] {
    return (this.#members.findLast(({ ready }) => ready) ?? this.#members[0]!).engine.name;
  }

  /** The engine that answers visitors, and how far it is behind the bank. */
  async state(): Promise<SearchState> {
    const { engine, outbox } = this.#members.at(-1)!;
    const { pending } = await outbox.lag();
    return { engine: engine.name, lag: pending };
  }

  /** Processes that start at once take turns. */
  async #prepare(member: Member, progress?: RebuildProgress): Promise<void> {
    if (member.ready) return;
    await inTurn(this.options.url, ENSURING, async () => {
      const empty = await member.engine.ensure();
      if (empty && (await this.#source.count()) > 0)
        await rebuildIndex(member.engine, this.#source, member.outbox, progress);
    });
    member.ready = true;
  }

  /** Stops following; what is under way is finished.  */
  async close(): Promise<void> {
    clearInterval(this.#hourly);
    await Promise.all(this.#members.map(({ indexer }) => indexer.stop()));
    await Promise.all(this.#members.map(({ engine }) => engine.close()));
    await this.writePool.end();
  }
}
