import { expect, test } from 'vitest';
import { barsOf } from './day-bars.ts';

test('a month has a bar for each day, the last one is today', () => {
  const bars = barsOf(
    [
      { day: '2026-11-29', count: 3 },
      { day: '2026-10-31', count: 1 },
    ],
    30,
    '2026-11-29',
  );
  expect(bars).toHaveLength(30);
  expect([bars[29], bars[0]]).toEqual([3, 1]);
});

test('a year has bars of equal stretches; what is outside the period is left out', () => {
  const bars = barsOf(
    [
      { day: '2026-11-29', count: 2 },
      { day: '2026-11-20', count: 3 },
      { day: '2025-01-01', count: 9 },
      { day: '2026-12-01', count: 9 },
    ],
    365,
    '2026-11-29',
  );
  expect(bars).toHaveLength(29);
  expect(bars.at(-1)).toBe(5);
  expect(bars.reduce((sum, bar) => sum + bar)).toBe(5);
});
