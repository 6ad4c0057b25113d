import type pg from 'pg';
import type { Analyser } from '../analysis/analyser.js';
import { foldWord } from '../analysis/normalise.js';
import type { FacetValue, IndexDocument } from '../search-engine.js';
import { encodeColumns } from './columns.js';
import type { Generation } from '../generations.js';
import { insertRows } from './insert-rows.js';
import { SegmentBuilder } from './segment-builder.js';

/** Postings kept in memory before a bulk build writes a segment: about 60 MB. */
const SEGMENT_POSTINGS = 12_000_000;

/**
 * Writes documents into one generation. Used by one writer at a time (the caller holds the lock), inside the
 * caller's transaction. A bulk writer keeps all terms in memory and writes few large segments.
 */
export class IndexWriter {
  readonly #numbers = new Map<string, number>();
  readonly #facets = new Map<string, { id: number; known: string }>();
  #builder: SegmentBuilder;
  #nextDoc = 0;
  #nextTerm = 0;
  #nextSegment = 0;
  #nextFacet = 0;

  private constructor(
    private readonly client: pg.ClientBase,
    private readonly generation: Generation,
    private readonly analyser: Analyser,
    private readonly bulk: boolean,
  ) {
    this.#builder = new SegmentBuilder(analyser, this.#numbers, 0);
  }

  /** Opens a writer that continues the numbering of the generation. */
  static async open(
    client: pg.ClientBase,
    generation: Generation,
    analyser: Analyser,
    bulk = false,
  ): Promise<IndexWriter> {
    const writer = new IndexWriter(client, generation, analyser, bulk);
    const schema = `"${generation.name}"`;
    const { rows } = await client.query<{ doc: number; term: number; segment: number; facet: number }>(
      `select coalesce((select max(doc) from ${schema}.document), -1) + 1 as doc,
              coalesce((select max(id) from ${schema}.term), -1) + 1 as term,
              coalesce((select max(id) from ${schema}.segment), -1) + 1 as segment,
              coalesce((select max(id) from ${schema}.facet_value), -1) + 1 as facet`,
    );
    const next = rows[0]!;
    writer.#nextDoc = next.doc;
    writer.#nextTerm = next.term;
    writer.#nextSegment = next.segment;
    writer.#nextFacet = next.facet;
    writer.#builder = new SegmentBuilder(analyser, writer.#numbers, next.term);
    const facets = await client.query<FacetValue & { id: number }>(
      `select id, field, value, label, parent, detail, aliases from ${schema}.facet_value`,
    );
    for (const { id, ...value } of facets.rows)
      writer.#facets.set(`${value.field}:${value.value}`, { id, known: fingerprint(value) });
    return writer;
  }

