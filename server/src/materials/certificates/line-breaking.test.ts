import fc from 'fast-check';
import { expect, test } from 'vitest';
import { balancedLines } from './line-breaking.js';

const inLetters = (text: string) => text.length;

test('lines are about equally long, not full but for the last', () => {
  expect(balancedLines('раз два три четыре пять', 20, inLetters)).toEqual(['раз два три', 'четыре пять']);
});

test('no line ends with a preposition or a number, none begins with a dash', () => {
  expect(balancedLines('для детей 5 лет', 12, inLetters)).toEqual(['для детей', '5\u00a0лет']);
  expect(balancedLines('Урок в городе – дома и парки', 14, inLetters)).toEqual([
    'Урок',
    'в\u00a0городе\u00a0–',
    'дома и\u00a0парки',
  ]);
});

test('a word longer than a line is divided by syllables, and never before a soft sign', () => {
  expect(balancedLines('рассмотрительствующий', 10, inLetters)).toEqual(['рассмотри-', 'тельствую-', 'щий']);
});

test('whatever the text and the width, every letter is there and no line is too long', () => {
  const texts = fc.string({ unit: fc.constantFrom(...'абеьй щЖ-–5№«xy😀') });
  fc.assert(
    fc.property(texts, fc.integer({ min: 4, max: 40 }), (text, width) => {
      const lines = balancedLines(text, width, inLetters);
      const letters = (of: string) => of.replace(/[\s\u00a0-]/g, '');
      expect(letters(lines.join(''))).toBe(letters(text));
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(width + 1);
    }),
  );
});
