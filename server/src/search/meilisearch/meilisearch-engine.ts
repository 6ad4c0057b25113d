import {
  type FederatedMultiSearchParams,
  type Index,
  Meilisearch,
  type RecordAny,
  type SearchResponse,
} from 'meilisearch';
import type pg from 'pg';
import { FACET_FIELDS, type FacetField } from '../facet-field.js';
import {
  abandonedGenerations,
  liveGeneration,
  registerGeneration,
  retireGenerations,
  announceChange,
} from '../generations.js';
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
import { meilisearchDocument, SETTINGS, type MeilisearchDocument } from './meilisearch-document.js';
import { filterExpression, sortExpression, wordQueries } from './meilisearch-query.js';

/** Candidates that are ranked by us. */
const WINDOW = 150;
/** Longest that indexing a batch may take, milliseconds. */
const TASK_MS = 600_000;
/** Longest that a request may take while indexing, and that a server may take to say that it is there. */
const REQUEST_MS = 30_000;
const GREETING_MS = 3000;
/** The version whose behaviour the settings and queries count on. */
const OLDEST = [1, 13] as const;

/** Where the server is and how its indexes are called. */
export interface MeilisearchOptions {
  url: string;
  apiKey?: string | undefined;
  /** Before the names of all indexes of this bank. */
  prefix: string;
}

/**
 * Search by a Meilisearch server: it finds, filters, counts and sorts; ranking, places and cards are those of the
 * index in the database, so that both engines answer alike. Which index is read is told by the database too.
 */
export class MeilisearchEngine implements SearchEngine {
  readonly name = 'MEILISEARCH';
  readonly #client: Meilisearch;

