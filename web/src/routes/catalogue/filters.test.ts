import { expect, test } from 'vitest';
import { readState, withoutFilters, writeState } from './filters.ts';
import { toVariables } from './variables.ts';

const read = (query: string) => readState(new URLSearchParams(query));

test('an address that was written is read back as the same state', () => {
  const address =
    'q=оценка&kind=lesson-plan&kind=game&theme=ocenka&level=noo&grade=3&format=pdf&license=cc-by&age=age-6' +
    '&from=2020&to=2026&approved=1&exact=1&sort=popular&page=3';
  const state = read(address);
  expect(readState(writeState(state))).toEqual(state);
  expect(decodeURIComponent(writeState(state).toString())).toBe(address);
});

test('the empty catalogue has the shortest address and asks for the newest', () => {
  expect(writeState(read('')).toString()).toBe('');
  expect(toVariables(read(''))).toEqual({ query: '', filter: null, sort: 'NEWEST', page: 1, exact: false });
});

test('a query asks for the best match unless the reader chose an order', () => {
  expect(toVariables(read('q=дроби')).sort).toBe('RELEVANCE');
  expect(toVariables(read('q=дроби&sort=title')).sort).toBe('TITLE');
});

test('values that the search would refuse are passed over', () => {
  const state = read(
    'kind=poem&kind=GAME&grade=12&grade=0&grade=7&level=&page=-2&from=20&to=next&sort=random',
  );
  expect(state.chosen).toMatchObject({ kind: ['GAME'], grade: ['7'], level: [] });
  expect(state).toMatchObject({ page: 1, yearFrom: null, yearTo: null, sort: null });
});

test('a page that the search would refuse is the last that it has', () => {
  expect(read('page=9999999999').page).toBe(500);
  expect(read('page=500').page).toBe(500);
});

test('a value named twice is one filter', () => {
  expect(read('kind=game&kind=GAME').chosen.kind).toEqual(['GAME']);
});

test('the filter speaks the names and types of the API', () => {
  const { filter } = toVariables(
    read('kind=lesson-plan&grade=3&grade=4&network=romashka&from=2022&recommended=1'),
  );
  expect(filter).toEqual({
    kinds: ['LESSON_PLAN'],
    grades: [3, 4],
    networks: ['romashka'],
    yearFrom: 2022,
    recommended: true,
  });
});

test('dropping the filters keeps the query and the order', () => {
  const state = withoutFilters(read('q=урок&kind=game&from=2020&sort=title&page=4'));
  expect(writeState(state).toString()).toBe(new URLSearchParams({ q: 'урок', sort: 'title' }).toString());
});
