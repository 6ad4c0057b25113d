import { expect, test } from 'vitest';
import { asTree } from './facet-tree.ts';

const value = (name: string, parent: string | null = null) => ({ value: name, parent });
const shape = (values: { value: string; depth: number }[]) => values.map((row) => `${row.depth}${row.value}`);

test('narrower values follow their broader one', () => {
  expect(shape(asTree([value('a'), value('b'), value('a1', 'a'), value('a11', 'a1')]))).toEqual([
    '0a',
    '1a1',
    '2a11',
    '0b',
  ]);
});

test('a value whose broader one is not counted stands by itself', () => {
  expect(shape(asTree([value('a1', 'a'), value('b')]))).toEqual(['0a1', '0b']);
});