  constructor(
    private readonly pool: pg.Pool,
    private readonly postgres: PostgresEngine,
    private readonly options: MeilisearchOptions,
  ) {
    this.#client = new Meilisearch({
      host: options.url,
      ...(options.apiKey && { apiKey: options.apiKey }),
      timeout: REQUEST_MS,
      defaultWaitOptions: { timeout: TASK_MS, interval: 50 },
    });
  }

  async ensure(): Promise<boolean> {
    await this.#refuseOldServer();
    const live = await this.#live();
    if (live) {
      const found = await live.getRawInfo().catch((error: { cause?: { code?: string } }) => {
        if (error.cause?.code === 'index_not_found') return null;
        throw error;
      });
      if (found) return false;
    }
    const build = await this.beginRebuild();
    await build.finish();
    await build.commit();
    return true;
  }

  async upsert(documents: readonly IndexDocument[]): Promise<void> {
    if (documents.length === 0) return;
    await this.#add(await this.#open(), documents);
    await announceChange(this.pool);
  }

  async remove(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await succeeded((await this.#open()).deleteDocuments([...ids]).waitTask());
    await announceChange(this.pool);
  }

  async search(request: SearchRequest): Promise<EngineResult> {
    const result = await this.#search(request);
    if (result.total > 0 || request.query.phrases.length === 0) return result;
    // nothing says it word for word: then the words themselves must do
    return this.#search({ ...request, query: { ...request.query, phrases: [] } });
  }

  async #search(request: SearchRequest): Promise<EngineResult> {
    const { query, filter, sort, page, pageSize, facets = true } = request;
    const index = await this.#open();
    const words = wordQueries(query, await this.postgres.weigh(query));
    const from = (page - 1) * pageSize;
    const order = sortExpression(sort, query.terms.length > 0);
    const ranked = order === undefined && from + pageSize <= WINDOW;
    const queries = (expression: string[]) =>
      words.map((q) => ({
        q,
        matchingStrategy: 'all' as const,
        indexUid: index.uid,
        filter: expression,
        attributesToRetrieve: ['id'],
        ...(order && { sort: order }),
      }));
    const chosen = facets ? (Object.keys(filter.values) as FacetField[]) : [];
    if (facets && (filter.yearFrom !== undefined || filter.yearTo !== undefined))
      chosen.push('YEAR' as FacetField);
    const [main, ...others] = await Promise.all([
      this.#federated({
        federation: {
          limit: ranked ? WINDOW : pageSize,
          offset: ranked ? 0 : from,
          facetsByIndex: { [index.uid]: facets ? FACET_FIELDS : [] },
        },
        queries: queries(filterExpression(filter)),
      }),
      ...chosen.map((field) =>
        this.#federated({
          federation: { limit: 0, facetsByIndex: { [index.uid]: [field] } },
          queries: queries(filterExpression(filter, field)),
        }),
      ),
    ]);
    const counts = { ...main!.facetsByIndex?.[index.uid]?.distribution };
    chosen.forEach((field, which) => {
      counts[field] = others[which]!.facetsByIndex?.[index.uid]?.distribution[field] ?? {};
    });
    const ids = main!.hits.map(({ id }) => String(id));
    return {
      total: main!.estimatedTotalHits ?? ids.length,
      hits: await this.postgres.rank(query, ids, {
        from: ranked ? from : 0,
        to: ranked ? from + pageSize : pageSize,
        keepOrder: !ranked,
      }),
      facets: facets ? await this.postgres.labelled(counts) : [],
    };
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
    const [{ pkgVersion }, stats] = await Promise.all([
      this.#client.getVersion(),
      this.#open().then((index) => index.getStats()),
    ]);
    return { ready: true, documents: stats.numberOfDocuments, version: pkgVersion };
  }

  async beginRebuild(): Promise<IndexBuild> {
    const client = await this.pool.connect();
    try {
      for (const old of await abandonedGenerations(client, this.name)) await this.#drop(client, old);
      const generation = await registerGeneration(client, this.name);
      const index = await this.#create(generation.name);
      let committed = false;
      const build: IndexBuild = {
        add: (documents) => this.#add(index, documents),
        finish: async () => (await index.getStats()).numberOfDocuments,
        find: async (query, first) => {
          const found = await index.search(query.terms.map(({ term }) => term).join(' '), {
            limit: first,
            matchingStrategy: 'all',
            attributesToRetrieve: ['id'],
          });
          return found.hits.map(({ id }) => id);
        },
        replace: async (documents, removed) => {
          await this.#add(index, documents);
          if (removed.length > 0) await succeeded(index.deleteDocuments([...removed]).waitTask());
        },
        commit: async () => {
          await client.query('begin');
          const old = await retireGenerations(client, this.name, generation.id);
          await client.query('commit');
          committed = true;
          for (const one of old) await this.#drop(client, one);
          client.release();
        },
        abort: async () => {
          if (committed) return;
          await client.query('rollback').catch(() => undefined);
          await this.#drop(client, generation);
          client.release();
        },
      };
      return build;
    } catch (error) {
      client.release();
      throw error;
    }
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  #federated(request: FederatedMultiSearchParams): Promise<SearchResponse<RecordAny>> {
    return this.#client.multiSearch<FederatedMultiSearchParams, RecordAny>(request);
  }

  async #live(): Promise<Index<MeilisearchDocument> | null> {
    const live = await liveGeneration(this.pool, this.name);
    return live && this.#client.index(this.#uid(live.name));
  }

  async #open(): Promise<Index<MeilisearchDocument>> {
    const live = await this.#live();
    if (!live) throw new Error('The Meilisearch index has not been created.');
    return live;
  }

  #uid(generation: string): string {
    return `${this.options.prefix}_${generation}`;
  }

  async #add(index: Index<MeilisearchDocument>, documents: readonly IndexDocument[]): Promise<void> {
    if (documents.length === 0) return;
    const { analyser } = this.postgres;
    const converted = documents.map((source) => meilisearchDocument(source, analyser));
    await succeeded(index.addDocuments(converted).waitTask());
  }

  async #create(generation: string): Promise<Index<MeilisearchDocument>> {
    const uid = this.#uid(generation);
    await succeeded(this.#client.createIndex(uid, { primaryKey: 'id' }).waitTask());
    const index = this.#client.index<MeilisearchDocument>(uid);
    await succeeded(index.updateSettings(SETTINGS).waitTask());
    return index;
  }

  async #drop(client: pg.PoolClient, generation: { id: number; name: string }): Promise<void> {
    await this.#client
      .deleteIndex(this.#uid(generation.name))
      .waitTask()
      .catch(() => undefined);
    await client.query('delete from search_generation where id = $1', [generation.id]);
  }

  async #refuseOldServer(): Promise<void> {
    const greeting = new Meilisearch({
      host: this.options.url,
      ...(this.options.apiKey && { apiKey: this.options.apiKey }),
      timeout: GREETING_MS,
    });
    const { pkgVersion } = await greeting.getVersion();
    const [major = 0, minor = 0] = pkgVersion.split('.').map(Number);
    if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]))
      throw new Error(`Meilisearch ${OLDEST.join('.')} or later is needed, this one is ${pkgVersion}.`);
  }
}

/** Fails when the task failed: Meilisearch accepts first and tells afterwards. */
async function succeeded(
  task: Promise<{ status: string; error: { message: string } | null }>,
): Promise<void> {
  const { status, error } = await task;
  if (status !== 'succeeded') throw new Error(`Meilisearch: ${error?.message ?? status}`);
}
