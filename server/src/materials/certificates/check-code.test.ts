import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newCheckCode, printedCheckCode, readCheckCode } from './check-code.js';

test('B38: two codes have nothing in common, and none begins with what another ends', () => {
  const codes = Array.from({ length: 1000 }, newCheckCode);
  expect(new Set(codes).size).toBe(1000);
  // 128 random bits: each of the first 25 signs takes every value
  for (let at = 0; at < 25; at++) expect(new Set(codes.map((code) => code[at])).size).toBe(32);
});

test('a code is read as people type it', () => {
  const code = newCheckCode();
  const printed = printedCheckCode(code);
  expect(printed).toMatch(/^([0-9A-Z]{4}-){6}[0-9A-Z]{4}$/);
  expect(readCheckCode(printed)).toBe(code);
  expect(readCheckCode(` ${printed.toLowerCase().replaceAll('-', ' – ')} `)).toBe(code);
  const russian = { A: 'А', B: 'В', C: 'С', E: 'Е', H: 'Н', K: 'К', M: 'М', P: 'Р', T: 'Т', X: 'Х' };
  const asTyped = [...printed].map((sign) => (russian as Record<string, string>)[sign] ?? sign).join('');
  expect(readCheckCode(asTyped)).toBe(code);
  expect(readCheckCode(code.replaceAll('0', 'O').replaceAll('1', 'l'))).toBe(code);
});

test('one wrong sign, two signs that changed places and a lost sign are told from a code', () => {
  let read = 0;
  for (let round = 0; round < 300; round++) {
    const code = newCheckCode();
    const at = round % 27;
    const wrong = code.slice(0, at) + (code[at] === 'X' ? 'Y' : 'X') + code.slice(at + 1);
    const swapped = code.slice(0, at) + code[at + 1] + code[at] + code.slice(at + 2);
    expect(readCheckCode(code.slice(1))).toBeUndefined();
    for (const slip of [wrong, swapped]) if (slip !== code && readCheckCode(slip)) read++;
  }
  // a slip passes once in 4,096: ten of 600 would be a broken digest
  expect(read).toBeLessThan(10);
});

test('no text that is not a code is taken for one, and none breaks the reader', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => void expect(readCheckCode(text)).toBeUndefined()),
  );
});
