import { expect, test } from 'vitest';
import { Pace } from './pace.ts';

test('tells the speed of the last seconds and the time that is left', () => {
  const pace = new Pace();
  pace.note(0, 0);
  expect(pace.speed).toBeNull();
  for (let second = 1; second <= 20; second += 1) pace.note(second * 1000, second * 1000);
  expect(pace.speed).toBe(1000);
  expect(pace.secondsFor(5500)).toBe(6);
  for (let second = 21; second <= 30; second += 1) pace.note(20_000 + (second - 20) * 500, second * 1000);
  expect(pace.speed).toBe(500);
});

test('a break begins the measuring anew, and what is sent again is no progress', () => {
  const pace = new Pace();
  pace.note(0, 0);
  pace.note(8000, 1000);
  pace.note(4000, 2000);
  expect(pace.speed).toBeNull();
  pace.note(5000, 3000);
  expect(pace.speed).toBe(1000);
  pace.rest();
  expect(pace.secondsFor(1)).toBeNull();
});

test('a line that stands still has no time left to tell', () => {
  const pace = new Pace();
  pace.note(10, 0);
  pace.note(10, 5000);
  expect(pace.speed).toBe(0);
  expect(pace.secondsFor(1)).toBeNull();
});
