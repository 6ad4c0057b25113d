import { expect, test } from 'vitest';
import { clock, day, dayInFigures, fileSize, number } from './format.ts';
import { materialsCount } from './materials-count.ts';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

test('sizes are said as people say them', () => {
  expect(plain(fileSize(0))).toBe('0 Б');
  expect(plain(fileSize(820_000))).toBe('801 КБ');
  expect(plain(fileSize(1_468_006))).toBe('1,4 МБ');
  expect(plain(fileSize(250 * 1024 ** 2))).toBe('250 МБ');
  expect(plain(fileSize(3 * 1024 ** 3))).toBe('3 ГБ');
});

test('seconds are shown as on a clock', () => {
  expect([clock(0), clock(62.9), clock(1122), clock(3725)]).toEqual(['0:00', '1:02', '18:42', '1:02:05']);
});

test('days are in words with no break inside, a protocol has figures', () => {
  expect(day('2025-04-04')).toBe('4\u00a0апреля\u00a02025');
  expect(day('2025-04-03T22:00:00.000Z')).toBe('4\u00a0апреля\u00a02025');
  expect(dayInFigures('2025-04-02')).toBe('02.04.2025');
});

test('thousands stand apart', () => {
  expect([0, 7, 999, 1000, 24_817, -3, 2.6].map((value) => plain(number(value)))).toEqual([
    '0',
    '7',
    '999',
    '1 000',
    '24 817',
    '-3',
    '3',
  ]);
});

test('Russian plurals are right', () => {
  const counted = [1, 2, 5, 11, 14, 21, 38, 101, 112].map((count) => plain(materialsCount(count)));
  expect(counted).toEqual([
    '1 материал',
    '2 материала',
    '5 материалов',
    '11 материалов',
    '14 материалов',
    '21 материал',
    '38 материалов',
    '101 материал',
    '112 материалов',
  ]);
});
