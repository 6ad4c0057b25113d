import type pg from 'pg';
import { Analyser } from '../analysis/analyser.js';
import { requestScope } from '../../platform/context.js';
import type { AnalysedQuery } from '../analysis/query.js';
import type { FacetField } from '../facet-field.js';
import type { MaterialCard } from '../material-card.js';
import type {
  EngineBucket,
  EngineFacet,
  EngineHealth,
  EngineHit,
  EngineResult,
  EngineSuggestion,
  FacetValue,
  IndexBuild,
  IndexDocument,
  SearchEngine,
  SearchRequest,
} from '../search-engine.js';
import { announceChange, liveGeneration, type IndexOwner } from '../generations.js';
import { createGeneration, promoteGeneration } from './generation.js';
import { buildGeneration, tidyGenerations } from './generation-build.js';
import { BUCKETS, IndexReader, type IndexKnowledge } from './index-reader.js';
import { IndexWriter } from './index-writer.js';
import { compact } from './compaction.js';
import { findFacetValues } from './find-facet-values.js';
import { findMaterials } from './find-materials.js';
import { findSimilar } from './find-similar.js';
import { rankCandidates, type RankedSlice } from './rank-candidates.js';
import { matchingDocuments, readPostings } from './query-postings.js';
import { suggestThings } from './suggesting.js';

/** One writer of the live generation at a time, over all processes. */
const WRITE_LOCK = 7_305_002;
const UNDEFINED_TABLE = '42P01';

/** How the words of a query weigh. */
export interface QueryWeights {
  /** Rarity of each term that some material has. */
  rarity: Map<string, number>;
  /** What the terms of a material must weigh together. */
  needed: number;
}

/** Search by postings of our own in PostgreSQL; filters and counts come from typed arrays in the process. */
export class PostgresEngine implements SearchEngine {
  readonly name = 'POSTGRESQL';
  readonly owner: IndexOwner;
  #reader: IndexReader | null = null;
  #opening: Promise<IndexReader> | null = null;
  #refreshing: Promise<void> | null = null;

  /**
   * @param pool connections for searches; their statements may be cut when a visitor hangs up
   * @param writePool connections for writing and rebuilding, without a limit of time
   */
  constructor(
    private readonly pool: pg.Pool,
    readonly analyser: Analyser,
    private readonly writePool: pg.Pool = pool,
  ) {
    this.owner = { engine: this.name, analyser: analyser.version };
  }

