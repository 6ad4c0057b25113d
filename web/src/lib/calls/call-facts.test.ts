import { expect, test } from 'vitest';
import { askedFor, outcomeOf, termOf } from './call-facts.ts';

test('a call says what it asks for', () => {
  expect(askedFor({ kinds: ['GAME', 'PROJECT'], levels: ['DO'] })).toBe(
    'Дидактические игры, Проекты · Дошкольное',
  );
  expect(askedFor({ kinds: [], levels: [] })).toBe('любой вид · любой уровень');
});

test('a call says what has come of it', () => {
  expect(outcomeOf({ came: 0, published: 0 })).toBe('пока ничего не пришло');
  expect(outcomeOf({ came: 1, published: 0 })).toBe('пришёл 1 материал');
  expect(outcomeOf({ came: 3, published: 1 })).toBe('пришли 3 материала, опубликован 1');
});

test('a call says until when it is open', () => {
  expect(termOf({ open: true, until: '2026-12-31' })).toBe('до 31\u00a0декабря\u00a02026');
  expect(termOf({ open: false, until: '2026-12-31' })).toBe('закрыт');
});
