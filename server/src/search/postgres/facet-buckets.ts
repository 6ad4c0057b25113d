import { FACET_FIELDS, FacetField } from '../facet-field.js';
import type { EngineBucket, EngineFacet, FacetValue } from '../search-engine.js';
import { topBy } from './top-by.js';

/** Fields whose values have an order of their own, whatever their counts. */
const OWN_ORDER = new Set([FacetField.GRADE, FacetField.YEAR]);
const collator = new Intl.Collator('ru', { numeric: true });

/** Facet values by number. */
export interface NamedFacets {
  facet(number: number): FacetValue | undefined;
  facets(): Iterable<[number, FacetValue]>;
}

/** Turns counts into facets: the frequent values first, classes and years in their own order. */
export class FacetBuckets {
  /** For each field its values in their order, counts apart, from the last to the first. */
  #ordered: Uint32Array[] | null = null;

  constructor(private readonly named: NamedFacets) {}

  /** Groups counts by field, at most `limit` values each. */
  of(counts: Uint32Array, limit: number): EngineFacet[] {
    const ordered = (this.#ordered ??= this.#order());
    return FACET_FIELDS.map((field, index) => {
      const { having, own } = nonZero(ordered[index]!, counts);
      const places = Uint32Array.from(having.keys());
      // the order is kept backwards, so that of equal counts the first by name is the "newest"
      const chosen = OWN_ORDER.has(field) ? places.reverse().subarray(0, limit) : topBy(places, limit, own);
      return {
        field,
        buckets: Array.from(chosen, (place) => this.#bucket(having[place]!, own[place]!)),
      };
    });
  }

  #bucket(number: number, count: number): EngineBucket {
    const { value, label, parent } = this.named.facet(number)!;
    return { value, label, count, parent: parent ?? null };
  }

  /** The values of each field from the last to the first by year or name. */
  #order(): Uint32Array[] {
    const fields = Map.groupBy(this.named.facets(), ([, { field }]) => field);
    return FACET_FIELDS.map((field) => {
      const values = fields.get(field) ?? [];
      values.sort(([, a], [, b]) =>
        field === FacetField.YEAR ? Number(a.value) - Number(b.value) : collator.compare(b.label, a.label),
      );
      return Uint32Array.from(values, ([number]) => number);
    });
  }
}

function nonZero(numbers: Uint32Array, counts: Uint32Array): { having: Uint32Array; own: Uint32Array } {
  const having = new Uint32Array(numbers.length);
  const own = new Uint32Array(numbers.length);
  let size = 0;
  for (let at = 0; at < numbers.length; at += 1) {
    const count = counts[numbers[at]!]!;
    if (count === 0) continue;
    having[size] = numbers[at]!;
    own[size++] = count;
  }
  return { having: having.subarray(0, size), own };
}
