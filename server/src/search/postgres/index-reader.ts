import type pg from 'pg';
import { Analyser } from '../analysis/analyser.js';
import { words } from '../analysis/tokens.js';
import { Synonyms } from '../analysis/synonyms.js';
import { Vocabulary, type VocabularyWord } from '../analysis/vocabulary.js';
import type { QueryKnowledge } from '../analysis/query.js';
import type { EngineFacet, FacetValue, SearchFilter } from '../search-engine.js';
import type { ColumnRow } from './column-row.js';
import { DocumentColumns } from './columns.js';
import type { Generation, IndexOwner } from '../generations.js';
import { filterDocuments } from './filtering.js';
import { Matcher } from './matching.js';
import { decodePosting, type Posting } from './posting.js';

/** Documents read at a time while the columns load. */
const BATCH = 20_000;
/** Filters of the whole bank whose counts are remembered. */
const REMEMBERED = 50;
/** Values of one facet in an answer; long lists are searched by `facetValues`. */
export const BUCKETS = 100;
/** Facets whose values are suggested. */
const NAMED = new Set<string>(['THEME', 'AUTHOR', 'NETWORK', 'ORGANIZATION']);
/** Postings kept decoded, in entries of five bytes. */
const CACHED_POSTINGS = 6_000_000;

/** Something that has a name and a page. */
export interface NamedValue {
  value: FacetValue;
  /** Materials that have it. */
  documents: number;
  /** Folded words of its names. */
  tokens: string[];
}

/** What the analysis of a query leans on, as of one state of the index. */
export interface IndexKnowledge extends QueryKnowledge {
  /** Differs when the index has changed. */
  readonly state: string;
}

/** One generation as this process sees it: columns, vocabulary and recent postings, all of one change. */
export class IndexReader {
  readonly columns = new DocumentColumns();
  readonly matcher = new Matcher(this.columns);
  readonly vocabulary = new Vocabulary();
  change = -1;
  titleOrder: Uint32Array | null = null;
  readonly #synonyms: Synonyms;
  #numbers = new Map<string, number>();
  #postings = new Map<string, Posting>();
  #cached = 0;
  readonly #whole = new Map<string, EngineFacet[]>();
  #names: NamedValue[] | null = null;
  #inUse: FacetValue[] | null = null;

  constructor(
    private readonly pool: pg.Pool,
    private readonly owner: IndexOwner,
    readonly generation: Generation,
    readonly analyser: Analyser,
    /** Whether it reads a generation that is not live yet, to look whether it may be. */
    private readonly early = false,
  ) {
    this.#synonyms = new Synonyms(analyser);
  }

