import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FACET_FIELDS, FacetField } from '../facet-field.js';
import type { SearchFilter } from '../search-engine.js';
import { encodeColumns } from './column-row.js';
import { DocumentColumns } from './columns.js';
import { filterDocuments } from './filtering.js';

const FIELDS = [FacetField.KIND, FacetField.THEME, FacetField.YEAR];
/** Four values a field, numbered field by field. */
const VALUES = FIELDS.flatMap((field) => [0, 1, 2, 3].map((n) => ({ field, value: String(2020 + n) })));

const bank = fc.array(
  fc.record({ live: fc.boolean(), kind: fc.nat(3), themes: fc.uniqueArray(fc.nat(3)), year: fc.nat(3) }),
  { minLength: 1, maxLength: 120 },
);
const choice = fc.uniqueArray(fc.nat(4), { minLength: 1, maxLength: 3 }); // 4 is a value that nobody has
const asked = fc.record(
  { kind: choice, theme: choice, yearFrom: fc.nat(3), yearTo: fc.nat(3) },
  { requiredKeys: [] },
);

type Bank = typeof bank extends fc.Arbitrary<infer T> ? T : never;
const numbersOf = ({ kind, themes, year }: Bank[number]) => [kind, ...themes.map((n) => 4 + n), 8 + year];

function columnsOf(documents: Bank): DocumentColumns {
  const columns = new DocumentColumns();
  columns.name(VALUES.map((value, id) => ({ ...value, id, label: value.value })));
  const rows = documents.map((document, doc) => ({
    doc,
    live: true,
    columns: encodeColumns({
      ...{ publishedAt: 0, downloads: 0, quality: 0, weight: 1, year: 2020 + document.year },
      values: numbersOf(document),
    }),
  }));
  columns.apply(rows);
  columns.apply(rows.filter(({ doc }) => !documents[doc]!.live).map((row) => ({ ...row, live: false })));
  return columns;
}

describe('filters and counts', () => {
  test('are those of a look at each document, whether a search found some or the whole bank is asked for', () => {
    fc.assert(
      fc.property(
        bank,
        asked,
        fc.option(fc.nat(9)),
        (documents, { kind, theme, yearFrom, yearTo }, found) => {
          const filter: SearchFilter = {
            values: {
              ...(kind && { [FacetField.KIND]: kind.map((n) => String(2020 + n)) }),
              ...(theme && { [FacetField.THEME]: theme.map((n) => String(2020 + n)) }),
            },
            ...(yearFrom !== undefined && { yearFrom: 2020 + yearFrom }),
            ...(yearTo !== undefined && { yearTo: 2020 + yearTo }),
          };
          const passes = (document: Bank[number], ignored?: FacetField): boolean =>
            (ignored === FacetField.KIND || !kind || kind.includes(document.kind)) &&
            (ignored === FacetField.THEME || !theme || theme.some((n) => document.themes.includes(n))) &&
            (ignored === FacetField.YEAR ||
              (document.year >= (yearFrom ?? 0) && document.year <= (yearTo ?? Infinity)));
          const asOf = documents.map((document, doc) => ({ document, doc }));
          const candidates = asOf.filter(
            ({ document, doc }) => document.live && (found === null || doc % 10 >= found),
          );
          const counts = VALUES.map(
            ({ field }, number) =>
              candidates.filter(
                ({ document }) => passes(document, field) && numbersOf(document).includes(number),
              ).length,
          );
          const given = filterDocuments(
            columnsOf(documents),
            found === null ? null : Uint32Array.from(candidates, ({ doc }) => doc),
            filter,
            true,
          );
          expect([...given.documents]).toEqual(
            candidates.filter(({ document }) => passes(document)).map(({ doc }) => doc),
          );
          expect([...given.counts!]).toEqual(counts);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('of a field are listed by count, then by name; years by the year', () => {
    const columns = columnsOf([]);
    const counts = new Uint32Array(VALUES.length).fill(1);
    counts[2] = 7; // the third kind
    counts[1] = 0;
    const facets = columns.buckets(counts, 2);
    const values = (field: FacetField) =>
      facets[FACET_FIELDS.indexOf(field)]!.buckets.map(({ value, count }) => [value, count]);
    expect(values(FacetField.KIND)).toEqual([
      ['2022', 7],
      ['2020', 1],
    ]);
    expect(values(FacetField.YEAR)).toEqual([
      ['2023', 1],
      ['2022', 1],
    ]);
  });
});
