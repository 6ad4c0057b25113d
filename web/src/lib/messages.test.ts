import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const FOLDER = new URL('../../', import.meta.url).pathname;
const keysOf = (locale: string): string[] =>
  globSync(`messages/${locale}/*.json`, { cwd: FOLDER }).flatMap((path) =>
    Object.keys(JSON.parse(readFileSync(FOLDER + path, 'utf8')) as object).filter((key) => key !== '$schema'),
  );

test('each message is told in both languages, once', () => {
  const russian = keysOf('ru');
  expect(russian.toSorted()).toEqual(keysOf('en').toSorted());
  expect(russian.filter((key, index) => russian.indexOf(key) !== index)).toEqual([]);
});

test('each message is shown somewhere', () => {
  const source = globSync('src/**/*.{ts,svelte}', { cwd: FOLDER, exclude: ['src/lib/paraglide/**'] })
    .map((path) => readFileSync(FOLDER + path, 'utf8'))
    .join('\n');
  const used = new Set(source.match(/\bm\.\w+/g)?.map((word) => word.slice(2)));
  expect(keysOf('ru').filter((key) => !used.has(key))).toEqual([]);
});
