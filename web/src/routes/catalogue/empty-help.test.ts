import { expect, test } from 'vitest';
import { dropsOf, withThemeNames } from './empty-help.ts';
import { readState, writeState } from './filters.ts';
import type { FacetField, SearchResult } from './queries.ts';

const drops = (address: string, relaxations: { field: FacetField; total: number }[]) =>
  dropsOf(readState(new URLSearchParams(address)), {
    facets: [],
    relaxations,
  } as unknown as SearchResult).map(({ label, without, total }) => [
    label,
    writeState(without).toString(),
    total,
  ]);

test('all that is chosen in one group is given up together, the rest stays', () => {
  const address = 'q=quiz&grade=3&grade=4&from=2020&to=2022&recommended=1&page=2';
  const found = drops(address, [
    { field: 'GRADE', total: 9 },
    { field: 'YEAR', total: 4 },
    { field: 'RECOMMENDED', total: 1 },
  ]);
  expect(found).toEqual([
    ['3\u00a0класс, 4\u00a0класс', 'q=quiz&from=2020&to=2022&recommended=1', 9],
    ['2020–2022', 'q=quiz&grade=3&grade=4&recommended=1', 4],
    ['Рекомендовано НМС', 'q=quiz&grade=3&grade=4&from=2020&to=2022', 1],
  ]);
});

test('a chosen theme is named also where nothing was found', () => {
  const state = readState(new URLSearchParams('theme=rech&theme=neizvestnaya&grade=3'));
  const result = { facets: [], relaxations: [{ field: 'THEME', total: 2 }] } as unknown as SearchResult;
  const named = withThemeNames(state, result, { rech: 'Речь' });
  expect(dropsOf(state, named).map(({ label }) => label)).toEqual(['Речь, neizvestnaya']);
});
