import { expect, test } from 'vitest';
import { listDiff, wordDiff, type Run } from './word-diff.ts';

const line = (runs: readonly Run[]) =>
  runs.map(({ kind, text }) => ({ same: text, removed: `[-${text}-]`, added: `{+${text}+}` })[kind]).join('');

test('words that differ are told from those that stay', () => {
  expect(line(wordDiff('Урок по дробям для 5 класса', 'Урок по дробям для 6 класса'))).toBe(
    'Урок по дробям для [-5 -]{+6 +}класса',
  );
  expect(line(wordDiff('Задания', 'Задания и ключи'))).toBe('Задания {+и ключи+}');
  expect(line(wordDiff('', 'Новое'))).toBe('{+Новое+}');
  expect(line(wordDiff('Старое', ''))).toBe('[-Старое-]');
  expect(line(wordDiff('а б в г', 'а в б г'))).toBe('а [-б -]в {+б +}г');
});

test('each text can be read off from what differs', () => {
  const before = 'Как начать день с вопроса, на который отвечает весь класс. Три примера.';
  const after = 'Как начать урок с вопроса, на который отвечает весь класс и учитель. Пять примеров.';
  const runs = wordDiff(before, after);
  const without = (kind: Run['kind']) =>
    runs
      .filter((run) => run.kind !== kind)
      .map(({ text }) => text)
      .join('')
      .replaceAll(/\s+/g, ' ');
  expect(without('added')).toBe(before);
  expect(without('removed')).toBe(after);
});

test('very long texts are shown one after the other', () => {
  const long = (word: string) => Array.from({ length: 3000 }, (_, n) => `${word}${n}`).join(' ');
  expect(wordDiff(long('а'), long('б')).map(({ kind }) => kind)).toEqual(['removed', 'added']);
});

test('of a list the new values come last', () => {
  expect(listDiff(['3', '4'], ['4', '5'])).toEqual([
    { kind: 'removed', text: '3' },
    { kind: 'same', text: '4' },
    { kind: 'added', text: '5' },
  ]);
});
