import { expect, test } from 'vitest';
import { learners } from './material.ts';

const say = (grades: number[], ageFrom: number | null = null, ageTo: number | null = null) =>
  learners({ grades, ageFrom, ageTo }).replaceAll('\u00a0', ' ').replaceAll('\u2060', '');

test('classes are joined into stretches', () => {
  expect(say([3])).toBe('3 класс');
  expect(say([2, 3, 4])).toBe('2–4 классы');
  expect(say([7, 2, 3, 5])).toBe('2–3, 5, 7 классы');
});

test('ages speak where there are no classes', () => {
  expect(say([], 5, 7)).toBe('5–7 лет');
  expect(say([], 3)).toBe('от 3 лет');
  expect(say([], null, 7)).toBe('до 7 лет');
  expect(say([])).toBe('');
});
