import { expect, test } from 'vitest';
import { monthLabel } from './month-label.ts';

test('a month is named without the signs of an abbreviation', () => {
  expect(monthLabel('2026-08-01', 'long')).toBe('август 2026');
  expect(monthLabel('2026-08-01', 'short')).toBe('авг');
});
