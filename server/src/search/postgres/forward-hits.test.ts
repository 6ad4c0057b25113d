import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { documentImpacts, encodeForward } from './forward.js';
import { ForwardScanner } from './forward-hits.js';
import { hasPhrase, hitImpacts } from './rescoring.js';

const ASKED: readonly number[] = [0, 1, 5, 128, 300, 70_000];
const words = fc.array(fc.oneof(fc.nat(6), fc.constantFrom(127, 128, 300, 70_000)), { maxLength: 12 });
const forward = fc.record({
  title: words,
  keywords: words,
  labels: words,
  annotation: words,
  passages: fc.array(fc.record({ file: fc.nat(3), ordinal: fc.nat(500), terms: words }), { maxLength: 4 }),
});

describe('a look for terms in a packed document', () => {
  test('finds every place of them and nothing else', () => {
    fc.assert(
      fc.property(forward, fc.uniqueArray(fc.constantFrom(...ASKED)), (document, asked) => {
        const hits = new ForwardScanner(asked).scan(encodeForward(document));
        const expected = (terms: readonly number[]) => {
          const places = [...terms.keys()].filter((place) => asked.includes(terms[place]!));
          return { length: terms.length, places, terms: places.map((place) => terms[place]) };
        };
        const { title, keywords, labels, annotation, passages } = document;
        expect(hits).toEqual({
          title: expected(title),
          keywords: expected(keywords),
          labels: expected(labels),
          annotation: expected(annotation),
          passages: passages
            .map(({ file, ordinal, terms }) => ({ file, ordinal, words: expected(terms) }))
            .filter(({ words: { places } }) => places.length > 0),
        });
        const all = documentImpacts(document);
        expect(hitImpacts(hits)).toEqual(new Map([...all].filter(([term]) => asked.includes(term))));
      }),
    );
  });

  test('knows a phrase by its words one after the other', () => {
    const document = { title: [], keywords: [], labels: [], annotation: [9, 1, 2, 9, 3], passages: [] };
    const hits = new ForwardScanner([1, 2, 3]).scan(encodeForward(document));
    expect(hasPhrase(hits, [1, 2])).toBe(true);
    expect(hasPhrase(hits, [2, 1])).toBe(false);
    expect(hasPhrase(hits, [2, 3])).toBe(false);
  });
});
