import type pg from 'pg';
import type { FacetField } from '../facet-field.js';
import { announceChange, liveGeneration, type IndexOwner } from '../generations.js';
import type { MaterialCard } from '../material-card.js';
import type { PostgresEngine } from '../postgres/postgres-engine.js';
import type {
  EngineBucket,
  EngineHealth,
  EngineResult,
  EngineSuggestion,
  IndexBuild,
  IndexDocument,
  SearchEngine,
  SearchRequest,
} from '../search-engine.js';
import { buildMeilisearchIndex, tidyMeilisearch } from './meilisearch-build.js';
import { meilisearchDocument } from './meilisearch-document.js';
import { searchMeilisearch } from './meilisearch-search.js';
import { MeilisearchServer, type MeilisearchOptions } from './meilisearch-server.js';

/**
 * Search by a Meilisearch server beside the index in the database, so that both engines answer alike. Which of the
 * server's indexes is read is told by the database too.
 */
export class MeilisearchEngine implements SearchEngine {
  readonly name = 'MEILISEARCH';
  readonly owner: IndexOwner;
  readonly #server: MeilisearchServer;

  constructor(
    private readonly pool: pg.Pool,
    private readonly postgres: PostgresEngine,
    private readonly options: MeilisearchOptions,
  ) {
    this.owner = { engine: this.name, analyser: postgres.analyser.version };
    this.#server = new MeilisearchServer(options);
  }

  async ensure(): Promise<boolean> {
    await this.options.revive?.();
    await this.#server.version();
    const live = await liveGeneration(this.pool, this.owner);
    if (live && (await this.#server.has(live.name))) return false;
    const build = await this.beginRebuild();
    await build.finish();
    await build.commit();
    return true;
  }

  async upsert(documents: readonly IndexDocument[]): Promise<void> {
    if (documents.length === 0) return;
    const { analyser } = this.postgres;
    const converted = documents.map((source) => meilisearchDocument(source, analyser));
    await this.#server.add(await this.#live(), converted);
    await announceChange(this.pool);
  }

  async remove(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await this.#server.remove(await this.#live(), ids);
    await announceChange(this.pool);
  }

  async search(request: SearchRequest): Promise<EngineResult> {
    const live = await this.#live();
    const result = await searchMeilisearch(this.#server, live, this.postgres, request);
    if (result.total > 0 || request.query.phrases.length === 0) return result;
    // nothing says it word for word: then the words themselves must do
    const loose = { ...request, query: { ...request.query, phrases: [] } };
    return searchMeilisearch(this.#server, live, this.postgres, loose);
  }

  suggest(typed: string, first: number): Promise<EngineSuggestion[]> {
    return this.postgres.suggest(typed, first);
  }

  similar(id: string, first: number): Promise<MaterialCard[]> {
    return this.postgres.similar(id, first);
  }

  facetValues(
    request: SearchRequest,
    field: FacetField,
    typed: string,
    first: number,
  ): Promise<EngineBucket[]> {
    return this.postgres.facetValues(request, field, typed, first);
  }

  async health(): Promise<EngineHealth> {
    const [version, documents] = await Promise.all([
      this.#server.version(),
      this.#live().then((live) => this.#server.count(live)),
    ]);
    return { ready: true, documents, version };
  }

  beginRebuild(): Promise<IndexBuild> {
    return buildMeilisearchIndex(this.pool, this.#server, this.owner, this.postgres.analyser);
  }

  tidy(): Promise<void> {
    return tidyMeilisearch(this.pool, this.#server, this.owner);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  /** Name of the generation that is read. */
  async #live(): Promise<string> {
    const live = await liveGeneration(this.pool, this.owner);
    if (!live) throw new Error('The Meilisearch index has not been created.');
    return live.name;
  }
}
