import { expect, test } from 'vitest';
import { yearBars } from './year-bars.ts';

test('years without materials keep their place', () => {
  const bars = yearBars([
    { value: '2026', count: 2 },
    { value: '2023', count: 5 },
  ]);
  expect(bars).toEqual([
    { year: 2023, count: 5 },
    { year: 2024, count: 0 },
    { year: 2025, count: 0 },
    { year: 2026, count: 2 },
  ]);
});

test('one old document does not squeeze the rest', () => {
  const bars = yearBars([
    { value: '1934', count: 1 },
    { value: '2026', count: 9 },
  ]);
  expect(bars).toHaveLength(25);
  expect(bars.at(-1)).toEqual({ year: 2026, count: 9 });
});
