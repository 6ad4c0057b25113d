import { expect, test } from 'vitest';
import { inLocale, localeOf, withoutLocale } from './locale.ts';

test('only a whole first part of the address is a language', () => {
  expect(localeOf('/en')).toBe('en');
  expect(localeOf('/en/themes/x')).toBe('en');
  expect(localeOf('/energy')).toBe('ru');
  expect(withoutLocale('/en')).toBe('/');
  expect(withoutLocale('/energy')).toBe('/energy');
});

test('an address has one form in each language', () => {
  expect(inLocale('/', 'en')).toBe('/en');
  expect(inLocale('/en', 'ru')).toBe('/');
  expect(inLocale('/en/about', 'en')).toBe('/en/about');
  expect(inLocale('/catalogue?q=1', 'en')).toBe('/en/catalogue?q=1');
});
