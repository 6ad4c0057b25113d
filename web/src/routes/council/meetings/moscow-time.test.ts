import { expect, test } from 'vitest';
import { fromMoscow, moscowTime } from './moscow-time.ts';

test('what is typed is the time of Moscow, wherever the browser is', () => {
  expect(fromMoscow('2026-11-27T10:00')).toBe('2026-11-27T07:00:00.000Z');
  expect(fromMoscow('завтра')).toBeNull();
  expect(moscowTime('2026-11-27T07:00:00.000Z', 'ru')).toContain('10:00');
});