  async ensure(): Promise<boolean> {
    const live = await liveGeneration(this.pool, this.owner);
    if (!live) {
      await this.#transaction(async (client) => {
        await client.query('select pg_advisory_xact_lock($1)', [WRITE_LOCK]);
        if (await liveGeneration(client, this.owner)) return;
        await promoteGeneration(client, this.owner, await createGeneration(client, this.owner));
      });
    }
    // what this process has read before may have been taken away since
    if (this.#reader?.generation.id !== live?.id) this.#reader = null;
    const reader = await this.#open();
    return reader.columns.size === 0;
  }

  async upsert(documents: readonly IndexDocument[]): Promise<void> {
    if (documents.length > 0) await this.#write((writer, change) => writer.add(documents, change));
  }

  async remove(ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.#write((writer, change) => writer.remove(ids, change));
  }

  async search(request: SearchRequest): Promise<EngineResult> {
    return this.#read((reader) => findMaterials(this.pool, reader, request));
  }

  async suggest(typed: string, first: number): Promise<EngineSuggestion[]> {
    return this.#read((reader) => suggestThings(this.pool, reader, typed, first));
  }

  async similar(id: string, first: number): Promise<MaterialCard[]> {
    return this.#read((reader) => findSimilar(this.pool, reader, id, first));
  }

  async facetValues(
    request: SearchRequest,
    field: FacetField,
    typed: string,
    first: number,
  ): Promise<EngineBucket[]> {
    return this.#read((reader) => findFacetValues(reader, request, field, typed, first));
  }

  async health(): Promise<EngineHealth> {
    const reader = await this.#open();
    const { rows } = await this.pool.query<{ server_version: string }>('show server_version');
    return { ready: true, documents: reader.columns.count, version: rows[0]!.server_version };
  }

  /** The words, synonyms and analyser with which queries are understood, as of the last search of this process. */
  async knowledge(): Promise<IndexKnowledge> {
    return (await this.#open()).knowledge;
  }

  /** Ranks and describes materials that another engine found; see `rankCandidates`. */
  async rank(query: AnalysedQuery, materials: readonly string[], slice: RankedSlice): Promise<EngineHit[]> {
    return this.#read((reader) => rankCandidates(this.pool, reader, query, materials, slice));
  }

  /** What an engine must know to find the same materials as this one. */
  async weigh(query: AnalysedQuery): Promise<QueryWeights> {
    return this.#read(async (reader) => {
      const postings = await readPostings(reader, query);
      if (!postings) return null;
      if (query.terms.length > 0) matchingDocuments(reader, query, postings);
      const found = query.terms.map(({ term }, index) => [term, postings.groups[index]!] as const);
      return {
        needed: query.terms.length > 0 ? reader.matcher.needed : 0,
        rarity: new Map(
          found
            .filter(([, { options }]) => options[0]!.posting.documents.length > 0)
            .map(([term, group]) => [term, group.rarity]),
        ),
      };
    });
  }

  /** Facets with labels out of counts by field and value. */
  async labelled(counts: Partial<Record<FacetField, Record<string, number>>>): Promise<EngineFacet[]> {
    const { columns } = await this.#open();
    const numbers = new Uint32Array(columns.facetNumbers);
    for (const [field, values] of Object.entries(counts))
      for (const [value, count] of Object.entries(values)) {
        const number = columns.number(field as FacetField, value);
        if (number !== undefined) numbers[number] = count;
      }
    return columns.buckets(numbers, BUCKETS);
  }

  /** The facet values that some public material has. */
  async facetsInUse(): Promise<readonly FacetValue[]> {
    return (await this.#open()).inUse();
  }

  async beginRebuild(): Promise<IndexBuild> {
    return buildGeneration(this.writePool, this.owner, this.analyser, WRITE_LOCK);
  }

  tidy(): Promise<void> {
    return tidyGenerations(this.writePool, this.owner);
  }

  async close(): Promise<void> {
    await this.#refreshing?.catch(() => undefined);
  }

  /**
   * Runs a reading function until index and columns are of one change. The function answers null where they
   * were not; then the reader catches up and the function runs again.
   */
  async #read<T>(find: (reader: IndexReader) => Promise<T | null>): Promise<T> {
    for (let attempt = 0; ; attempt += 1) {
      const reader = await this.#open();
      try {
        const answer = await find(reader);
        if (answer !== null) return answer;
        await this.#catchUp(reader);
      } catch (error) {
        if ((error as { code?: string }).code !== UNDEFINED_TABLE || attempt > 0) throw error;
        if (this.#reader === reader) this.#reader = null;
      }
      if (attempt > 50) throw new Error('The search index changes faster than it can be read.');
    }
  }

  async #catchUp(reader: IndexReader): Promise<void> {
    this.#refreshing ??= forEverybody(async () => {
      const live = await liveGeneration(this.pool, this.owner);
      if (live && live.id !== reader.generation.id) {
        const next = new IndexReader(this.pool, this.owner, live, this.analyser);
        await next.refresh();
        this.#reader = next;
      } else await reader.refresh();
    }).finally(() => (this.#refreshing = null));
    await this.#refreshing;
  }

  async #open(): Promise<IndexReader> {
    if (this.#reader) return this.#reader;
    this.#opening ??= forEverybody(async () => {
      const live = await liveGeneration(this.pool, this.owner);
      if (!live) throw new Error('The search index has not been created.');
      const reader = new IndexReader(this.pool, this.owner, live, this.analyser);
      await reader.refresh();
      this.#reader = reader;
      return reader;
    }).finally(() => (this.#opening = null));
    return this.#opening;
  }

  async #write(work: (writer: IndexWriter, change: number) => Promise<void>): Promise<void> {
    await this.#transaction(async (client) => {
      await client.query('select pg_advisory_xact_lock($1)', [WRITE_LOCK]);
      const live = await liveGeneration(client, this.owner);
      if (!live) throw new Error('The search index has not been created.');
      const change = live.change + 1;
      await work(await IndexWriter.open(client, live, this.analyser), change);
      await compact(client, live);
      await client.query('update search_generation set change = $2 where id = $1', [live.id, change]);
      await announceChange(client);
    });
  }

  async #transaction(work: (client: pg.PoolClient) => Promise<void>): Promise<void> {
    const client = await this.writePool.connect();
    try {
      await client.query('begin');
      await work(client);
      await client.query('commit');
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      throw error;
    } finally {
      client.release();
    }
  }
}

/** Work that others wait for too must not end when the visitor who happened to start it hangs up. */
function forEverybody<T>(work: () => Promise<T>): Promise<T> {
  return requestScope.exit(work);
}
