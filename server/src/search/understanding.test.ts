import { beforeAll, expect, test } from 'vitest';
import { Analyser } from './analysis/analyser.js';
import { FacetField } from './facet-field.js';
import type { FacetValue } from './search-engine.js';
import { understand } from './understanding.js';

let analyser: Analyser;

beforeAll(async () => {
  analyser = await Analyser.load();
});

const VALUES: FacetValue[] = [
  { field: FacetField.SUBJECT, value: 'algebra', label: 'Алгебра' },
  { field: FacetField.SUBJECT, value: 'angliyskiy-yazyk', label: 'Английский язык' },
  { field: FacetField.SUBJECT, value: 'russkiy-yazyk', label: 'Русский язык' },
  { field: FacetField.KIND, value: 'MEASUREMENT', label: 'Контрольно-измерительные материалы' },
  { field: FacetField.LEVEL, value: 'DO', label: 'Дошкольное' },
  ...[7, 9].map((grade) => ({ field: FacetField.GRADE, value: String(grade), label: `${grade} класс` })),
];

const named = (query: string): Record<string, string> =>
  Object.fromEntries(
    understand(query, VALUES, { values: {} }, analyser).map(({ field, value, rest }) => [
      `${field}=${value}`,
      rest,
    ]),
  );

test('a class is understood as teachers write it, also in words', () => {
  for (const query of ['урок 7 класс', 'урок для 7-го класса', 'урок в седьмом классе', 'урок 7 кл.'])
    expect(Object.keys(named(query)), query).toEqual(['GRADE=7']);
});

test('a number beside a subject is a class, elsewhere it is a number', () => {
  expect(named('алгебра 9')).toEqual({ 'SUBJECT=algebra': '9', 'GRADE=9': 'алгебра' });
  expect(named('9 упражнений')).toEqual({});
  expect(Object.keys(named('алгебра 12'))).toEqual(['SUBJECT=algebra']);
});

test('a foreign language needs no word «язык», Russian does', () => {
  expect(named('КИМ английский')).toEqual({
    'KIND=MEASUREMENT': 'английский',
    'SUBJECT=angliyskiy-yazyk': 'КИМ',
  });
  expect(named('русские сказки')).toEqual({});
});

test('what only kindergartens say names their level', () => {
  expect(Object.keys(named('НОД по лепке'))).toEqual(['LEVEL=DO']);
});
