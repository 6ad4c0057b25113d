import { expect, test } from 'vitest';
import { facetRows } from './facet-rows.ts';

const row = (label: string, count = 1) => ({ value: label, label, count, parent: null });
const shown = (typed: string, labels: string[], found: string[] = []) =>
  facetRows(
    labels.map((label) => row(label)),
    found.map((label) => row(label)),
    typed,
  )
    .filter((line) => line.shown)
    .map(({ label }) => label);

test('words are found anywhere in a name, in any order, whatever the letters and signs between', () => {
  const schools = ['МБОУ «Школа № 5» г. Королёва', 'Детский сад № 15', 'Лицей № 5'];
  expect(shown('короле школа', schools)).toEqual(schools.slice(0, 1));
  expect(shown('№5', schools)).toEqual(schools);
  expect(shown('  ', schools)).toEqual(schools);
});

test('what the bank found comes after the values of the page, once', () => {
  expect(shown('иван', ['Иванов И. И.', 'Петров П. П.'], ['Иванов И. И.', 'Иванова А. С.'])).toEqual([
    'Иванов И. И.',
    'Иванова А. С.',
  ]);
});

test('a line that is not shown is still there to stay chosen', () => {
  expect(facetRows([row('Петров П. П.')], [], 'иван')).toMatchObject([
    { value: 'Петров П. П.', shown: false },
  ]);
});
