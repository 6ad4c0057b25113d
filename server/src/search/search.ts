import type pg from 'pg';
import type { BankChanges } from '../platform/bank-changes.js';
import type { SearchState } from '../platform/health.js';
import { inTurn, openPool } from '../platform/database.js';
import { Analyser } from './analysis/analyser.js';
import { IndexSource } from './index-source.js';
import { PostgresEngine } from './postgres/postgres-engine.js';
import { rebuildIndex, type RebuildProgress, type RebuildReport } from './rebuild.js';
import type { SearchEngine } from './search-engine.js';
import { SearchIndexer } from './search-indexer.js';
import { SearchOutbox } from './search-outbox.js';
import { SearchService } from './search.service.js';

/** Any number that nothing else locks. */
const ENSURING = 7_305_005;

/** What search stands on. */
export interface SearchOptions {
  /** Connection string of the database. */
  url: string;
  /** Connections for searches of visitors. */
  pool: pg.Pool;
  /** Takes failures that searches survive. */
  report: (error: unknown, message: string) => void;
}

interface Member {
  engine: SearchEngine;
  outbox: SearchOutbox;
  indexer: SearchIndexer;
}

/** The search of one process: engines, their upkeep, and the service that answers. */
export class Search {
  readonly service: SearchService;
  readonly #members: Member[];
  readonly #source: IndexSource;

  private constructor(
    engines: SearchEngine[],
    fallback: PostgresEngine,
    private readonly writePool: pg.Pool,
    private readonly options: SearchOptions,
  ) {
    const { pool, report } = options;
    this.#source = new IndexSource(writePool);
    this.#members = engines.map((engine) => {
      const outbox = new SearchOutbox(writePool, this.#source, engine, engines);
      const indexer = new SearchIndexer(outbox, (error) =>
        report(error, `indexing for ${engine.name} failed`),
      );
      return { engine, outbox, indexer };
    });
    const configured = engines.find((engine) => engine !== fallback) ?? null;
    this.service = new SearchService(pool, fallback, configured, (error) =>
      report(error, `${configured?.name} did not answer`),
    );
  }

  /** Loads the dictionary; no connection is made yet. */
  static async open(options: SearchOptions): Promise<Search> {
    // indexing takes the time it takes
    const writePool = openPool(options.url, { statementTimeout: 0 });
    const postgres = new PostgresEngine(options.pool, await Analyser.load(), writePool);
    return new Search([postgres], postgres, writePool, options);
  }

  /**
   * Makes indexes ready: creates what is missing, and fills an empty one where the bank is not empty.
   * Processes that start at once take turns.
   */
  async ensure(progress?: RebuildProgress): Promise<void> {
    await inTurn(this.options.url, ENSURING, async () => {
      for (const { engine, outbox } of this.#members) {
        const empty = await engine.ensure();
        if (empty && (await this.#source.count()) > 0)
          await rebuildIndex(engine, this.#source, outbox, progress);
      }
    });
  }

  /** Begins to follow the bank's changes. */
  follow(changes: Pick<BankChanges, 'onChange'>): void {
    changes.onChange(() => this.#members.forEach(({ indexer }) => indexer.wake()));
    for (const { indexer } of this.#members) indexer.start();
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

  /** The engine that answers visitors, and how far it is behind the bank. */
  async state(): Promise<SearchState> {
    const { engine, outbox } = this.#members.at(-1)!;
    const { pending } = await outbox.lag();
    return { engine: engine.name, lag: pending };
  }

  /** Stops following; what is under way is finished.  */
  async close(): Promise<void> {
    await Promise.all(this.#members.map(({ indexer }) => indexer.stop()));
    await Promise.all(this.#members.map(({ engine }) => engine.close()));
    await this.writePool.end();
  }
}
