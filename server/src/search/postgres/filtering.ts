import { FACET_FIELDS, FacetField } from '../facet-field.js';
import type { SearchFilter } from '../search-engine.js';
import { type DocumentSet, allOf, membersOf, setOf, within } from './document-set.js';
import type { DocumentColumns } from './columns.js';

/** Documents that pass a filter; valid until the next search begins. */
export interface Filtered {
  readonly documents: Uint32Array;
  /** For each facet value how many have it, where a field's own choice does not narrow its counts. */
  readonly counts: Uint32Array | null;
}

/** What was chosen in one field, and the documents that have it. */
interface Choice {
  readonly field: FacetField;
  having: DocumentSet;
}

/**
 * Applies a filter.
 * @param documents different documents that can be found; null for all of the bank
 * @param counted whether facets are wanted
 */
export function filterDocuments(
  columns: DocumentColumns,
  documents: Uint32Array | null,
  filter: SearchFilter,
  counted: boolean,
): Filtered {
  const choices = choicesOf(columns, filter);
  if (choices.length === 0) {
    const passing = documents ?? membersOf(columns.everything());
    return { documents: passing, counts: counted ? countAll(columns, passing) : null };
  }
  const passing = allOf([columns.everything(), ...choices.map(({ having }) => having)]);
  const found = documents ? within(documents, passing) : membersOf(passing);
  if (!counted) return { documents: found, counts: null };
  const counts = countAll(columns, found);
  for (const { field, having } of choices) {
    const others = choices.filter((choice) => choice.field !== field).map((choice) => choice.having);
    const missing = allOf([columns.everything(), ...others], having);
    const kept = documents ? within(documents, missing) : membersOf(missing);
    countField(columns, kept, FACET_FIELDS.indexOf(field), counts);
  }
  return { documents: found, counts };
}

function choicesOf(columns: DocumentColumns, { values, yearFrom, yearTo }: SearchFilter): readonly Choice[] {
  const choices = (Object.keys(values) as FacetField[]).map((field): Choice => ({
    field,
    having: columns.havingAny(field, values[field] ?? []),
  }));
  if (yearFrom === undefined && yearTo === undefined) return choices;
  const years = columns.publishedWithin(yearFrom ?? 0, yearTo ?? Infinity);
  const chosen = choices.find(({ field }) => field === FacetField.YEAR);
  if (!chosen) return [...choices, { field: FacetField.YEAR, having: years }];
  chosen.having = allOf([chosen.having, years]);
  return choices;
}

/** Counts the values of documents; of more than half of the bank by what the others have. */
function countAll(columns: DocumentColumns, documents: Uint32Array): Uint32Array {
  if (documents.length * 2 <= columns.count) return countEach(columns, documents);
  const totals = columns.totals.slice(0, columns.facetNumbers);
  const others = membersOf(allOf([columns.everything()], setOf(documents, columns.size)));
  const counts = countEach(columns, others);
  return totals.map((total, value) => total - counts[value]!);
}

function countEach({ facetNumbers, offsets, values }: DocumentColumns, documents: Uint32Array): Uint32Array {
  const counts = new Uint32Array(facetNumbers);
  for (let index = 0; index < documents.length; index += 1) {
    const doc = documents[index]!;
    const end = offsets[doc + 1]!;
    for (let at = offsets[doc]!; at < end; at += 1) counts[values[at]!]! += 1;
  }
  return counts;
}

/** Counts the values of one field only. */
function countField(
  { fieldOf, offsets, values }: DocumentColumns,
  documents: Uint32Array,
  field: number,
  counts: Uint32Array,
): void {
  for (let index = 0; index < documents.length; index += 1) {
    const doc = documents[index]!;
    const end = offsets[doc + 1]!;
    for (let at = offsets[doc]!; at < end; at += 1) {
      const value = values[at]!;
      if (fieldOf[value] === field) counts[value]! += 1;
    }
  }
}
