import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { firstOf, topBy } from './top-by.js';

const keys = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 300 });

describe('the best of many', () => {
  test('are those that come first when all are sorted, the newer of equals first', () => {
    fc.assert(
      fc.property(keys, fc.nat(50), fc.boolean(), (values, count, ascending) => {
        const documents = Uint32Array.from(values.keys()).filter((doc) => doc % 3 !== 1);
        const sign = ascending ? -1 : 1;
        const sorted = [...documents].sort((a, b) => sign * (values[b]! - values[a]!) || b - a);
        expect(topBy(documents, count, values, ascending)).toEqual(sorted.slice(0, count));
      }),
    );
  });

  test('of a known order are taken from it as they come', () => {
    expect(firstOf([4, 2, 0, 3, 1], Uint32Array.of(0, 1, 3, 4), 5, 3)).toEqual([4, 0, 3]);
  });
});