  /** Adds or replaces documents as part of change number `change`. */
  async add(documents: readonly IndexDocument[], change: number): Promise<void> {
    if (documents.length === 0) return;
    if (!this.bulk) {
      await this.remove(
        documents.map(({ id }) => id),
        change,
        this.#nextDoc,
      );
      await this.#learnNumbers(documents);
    }
    await this.#writeFacets(documents, change);
    const schema = `"${this.generation.name}"`;
    const rows: unknown[][] = [];
    const content: unknown[][] = [];
    for (const source of documents) {
      const doc = this.#nextDoc++;
      const forward = this.#builder.add(doc, source);
      const values = source.facets.map(({ field, value }) => this.#facets.get(`${field}:${value}`)!.id);
      const columns = encodeColumns({ ...source, weight: forward.length, values: [...new Set(values)] });
      rows.push([doc, source.id, true, change, titleKey(source.title), columns]);
      content.push([doc, JSON.stringify(source.card), JSON.stringify(source.files), forward]);
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
    if (!this.bulk) {
      await this.#link(documents, schema);
      await this.flush(change);
    } else if (this.#builder.size > SEGMENT_POSTINGS) await this.flush(change);
  }

  /** Takes materials out; `replacement` is the first number of the documents that come in their place. */
  async remove(ids: readonly string[], change: number, replacement?: number): Promise<void> {
    await this.client.query(
      `update "${this.generation.name}".document set live = false, change = $2, replaced_by = $3
       where material = any($1::uuid[]) and live`,
      [ids, change, replacement ?? null],
    );
  }

  /** Writes the postings and the vocabulary collected so far as a segment. */
  async flush(change: number): Promise<void> {
    const builder = this.#builder;
    if (builder.documents === 0) return;
    const schema = `"${this.generation.name}"`;
    const segment = this.#nextSegment++;
    await this.client.query(`insert into ${schema}.segment (id, documents) values ($1, $2)`, [
      segment,
      builder.documents,
    ]);
    await insertRows(this.client, `insert into ${schema}.term (id, term)`, ['int', 'text'], builder.newTerms);
    this.#nextTerm += builder.newTerms.length;
    await insertRows(
      this.client,
      `insert into ${schema}.posting (term, segment, documents, data)`,
      ['int', 'int', 'int', 'bytea'],
      [...builder.postings].map(([term, { documents, bytes }]) => [term, segment, documents, bytes.buffer()]),
    );
    await insertRows(
      this.client,
      `insert into ${schema}.word (word, term, documents, change)`,
      ['text', 'text', 'int', 'bigint'],
      builder.vocabulary().map(({ word, term, documents }) => [word, term, documents, change]),
      `on conflict (word) do update
       set documents = ${schema}.word.documents + excluded.documents, change = excluded.change`,
    );
    if (!this.bulk) this.#numbers.clear();
    this.#builder = new SegmentBuilder(this.analyser, this.#numbers, this.#nextTerm);
  }

  /** Every row of a document that was replaced, now or before, leads to the row that replaces it. */
  async #link(documents: readonly IndexDocument[], schema: string): Promise<void> {
    await this.client.query(
      `update ${schema}.document old set replaced_by = new.doc from ${schema}.document new
       where new.material = any($1::uuid[]) and new.live and old.material = new.material and not old.live`,
      [documents.map(({ id }) => id)],
    );
  }

  async #learnNumbers(documents: readonly IndexDocument[]): Promise<void> {
    const terms = new Set<string>();
    for (const source of documents)
      for (const term of SegmentBuilder.terms(source, this.analyser)) terms.add(term);
    const { rows } = await this.client.query<{ id: number; term: string }>(
      `select id, term from "${this.generation.name}".term where term = any($1)`,
      [[...terms]],
    );
    for (const { id, term } of rows) this.#numbers.set(term, id);
  }

  async #writeFacets(documents: readonly IndexDocument[], change: number): Promise<void> {
    const changed = new Map<number, FacetValue>();
    for (const { facets } of documents) {
      for (const value of facets) {
        const key = `${value.field}:${value.value}`;
        const known = this.#facets.get(key);
        const print = fingerprint(value);
        if (known?.known === print) continue;
        const id = known?.id ?? this.#nextFacet++;
        this.#facets.set(key, { id, known: print });
        changed.set(id, value);
      }
    }
    await insertRows(
      this.client,
      `insert into "${this.generation.name}".facet_value
         (id, field, value, label, parent, detail, aliases, change)`,
      ['int', 'text', 'text', 'text', 'text', 'text', 'jsonb', 'bigint'],
      [...changed].map(([id, v]) => [
        id,
        v.field,
        v.value,
        v.label,
        v.parent ?? null,
        v.detail ?? null,
        JSON.stringify(v.aliases ?? []),
        change,
      ]),
      `on conflict (id) do update set label = excluded.label, parent = excluded.parent,
         detail = excluded.detail, aliases = excluded.aliases, change = excluded.change`,
    );
  }
}

/** By this key titles stand in the order of the Russian alphabet. */
function titleKey(title: string): string {
  return foldWord(title)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .slice(0, 200);
}

function fingerprint(value: FacetValue): string {
  return JSON.stringify([value.label, value.parent ?? null, value.detail ?? null, value.aliases ?? []]);
}
