import { expect, test } from 'vitest';
import { axisTop } from './chart-scale.ts';

test('an axis ends with a round number that no figure passes', () => {
  expect([0, 3, 5, 11, 199, 200, 201, 4001, 9999].map(axisTop)).toEqual([
    4, 4, 5, 20, 200, 200, 400, 5000, 10000,
  ]);
});
