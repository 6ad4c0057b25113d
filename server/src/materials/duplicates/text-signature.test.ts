import { expect, test } from 'vitest';
import { bandsOf, FEWEST_WORDS, signatureOf, type TextSignature } from './text-signature.js';

/** A text of invented words, each time the same. */
function text(words: number, seed: number): string[] {
  let state = seed;
  return Array.from({ length: words }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return `слово${state % 5_000}`;
  });
}
const sign = (words: readonly string[]) => signatureOf([words.join(' ')])!;
const share = (a: TextSignature, b: TextSignature) =>
  a.hashes.filter((value, at) => value === b.hashes[at]).length / a.hashes.length;
/** The part of the runs of five words that two texts really share. */
function realShare(a: readonly string[], b: readonly string[]): number {
  const runs = (words: readonly string[]) =>
    new Set(words.slice(4).map((_, at) => words.slice(at, at + 5).join(' ')));
  const [one, other] = [runs(a), runs(b)];
  const both = [...one].filter((run) => other.has(run)).length;
  return both / (one.size + other.size - both);
}

test('the case of letters, ё, punctuation, line ends and the pieces of a text do not matter', () => {
  const words = text(200, 1);
  const plain = sign(words);
  expect(signatureOf([words.slice(0, 90).join(', '), words.slice(90).join('\n').toUpperCase()])).toEqual(
    plain,
  );
  const yo = [...words.slice(0, 100), 'ёлка', ...words.slice(100)];
  expect(sign(yo)).toEqual(sign(yo.map((word) => word.replace('ё', 'е'))));
});

test('the share that two signatures tell is that of the texts, within what 64 values can tell', () => {
  const words = text(1_000, 2);
  for (const changed of [0, 50, 200, 500, 1_000]) {
    const other = [...words.slice(changed), ...text(changed, 3)];
    expect(
      Math.abs(share(sign(words), sign(other)) - realShare(words, other)),
      `${changed} changed`,
    ).toBeLessThan(0.15);
  }
});

test('a text with a tenth rewritten has a band in common with the first; a strange one has none', () => {
  const words = text(1_000, 4);
  const common = (other: readonly string[]) => {
    const bands = bandsOf(sign(other));
    return bandsOf(sign(words)).filter((band, at) => band === bands[at]).length;
  };
  expect(common([...words.slice(100), ...text(100, 5)])).toBeGreaterThan(0);
  expect(common(text(1_000, 6))).toBe(0);
});

test('too short a text has no signature', () => {
  expect(signatureOf([text(FEWEST_WORDS - 1, 7).join(' ')])).toBeNull();
  expect(signatureOf([])).toBeNull();
});
