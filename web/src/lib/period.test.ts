import { expect, test } from 'vitest';
import { periodFault, readPeriod } from './period.ts';

const period = (query: string) => readPeriod(new URLSearchParams(query), 1, '2026-11-25');

test('an address names a period, the years up to today stand for what it leaves out', () => {
  expect(period('from=2026-01-01&to=2026-02-28')).toEqual({ from: '2026-01-01', to: '2026-02-28' });
  expect(period('')).toEqual({ from: '2025-11-26', to: '2026-11-25' });
  expect(period('to=2024-02-29')).toEqual({ from: '2023-03-02', to: '2024-02-29' });
});

test('what is no day counts as left out', () => {
  expect(period('from=2026-02-30&to=yesterday')).toEqual({ from: '2025-11-26', to: '2026-11-25' });
});

test('a period ends after it begins and lasts ten years at most', () => {
  expect(periodFault({ from: '2026-01-02', to: '2026-01-01' })).toBe('order');
  expect(periodFault({ from: '2016-01-01', to: '2026-01-02' })).toBe('length');
  expect(periodFault({ from: '2016-01-01', to: '2026-01-01' })).toBe(null);
});
