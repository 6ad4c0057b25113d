import { expect, test } from 'vitest';
import { comparedOf } from './compared.ts';

const query = (text = '') => new URLSearchParams(text);

test('the published version is compared with the one under way', () => {
  expect(comparedOf(query(), [3, 2, 1], 2, 3)).toEqual({ from: 2, to: 3 });
});

test('without one under way, the last two are compared', () => {
  expect(comparedOf(query(), [2, 1], 2, undefined)).toEqual({ from: 1, to: 2 });
});

test('the address may name others, but only those that are there', () => {
  expect(comparedOf(query('from=1&to=2'), [3, 2, 1], 2, 3)).toEqual({ from: 1, to: 2 });
  expect(comparedOf(query('from=9&to=x'), [3, 2, 1], 2, 3)).toEqual({ from: 2, to: 3 });
});

test('one version is not compared with itself', () => {
  expect(comparedOf(query(), [1], 1, undefined)).toBeNull();
  expect(comparedOf(query('from=2&to=2'), [2, 1], 2, undefined)).toBeNull();
});
