import { ByteReader } from './byte-writer.js';
import type { ColumnRow } from './column-row.js';
import type { EngineFacet, FacetValue } from '../search-engine.js';
import { FACET_FIELDS, type FacetField } from '../facet-field.js';
import { type DocumentSet, add, anyOf, emptySet } from './document-set.js';
import { FacetBuckets } from './facet-buckets.js';

/** The documents of one generation as typed arrays, indexed by document number. */
export class DocumentColumns {
  live = new Uint8Array(0);
  publishedAt = new Float64Array(0);
  year = new Uint16Array(0);
  downloads = new Uint32Array(0);
  quality = new Uint8Array(0);
  weight = new Uint32Array(0);
  /** Where the values of document n begin; they end where those of n + 1 begin. */
  offsets = new Uint32Array(1);
  values: Uint16Array | Uint32Array = new Uint16Array(0);
  /** One more than the highest document number. */
  size = 0;
  /** Documents that can be found. */
  count = 0;
  /** For each facet value how many of the documents that can be found have it. */
  totals = new Uint32Array(0);
  /** For each facet value the place of its field in FACET_FIELDS. */
  fieldOf = new Uint8Array(0);
  readonly #facets: (FacetValue | undefined)[] = [];
  readonly #numbers = new Map<string, number>();
  /** Bytes of the sets that are kept, and the sets: all that can be found, and what has a facet value. */
  #kept = 0;
  #everything: DocumentSet | null = null;
  readonly #having = new Map<number, DocumentSet>();

  #buckets = new FacetBuckets(this);

  /** Adds documents in ascending order of number, or takes known ones out (`live` false). */
  apply(rows: readonly ColumnRow[]): void {
    this.#forget();
    for (const row of rows) {
      if (row.doc < this.size) {
        this.#find(row.doc, row.live);
        continue;
      }
      this.#reserve(row.doc + 1);
      const reader = new ByteReader(row.columns);
      this.publishedAt[row.doc] = reader.number() * 1000;
      this.year[row.doc] = reader.number();
      this.downloads[row.doc] = reader.number();
      this.quality[row.doc] = reader.number();
      this.weight[row.doc] = reader.number();
      let end = this.offsets[this.size]!;
      for (let doc = this.size; doc < row.doc; doc += 1) this.offsets[doc + 1] = end;
      while (!reader.done) {
        const value = reader.number();
        if (end === this.values.length) this.values = grown(this.values, Math.max(1024, end * 2));
        // half the memory to go through, for as long as the numbers are small
        if (value > 0xffff && this.values instanceof Uint16Array) this.values = Uint32Array.from(this.values);
        this.values[end] = value;
        end += 1;
      }
      this.offsets[row.doc + 1] = end;
      this.size = row.doc + 1;
      this.#find(row.doc, row.live);
    }
  }

  /** Learns or renames facet values. */
  name(rows: readonly (FacetValue & { id: number })[]): void {
    for (const { id, ...value } of rows) {
      this.#facets[id] = value;
      if (id >= this.fieldOf.length) {
        this.fieldOf = grown(this.fieldOf, Math.max(256, id * 2));
        this.totals = grown(this.totals, this.fieldOf.length);
      }
      this.fieldOf[id] = FACET_FIELDS.indexOf(value.field);
      this.#numbers.set(`${value.field}:${value.value}`, id);
    }
    if (rows.length > 0) this.#buckets = new FacetBuckets(this);
  }

  /** The number of a facet value, or undefined for one that no document ever had. */
  number(field: FacetField, value: string): number | undefined {
    return this.#numbers.get(`${field}:${value}`);
  }

  /** The facet value of a number. */
  facet(number: number): FacetValue | undefined {
    return this.#facets[number];
  }

  /** One more than the highest number of a facet value. */
  get facetNumbers(): number {
    return this.#facets.length;
  }

  /** All named facet values with their numbers. */
  *facets(): Generator<[number, FacetValue]> {
    for (const [number, value] of this.#facets.entries()) if (value) yield [number, value];
  }

  /** Every document that can be found. */
  everything(): DocumentSet {
    if (this.#everything) return this.#everything;
    const set = emptySet(this.size);
    for (let doc = 0; doc < this.size; doc += 1) if (this.live[doc] === 1) add(set, doc);
    return (this.#everything = set);
  }

  /** The documents that have any of some values of a field, also such as cannot be found any more. */
  havingAny(field: FacetField, values: readonly string[]): DocumentSet {
    const numbers = values.map((value) => this.number(field, value)).filter((number) => number !== undefined);
    const sets = numbers.map((number) => this.#havingValue(number));
    return sets.length === 1 ? sets[0]! : anyOf(sets, this.size);
  }

  /** The documents of some years. */
  publishedWithin(from: number, to: number): DocumentSet {
    const set = emptySet(this.size);
    for (let doc = 0; doc < this.size; doc += 1)
      if (this.year[doc]! >= from && this.year[doc]! <= to) add(set, doc);
    return set;
  }

  /** Groups counts by field: the frequent first, classes and years in their own order, at most `limit` each. */
  buckets(counts: Uint32Array, limit: number): EngineFacet[] {
    return this.#buckets.of(counts, limit);
  }

  /** Takes a document among those that can be found, or out of them. */
  #find(doc: number, live: boolean): void {
    if (live === (this.live[doc] === 1)) return;
    const step = live ? 1 : -1;
    this.live[doc] = live ? 1 : 0;
    this.count += step;
    for (let at = this.offsets[doc]!; at < this.offsets[doc + 1]!; at += 1)
      this.totals[this.values[at]!]! += step;
  }

  #havingValue(number: number): DocumentSet {
    const known = this.#having.get(number);
    if (known) return known;
    const set = emptySet(this.size);
    const { offsets, values } = this;
    for (let doc = 0; doc < this.size; doc += 1)
      for (let at = offsets[doc]!; at < offsets[doc + 1]!; at += 1) if (values[at] === number) add(set, doc);
    if (this.#kept + set.byteLength > KEPT_BYTES) {
      this.#having.clear();
      this.#kept = 0;
    }
    this.#having.set(number, set);
    this.#kept += set.byteLength;
    return set;
  }

  #forget(): void {
    this.#everything = null;
    this.#having.clear();
    this.#kept = 0;
  }

  #reserve(size: number): void {
    if (size <= this.live.length) return;
    const capacity = Math.max(1024, size, Math.ceil(this.live.length * 1.5));
    this.live = grown(this.live, capacity);
    this.publishedAt = grown(this.publishedAt, capacity);
    this.year = grown(this.year, capacity);
    this.downloads = grown(this.downloads, capacity);
    this.quality = grown(this.quality, capacity);
    this.weight = grown(this.weight, capacity);
    this.offsets = grown(this.offsets, capacity + 1);
  }
}

/** Most that is kept of sets of documents. */
const KEPT_BYTES = 8_000_000;
function grown<T extends Uint8Array | Uint16Array | Uint32Array | Float64Array>(old: T, capacity: number): T {
  const larger = new (old.constructor as new (length: number) => T)(capacity);
  larger.set(old);
  return larger;
}
