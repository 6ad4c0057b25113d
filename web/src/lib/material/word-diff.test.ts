import { expect, test } from 'vitest';
import { listDiff, type Run, wordDiff } from './word-diff.ts';

const marked = (runs: readonly Run[]) =>
  runs.map(({ changed, text }) => (changed ? `[${text}]` : text)).join('');
const sides = (before: string, after: string) => {
  const diff = wordDiff(before, after);
  return [marked(diff.before), marked(diff.after)];
};

test('words that differ are told from those that stay', () => {
  expect(sides('Урок для 5 класса', 'Урок для 6 класса')).toEqual([
    'Урок для [5 ]класса',
    'Урок для [6 ]класса',
  ]);
  expect(sides('Задания', 'Задания и ключи')).toEqual(['Задания', 'Задания [и ключи]']);
  expect(sides('а б в г', 'а в б г')).toEqual(['а [б ]в г', 'а в [б ]г']);
  expect(sides('', 'Новое')).toEqual(['', '[Новое]']);
  expect(sides('Старое', '')).toEqual(['[Старое]', '']);
});

test('a sign beside a word does not change the word', () => {
  expect(sides('Зачёт «Ток»', 'Зачёт «Ток»: ключи')).toEqual(['Зачёт «Ток»', 'Зачёт «Ток»[: ключи]']);
});

test('each text stands as it was written', () => {
  const before = 'Как начать день с вопроса, на который отвечает весь класс. Три\nпримера.';
  const after = 'Как начать урок с вопроса, на который отвечает весь класс и учитель. Пять примеров.';
  const diff = wordDiff(before, after);
  const text = (runs: readonly Run[]) => runs.map((run) => run.text).join('');
  expect([text(diff.before), text(diff.after)]).toEqual([before, after]);
});

test('very long texts that have nothing in common at their ends are shown one beside the other', () => {
  const long = (word: string) => Array.from({ length: 3000 }, (_, n) => `${word}${n}`).join(' ');
  const { before, after } = wordDiff(long('а'), long('б'));
  expect([before.length, after.length]).toEqual([1, 1]);
});

test('of a list the values that the other has not are told', () => {
  const diff = listDiff(['3', '4'], ['4', '5']);
  expect([marked(diff.before), marked(diff.after)]).toEqual(['[3]4', '4[5]']);
});
