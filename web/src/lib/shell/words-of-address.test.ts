import { expect, test } from 'vitest';
import { wordsOfAddress } from './words-of-address.ts';

test('the last part of an address is read as words', () => {
  expect(wordsOfAddress('/materials/list-ocenki-dostizheniy')).toBe('list ocenki dostizheniy');
  expect(wordsOfAddress('/%D1%82%D0%B5%D0%BC%D0%B0_1/')).toBe('тема 1');
  expect(wordsOfAddress('/')).toBe('');
  expect(wordsOfAddress('/%E0%A4%A')).toBe('');
});
