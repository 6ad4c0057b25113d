import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eachWord } from './tokens.js';

/** The rule in one expression. */
const WORD = /[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}\u00AD\u200B\u2060]*[\p{L}\p{N}\p{M}])?/gu;
const units = fc.constantFrom(
  ...'аЯё9-. \n',
  '\u0301',
  '\u00AD',
  '\u200B',
  '\u2060',
  '𝐀',
  '😀',
  '\uD835',
  'ﬁ',
  '½',
);
const texts = fc.oneof(
  fc.array(units, { maxLength: 30 }),
  fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 9 }),
);

describe('the words of a text', () => {
  test('begin with a letter or a digit, and have marks and invisible characters inside', () => {
    fc.assert(
      fc.property(texts, (parts) => {
        const text = parts.join('');
        const found: [number, number][] = [];
        eachWord(text, (start, end) => found.push([start, end]));
        const expected = [...text.matchAll(WORD)].map(({ index, 0: word }) => [index, index + word.length]);
        expect(found).toEqual(expected);
      }),
      { numRuns: 1000 },
    );
  });

  test('are not longer than 64 characters', () => {
    const found: number[] = [];
    eachWord(`${'а'.repeat(64)} ${'б'.repeat(65)} в`, (start) => found.push(start));
    expect(found).toEqual([0, 131]);
  });
});
