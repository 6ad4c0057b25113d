import { expect, test } from 'vitest';
import { readState } from './filters.ts';
import { offersOf } from './offers.ts';
import type { SearchResult } from './queries.ts';

const offers = (address: string, understood: SearchResult['understood']) =>
  offersOf(readState(new URLSearchParams(address)), { understood } as SearchResult).map(({ label, href }) => [
    label,
    decodeURIComponent(href),
  ]);

test('an offer takes its words out of the query, keeps the rest, and begins at the first page', () => {
  const found = offers('q=урок+математики+6+класс&level=ooo&page=3', [
    { field: 'GRADE', value: '6', label: '6 класс', rest: 'урок математики' },
    { field: 'KIND', value: 'LESSON_PLAN', label: 'Разработка урока', rest: 'математики 6 класс' },
  ]);
  expect(found).toEqual([
    ['Разработки уроков', '/catalogue?q=математики+6+класс&kind=lesson-plan&level=ooo'],
    ['6\u00a0класс', '/catalogue?q=урок+математики&level=ooo&grade=6'],
  ]);
});

test('a filter that is chosen already is not offered', () => {
  const subject = { field: 'SUBJECT', value: 'himiya', label: 'Химия', rest: '' } as const;
  expect(offers('q=химия&subject=himiya', [subject])).toEqual([]);
});
