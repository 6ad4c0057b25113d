import type pg from 'pg';
import { inTurn } from '../platform/database.js';
import { PlainError } from '../platform/plain-error.js';
import type { Analyser } from './analysis/analyser.js';
import { useGeneration } from './generations.js';
import type { IndexSource } from './index-source.js';
import { rebuildIndex, type RebuildProgress, type RebuildReport } from './rebuild.js';
import type { SearchEngine } from './search-engine.js';
import { SearchIndexer } from './search-indexer.js';
import { SearchOutbox } from './search-outbox.js';

/** Any number that nothing else locks. */
const ENSURING = 7_305_005;

/** What the upkeep of an index stands on. */
export interface Upkeep {
  /** Connection string of the database. */
  url: string;
  /** Connections without a limit of time. */
  writePool: pg.Pool;
  source: IndexSource;
  analyser: Analyser;
  /** Takes failures that searches survive. */
  report: (error: unknown, message: string) => void;
}

/** One engine of this process with the upkeep of its index. */
export class SearchMember {
  /** Whether its index was seen to exist. */
  ready = false;
  readonly outbox: SearchOutbox;
  readonly indexer: SearchIndexer;
  /** Whether it was told that the server stays away. */
  #told = false;
  /** Whether it failed, and may have missed changes that are hidden elsewhere already. */
  #away = false;

  /** @param engines all engines of this deployment, `engine` among them */
  constructor(
    readonly engine: SearchEngine,
    engines: readonly SearchEngine[],
    private readonly upkeep: Upkeep,
  ) {
    this.outbox = new SearchOutbox(upkeep.writePool, upkeep.source, engine, engines);
    this.indexer = new SearchIndexer(
      async () => {
        await this.prepare();
        await this.outbox.drain();
      },
      (error) => {
        this.ready = false;
        this.report(error, `indexing for ${engine.name} failed`);
      },
    );
  }

  /** Creates the index where there is none and fills an empty one. Processes that start at once take turns. */
  async prepare(progress?: RebuildProgress): Promise<void> {
    if (this.ready) return;
    const { url, source, writePool } = this.upkeep;
    await inTurn(url, ENSURING, async () => {
      const empty = await this.engine.ensure();
      if (empty && (await source.count()) > 0) await this.#rebuild(progress);
      await useGeneration(writePool, this.engine.owner);
    });
    if (this.#away) await this.outbox.drain(true);
    this.ready = true;
    this.#away = false;
    this.#told = false;
  }

  /** Builds the index anew beside the old one. */
  async rebuild(progress?: RebuildProgress): Promise<RebuildReport> {
    await this.engine.ensure();
    return this.#rebuild(progress);
  }

  /**
   * Tells other processes that the index is in use here, and drops those that nobody uses any more. An index that was
   * taken away while this process slept is built again.
   */
  async keepUp(): Promise<void> {
    if (!this.ready) return;
    if (await useGeneration(this.upkeep.writePool, this.engine.owner)) return this.engine.tidy();
    this.ready = false;
    this.indexer.wake();
  }

  /** Reports a failure; a server that stays away is told of once, not at every attempt. */
  report(error: unknown, message: string): void {
    this.#away = true;
    const plain = error instanceof PlainError;
    if (plain && this.#told) return;
    this.#told ||= plain;
    this.upkeep.report(error, message);
  }

  #rebuild(progress?: RebuildProgress): Promise<RebuildReport> {
    const { source, analyser } = this.upkeep;
    return rebuildIndex(this.engine, source, this.outbox, analyser, progress);
  }
}
