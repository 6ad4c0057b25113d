import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');

test('every name of an icon is in the picture and nothing else is', () => {
  const drawn = [...read('./sprite.svg').matchAll(/<symbol id="([\w-]+)"/g)].map((match) => match[1]);
  const named = [...read('./icon-name.ts').matchAll(/'([\w-]+)'/g)].map((match) => match[1]);
  expect(named).toEqual(drawn);
});
