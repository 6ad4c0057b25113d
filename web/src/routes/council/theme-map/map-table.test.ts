import { expect, test } from 'vitest';
import { readMapState, writeMapState } from './map-state.ts';
import { byPressure, type Cell, cellsAlong, columnsOf, depthOf, lacksOf, type Row } from './map-table.ts';

const cell = (kind: Cell['kind'], level: Cell['level'], materials: number, searches: number): Cell => ({
  ...{ kind, level, materials, searches, requests: 0 },
});
const row = (slug: string, materials: number, nothing: number, cells: Cell[] = []): Row => ({
  ...{ id: slug, depth: 0, theme: { slug, title: slug, shortTitle: slug, status: 'ACTIVE' } },
  ...{ materials, nothing, unopened: 0, requests: 0, openCalls: 0, cells },
});

test('an address is read and written; what makes no sense in it is passed over', () => {
  const read = (address: string) => writeMapState(readMapState(new URLSearchParams(address))).toString();
  expect(read('by=level&kind=lesson-plan&days=365&view=table')).toBe(
    'by=level&view=table&kind=lesson-plan&days=365',
  );
  expect(read('by=age&kind=song&level=xx&days=7&view=3d')).toBe('');
});

test('the columns are all kinds or all levels, or the one that is chosen', () => {
  expect(columnsOf({ by: 'kind', kind: null, level: 'DO' })).toHaveLength(18);
  expect(columnsOf({ by: 'level', kind: null, level: null })).toHaveLength(6);
  expect(columnsOf({ by: 'level', kind: null, level: 'DO' })).toEqual([{ kind: null, level: 'DO' }]);
});

test('a place that the map does not name is empty', () => {
  const cells = [cell('TALK', null, 2, 1), cell('GAME', 'DO', 4, 4)];
  const along = cellsAlong({ cells }, columnsOf({ by: 'kind', kind: null, level: null }));
  expect(along.find(({ kind }) => kind === 'TALK')).toMatchObject({ materials: 2, searches: 1 });
  expect(along.find(({ kind }) => kind === 'GAME')).toMatchObject({ materials: 0, searches: 0 });
});

test('the colour is the deeper the more there is', () => {
  expect([0, 1, 2, 3, 10, 11, 500].map(depthOf)).toEqual([0, 1, 1, 2, 3, 4, 5]);
});

test('the themes with most demand for each material come first', () => {
  const rows = [row('rich', 10, 10), row('empty', 0, 3), row('quiet', 5, 0)];
  expect(byPressure(rows).map(({ id }) => id)).toEqual(['empty', 'rich', 'quiet']);
});

test('an empty place that is sought is named once, as narrowly as it was sought', () => {
  const lacks = lacksOf([
    row('a', 5, 9, [
      cell('GAME', null, 0, 4),
      cell('GAME', 'DO', 0, 4),
      cell(null, 'DO', 2, 4),
      cell('PROJECT', null, 0, 3),
      cell('PROJECT', 'NOO', 0, 1),
      cell('TALK', null, 1, 7),
    ]),
  ]);
  expect(lacks.map(({ kind, level, demand }) => [kind, level, demand])).toEqual([
    ['GAME', 'DO', 4],
    ['PROJECT', null, 3],
    ['PROJECT', 'NOO', 1],
  ]);
});
