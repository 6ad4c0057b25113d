import { expect, test } from 'vitest';
import { proposedValue, readField, readForm, slugsIn, wordsIn } from './draft-form.ts';

test('words between commas are taken once each, without the spaces around them', () => {
  expect(wordsIn(' дроби,  проект ; дроби\nигра, ')).toEqual(['дроби', 'проект', 'игра']);
});

test('a pasted address of a material is its slug', () => {
  expect(slugsIn('https://bank.example/materials/list-ocenki?q=1\nsvoy-slug')).toEqual([
    'list-ocenki',
    'svoy-slug',
  ]);
});

test('an empty field clears, a number is a number, a list is a list', () => {
  expect(readField('title', ['  '])).toBeNull();
  expect(readField('ageFrom', [' 5 '])).toBe(5);
  expect(readField('ageFrom', [''])).toBeNull();
  expect(readField('grades', ['10', '2'])).toEqual([2, 10]);
  expect(readField('themes', [])).toEqual([]);
});

test('a form without scripts says every field that it shows, unticked boxes too', () => {
  const form = new FormData();
  form.append('title', 'Урок');
  form.append('license', '');
  form.append('levels', 'NOO');
  form.append('levels', 'OOO');
  expect(readForm(form)).toEqual({
    title: 'Урок',
    license: null,
    levels: ['NOO', 'OOO'],
    grades: [],
    subjects: [],
    themes: [],
  });
});

test('a proposal is the value that its field would hold', () => {
  expect(proposedValue('title', ['Дроби, проценты'])).toBe('Дроби, проценты');
  expect(proposedValue('keywords', ['дроби', 'проценты'])).toEqual(['дроби', 'проценты']);
  expect(proposedValue('grades', ['5', '6'])).toEqual([5, 6]);
  expect(proposedValue('durationMinutes', ['40'])).toBe(40);
});
