import { ByteReader, ByteWriter } from './byte-writer.js';
import type { EngineBucket, EngineFacet, FacetValue } from '../search-engine.js';
import { FACET_FIELDS, type FacetField } from '../facet-field.js';

/** What filters, counts and sorts need of a document; kept in the process for every document. */
export interface ColumnValues {
  publishedAt: number;
  year: number;
  downloads: number;
  quality: number;
  /** Bytes of the forward entry: what reading it costs. */
  weight: number;
  /** Numbers of facet values. */
  values: readonly number[];
}

/** Packs the columns of a document. */
export function encodeColumns(columns: ColumnValues): Buffer {
  const writer = new ByteWriter(48);
  writer.number(Math.max(0, Math.floor(columns.publishedAt / 1000)));
  writer.number(columns.year);
  writer.number(columns.downloads);
  writer.number(columns.quality);
  writer.number(columns.weight);
  for (const value of columns.values) writer.number(value);
  return writer.buffer();
}

/** A row of the index's document table, as far as columns go. */
export interface ColumnRow {
  doc: number;
  live: boolean;
  columns: Buffer;
}

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
  values = new Uint32Array(0);
  /** One more than the highest document number. */
  size = 0;
  /** Documents that can be found. */
  count = 0;
  /** For each facet value the place of its field in FACET_FIELDS. */
  fieldOf = new Uint8Array(0);
  readonly #facets: (FacetValue | undefined)[] = [];
  readonly #numbers = new Map<string, number>();
  /** For each facet value its place in the order of its field, counts apart. */
  #places: Uint32Array | null = null;

  /** Adds documents in ascending order of number, or takes known ones out (`live` false). */
  apply(rows: readonly ColumnRow[]): void {
    for (const row of rows) {
      if (row.doc < this.size) {
        if (this.live[row.doc] === 1 && !row.live) this.count -= 1;
        this.live[row.doc] = row.live ? 1 : 0;
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
        if (end === this.values.length) this.values = grown(this.values, Math.max(1024, end * 2));
        this.values[end] = reader.number();
        end += 1;
      }
      this.offsets[row.doc + 1] = end;
      this.live[row.doc] = row.live ? 1 : 0;
      if (row.live) this.count += 1;
      this.size = row.doc + 1;
    }
  }

  /** Learns or renames facet values. */
  name(rows: readonly (FacetValue & { id: number })[]): void {
    for (const { id, ...value } of rows) {
      this.#facets[id] = value;
      if (id >= this.fieldOf.length) this.fieldOf = grown(this.fieldOf, Math.max(256, id * 2));
      this.fieldOf[id] = FACET_FIELDS.indexOf(value.field);
      this.#numbers.set(`${value.field}:${value.value}`, id);
    }
    if (rows.length > 0) this.#places = null;
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

  /** Groups counts by field: the frequent first, classes and years in their own order, at most `limit` each. */
  buckets(counts: Uint32Array, limit: number): EngineFacet[] {
    const numbers: number[][] = FACET_FIELDS.map(() => []);
    for (let number = 0; number < this.#facets.length; number += 1)
      if (counts[number]! > 0) numbers[this.fieldOf[number]!]!.push(number);
    const places = (this.#places ??= this.#order());
    return FACET_FIELDS.map((field, index) => {
      const sorted = OWN_ORDER.has(field)
        ? numbers[index]!.sort((a, b) => places[a]! - places[b]!)
        : numbers[index]!.sort((a, b) => counts[b]! - counts[a]! || places[a]! - places[b]!);
      return {
        field,
        buckets: sorted.slice(0, limit).map((number) => this.#bucket(number, counts[number]!)),
      };
    });
  }

  #bucket(number: number, count: number): EngineBucket {
    const { value, label, parent } = this.#facets[number]!;
    return { value, label, count, parent: parent ?? null };
  }

  #order(): Uint32Array {
    const places = new Uint32Array(this.#facets.length);
    const sorted = [...this.facets()].sort(
      ([, a], [, b]) =>
        (a.field === 'YEAR' && b.field === 'YEAR' && Number(b.value) - Number(a.value)) ||
        collator.compare(a.label, b.label),
    );
    sorted.forEach(([number], place) => (places[number] = place));
    return places;
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

/** Fields whose values have an order of their own, whatever their counts. */
const OWN_ORDER = new Set<FacetField>(['GRADE', 'YEAR'] as FacetField[]);
const collator = new Intl.Collator('ru', { numeric: true });

function grown<T extends Uint8Array | Uint16Array | Uint32Array | Float64Array>(old: T, capacity: number): T {
  const larger = new (old.constructor as new (length: number) => T)(capacity);
  larger.set(old);
  return larger;
}
