import type pg from 'pg';
import type { Analyser } from '../analysis/analyser.js';
import { foldWord } from '../analysis/normalise.js';
import type { IndexDocument } from '../search-engine.js';
import { encodeColumns } from './column-row.js';
import type { Generation } from '../generations.js';
import { FacetNumbers } from './facet-numbers.js';
import { insertRows } from './insert-rows.js';
import { Numbering } from './numbering.js';
import { SegmentBuilder } from './segment-builder.js';
import { WordCounts } from './word-counts.js';

/** Postings kept in memory before a bulk build writes a segment: about 60 MB. */
const SEGMENT_POSTINGS = 12_000_000;

/** The first numbers that nothing in the generation has yet. */
interface NextNumbers {
  doc: number;
  term: number;
  word: number;
  segment: number;
}

/**
 * Writes documents into one generation. Used by one writer at a time (the caller holds the lock), inside the
 * caller's transaction. A bulk writer keeps all terms in memory and writes few large segments.
 */
export class IndexWriter {
  #builder: SegmentBuilder;
  readonly #counts: WordCounts;
  #nextDoc: number;
  #nextSegment: number;

  private constructor(
    private readonly client: pg.ClientBase,
    /** In quotes. */
    private readonly schema: string,
    private readonly analyser: Analyser,
    private readonly bulk: boolean,
    private readonly facets: FacetNumbers,
    next: NextNumbers,
    private readonly terms = new Numbering(next.term),
    private readonly words = new Numbering(next.word),
  ) {
    this.#nextDoc = next.doc;
    this.#nextSegment = next.segment;
    this.#counts = new WordCounts(client, schema);
    this.#builder = new SegmentBuilder(analyser, terms, words);
  }

  /** Opens a writer that continues the numbering of the generation. */
  static async open(
    client: pg.ClientBase,
    generation: Generation,
    analyser: Analyser,
    bulk = false,
  ): Promise<IndexWriter> {
    const schema = `"${generation.name}"`;
    const { rows } = await client.query<NextNumbers>(
      `select coalesce((select max(doc) from ${schema}.document), -1) + 1 as doc,
              coalesce((select max(id) from ${schema}.term), -1) + 1 as term,
              coalesce((select max(id) from ${schema}.word), -1) + 1 as word,
              coalesce((select max(id) from ${schema}.segment), -1) + 1 as segment`,
    );
    const facets = await FacetNumbers.open(client, schema);
    return new IndexWriter(client, schema, analyser, bulk, facets, rows[0]!);
  }

  /** Adds or replaces documents as part of change number `change`. */
  async add(documents: readonly IndexDocument[], change: number): Promise<void> {
    if (documents.length === 0) return;
    if (!this.bulk) {
      await this.#retire(
        documents.map(({ id }) => id),
        change,
        this.#nextDoc,
      );
      await this.#learnNumbers(documents);
    }
    await this.facets.write(documents, change);
    const { schema } = this;
    const rows: unknown[][] = [];
    const content: unknown[][] = [];
    const spelling: [number, Buffer][] = [];
    for (const source of documents) {
      const doc = this.#nextDoc++;
      const { forward, words } = this.#builder.add(doc, source);
      const columns = encodeColumns({ ...source, weight: forward.length, values: this.facets.of(source) });
      rows.push([doc, source.id, true, change, titleKey(source.title), columns]);
      content.push([doc, JSON.stringify(source.card), JSON.stringify(source.files), forward]);
      spelling.push([doc, words]);
    }
    await insertRows(
      this.client,
      `insert into ${schema}.document (doc, material, live, change, title_key, columns)`,
      ['int', 'uuid', 'bool', 'bigint', 'text', 'bytea'],
      rows,
    );
    await insertRows(
      this.client,
      `insert into ${schema}.content (doc, card, files, forward)`,
      ['int', 'jsonb', 'jsonb', 'bytea'],
      content,
    );
    await this.#counts.keep(spelling);
    if (!this.bulk) {
      await this.#link(documents);
      await this.flush(change);
    } else if (this.#builder.size > SEGMENT_POSTINGS) await this.flush(change);
  }

  /** Takes materials out. */
  async remove(ids: readonly string[], change: number): Promise<void> {
    await this.#retire(ids, change);
    await this.#counts.write([], change);
  }

  /** Writes the postings and the vocabulary collected so far as a segment. */
  async flush(change: number): Promise<void> {
    const builder = this.#builder;
    if (builder.documents === 0) return;
    const { schema } = this;
    const segment = this.#nextSegment++;
    await this.client.query(`insert into ${schema}.segment (id, documents) values ($1, $2)`, [
      segment,
      builder.documents,
    ]);
    await insertRows(this.client, `insert into ${schema}.term (id, term)`, ['int', 'text'], this.terms.fresh);
    await insertRows(
      this.client,
      `insert into ${schema}.posting (term, segment, documents, data)`,
      ['int', 'int', 'int', 'bytea'],
      [...builder.postings].map(([term, { documents, bytes }]) => [term, segment, documents, bytes.buffer()]),
    );
    await this.#counts.write(builder.vocabulary(), change);
    this.terms.written(!this.bulk);
    this.words.written(!this.bulk);
    this.#builder = new SegmentBuilder(this.analyser, this.terms, this.words);
  }

  /** Hides the present documents of materials; `replacement` is the first number of those that come in their place. */
  async #retire(ids: readonly string[], change: number, replacement?: number): Promise<void> {
    const { rows } = await this.client.query<{ doc: number }>(
      `update ${this.schema}.document set live = false, change = $2, replaced_by = $3
       where material = any($1::uuid[]) and live returning doc`,
      [ids, change, replacement ?? null],
    );
    if (rows.length > 0) await this.#counts.release(rows.map(({ doc }) => doc));
  }

  /** Every row of a document that was replaced, now or before, leads to the row that replaces it. */
  async #link(documents: readonly IndexDocument[]): Promise<void> {
    await this.client.query(
      `update ${this.schema}.document old set replaced_by = new.doc from ${this.schema}.document new
       where new.material = any($1::uuid[]) and new.live and old.material = new.material and not old.live`,
      [documents.map(({ id }) => id)],
    );
  }

  async #learnNumbers(documents: readonly IndexDocument[]): Promise<void> {
    const terms = new Set<string>();
    const words = new Set<string>();
    for (const source of documents) {
      const texts = SegmentBuilder.texts(source, this.analyser);
      for (const term of texts.terms) terms.add(term);
      for (const word of texts.words) words.add(word);
    }
    const known = await this.client.query<{ id: number; term: string }>(
      `select id, term from ${this.schema}.term where term = any($1)`,
      [[...terms]],
    );
    for (const { id, term } of known.rows) this.terms.learn(id, term);
    const found = await this.client.query<{ id: number; word: string }>(
      `select id, word from ${this.schema}.word where word = any($1)`,
      [[...words]],
    );
    for (const { id, word } of found.rows) this.words.learn(id, word);
  }
}

/** By this key titles stand in the order of the Russian alphabet. */
function titleKey(title: string): string {
  return foldWord(title)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .slice(0, 200);
}