  /** What the analysis of a query leans on. */
  get knowledge(): IndexKnowledge {
    const state = `${this.generation.id}.${this.change}`;
    return { analyser: this.analyser, vocabulary: this.vocabulary, synonyms: this.#synonyms, state };
  }

  /** Reads what changed since the last call; all of it the first time. */
  async refresh(): Promise<void> {
    const client = await this.pool.connect();
    try {
      await client.query('begin isolation level repeatable read read only');
      const state = await client.query<{ change: string }>(
        `select change from search_generation where id = $1`,
        [this.generation.id],
      );
      const change = Number(state.rows[0]?.change ?? 0);
      if (change > this.change) await this.#load(client, change);
      await client.query('commit');
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      throw error;
    } finally {
      client.release();
    }
  }

  /**
   * The postings of terms, and whether the index is still of the generation and change that this reader knows, read
   * in one statement.
   * A term that no document has gets an empty posting.
   */
  async postings(terms: readonly string[]): Promise<{ current: boolean; postings: Map<string, Posting> }> {
    const asOf = this.change;
    const known = new Map(terms.map((term) => [term, this.#postings.get(term)]));
    const missing = terms.filter((term) => !known.get(term));
    const { name: schema, id } = this.generation;
    const { rows } = await this.pool.query<{
      live: number | null;
      change: string;
      term: string | null;
      id: number;
      documents: number;
      data: Buffer;
    }>({
      name: `postings-${schema}`,
      text: `select g.change, (select id from search_generation where state = 'LIVE' and engine = $3 and analyser = $4) as live,
                    p.term, p.id, p.documents, p.data
             from search_generation g left join (
               select t.term, t.id, p.documents, p.data, p.segment
               from "${schema}".term t join "${schema}".posting p on p.term = t.id
               where t.term = any($1)) p on true
             where g.id = $2 order by p.segment`,
      values: [missing, id, this.owner.engine, this.owner.analyser],
    });
    // what was known is of the state before the statement; where that has passed the caller asks again
    const change = asOf === this.change ? Number(rows[0]?.change ?? -1) : -1;
    const pieces = new Map<string, { documents: number; data: Buffer }[]>();
    for (const row of rows) {
      if (row.term === null) continue;
      this.#numbers.set(row.term, row.id);
      const list = pieces.get(row.term);
      if (list) list.push(row);
      else pieces.set(row.term, [row]);
    }
    const postings = new Map<string, Posting>();
    for (const term of terms) postings.set(term, known.get(term) ?? decodePosting(pieces.get(term) ?? []));
    if (change === this.change) this.#keep(postings);
    const live = this.early ? null : (rows[0]?.live ?? null);
    return { current: change === this.change && (live === null || live === id), postings };
  }

  /**
   * Filters and counts what matches a query; facets of the whole bank are remembered until it changes.
   * @param documents as `matchingDocuments` found them
   */
  filtered(
    documents: Uint32Array | null,
    filter: SearchFilter,
    counted: boolean,
  ): { documents: Uint32Array; facets: EngineFacet[] } {
    const key = documents ? '' : JSON.stringify(filter);
    const known = documents ? undefined : this.#whole.get(key);
    const found = filterDocuments(this.columns, documents, filter, counted && !known);
    const facets = known ?? (found.counts ? this.columns.buckets(found.counts, BUCKETS) : []);
    if (!documents && counted && this.#whole.size < REMEMBERED) this.#whole.set(key, facets);
    return { documents: found.documents, facets };
  }

  /** Names of people and things with their folded words and counts, for suggestions; only of what documents have. */
  names(): readonly NamedValue[] {
    this.#names ??= this.#counted()
      .filter(({ value }) => NAMED.has(value.field))
      .map(({ value, documents }) => ({
        ...{ value, documents },
        tokens: words([value.label, ...(value.aliases ?? [])].join(' ')),
      }));
    return this.#names;
  }

  /** The facet values that some document has. */
  inUse(): readonly FacetValue[] {
    this.#inUse ??= this.#counted().map(({ value }) => value);
    return this.#inUse;
  }

  #counted(): { value: FacetValue; documents: number }[] {
    const { totals } = this.columns;
    return [...this.columns.facets()]
      .map(([number, value]) => ({ value, documents: totals[number]! }))
      .filter(({ documents }) => documents > 0);
  }

  /** The number of a term whose posting was read. */
  number(term: string): number | undefined {
    return this.#numbers.get(term);
  }

  #keep(postings: ReadonlyMap<string, Posting>): void {
    for (const [term, posting] of postings) {
      const old = this.#postings.get(term);
      if (old) {
        this.#postings.delete(term);
        this.#cached -= old.documents.length + 50;
      }
      this.#postings.set(term, posting);
      this.#cached += posting.documents.length + 50;
    }
    for (const [term, posting] of this.#postings) {
      if (this.#cached <= CACHED_POSTINGS) break;
      this.#postings.delete(term);
      this.#cached -= posting.documents.length + 50;
    }
  }

  async #load(client: pg.ClientBase, change: number): Promise<void> {
    const { name: schema } = this.generation;
    const since = this.change;
    const facets = await client.query<FacetValue & { id: number }>(
      `select id, field, value, label, parent, detail, aliases from "${schema}".facet_value where change > $1`,
      [since],
    );
    this.columns.name(facets.rows);
    for (let after = -1; ;) {
      const { rows } = await client.query<ColumnRow>(
        `select doc, live, columns from "${schema}".document where change > $1 and doc > $2 order by doc limit $3`,
        [since, after, BATCH],
      );
      this.columns.apply(rows);
      if (rows.length < BATCH) break;
      after = rows.at(-1)!.doc;
    }
    const found = await client.query<VocabularyWord>(
      `select word, term, documents from "${schema}".word where change > $1`,
      [since],
    );
    this.vocabulary.add(found.rows);
    this.#postings.clear();
    this.#cached = 0;
    this.titleOrder = null;
    this.#names = null;
    this.#inUse = null;
    this.#whole.clear();
    this.change = change;
  }
}
