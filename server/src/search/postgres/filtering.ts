import { FACET_FIELDS, FacetField } from '../facet-field.js';
import type { SearchFilter } from '../search-engine.js';
import type { DocumentColumns } from './columns.js';

/** Documents that pass a filter, and facet counts in which a group of choices ignores itself. */
export interface Filtered {
  documents: number[];
  counts: Uint32Array;
}

/** Applies a filter and counts every facet in one pass over the matching documents. */
export function filterAndCount(
  columns: DocumentColumns,
  documents: readonly number[],
  filter: SearchFilter,
): Filtered {
  const counts = new Uint32Array(columns.facetNumbers);
  const fields = Object.keys(filter.values) as FacetField[];
  const groupOf = new Uint8Array(columns.facetNumbers);
  // a value counts when nothing but the choice of its own field is missing
  const bitOfField = new Uint32Array(FACET_FIELDS.length);
  fields.forEach((field, index) => {
    bitOfField[FACET_FIELDS.indexOf(field)] = 1 << index;
    for (const value of filter.values[field] ?? []) {
      const number = columns.number(field, value);
      if (number !== undefined) groupOf[number] = index + 1;
    }
  });
  const hasYears = filter.yearFrom !== undefined || filter.yearTo !== undefined;
  const yearBit = hasYears ? 1 << fields.length : 0;
  bitOfField[FACET_FIELDS.indexOf(FacetField.YEAR)]! |= yearBit;
  const { fieldOf } = columns;
  const needed = (1 << fields.length) - 1;
  const { offsets, values, year } = columns;
  const passing: number[] = [];
  for (const doc of documents) {
    const start = offsets[doc]!;
    const end = offsets[doc + 1]!;
    let missing = needed;
    if (needed !== 0) {
      for (let at = start; at < end; at += 1) {
        const group = groupOf[values[at]!]!;
        if (group !== 0) missing &= ~(1 << (group - 1));
      }
    }
    if (yearBit !== 0 && (year[doc]! < (filter.yearFrom ?? 0) || year[doc]! > (filter.yearTo ?? 65_535)))
      missing |= yearBit;
    if (missing === 0) {
      passing.push(doc);
      for (let at = start; at < end; at += 1) counts[values[at]!]! += 1;
    } else {
      for (let at = start; at < end; at += 1) {
        const value = values[at]!;
        if ((missing & ~bitOfField[fieldOf[value]!]!) === 0) counts[value]! += 1;
      }
    }
  }
  return { documents: passing, counts };
}

/** The first `count` documents by a key, greatest first; equal keys keep the higher number, the newer one. */
export function topBy(documents: readonly number[], count: number, key: (doc: number) => number): number[] {
  const better = (a: number, b: number): number => key(b) - key(a) || b - a;
  if (documents.length <= count * 4 || documents.length < 2000)
    return documents.toSorted(better).slice(0, count);
  let kept: number[] = [];
  let threshold = -Infinity;
  const room = Math.max(count * 2, 1000);
  for (const doc of documents) {
    if (key(doc) < threshold) continue;
    kept.push(doc);
    if (kept.length >= room + count) {
      kept = kept.sort(better).slice(0, count);
      threshold = key(kept[count - 1]!);
    }
  }
  return kept.sort(better).slice(0, count);
}
