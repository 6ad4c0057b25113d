import { expect, test } from 'vitest';
import { actionHere } from './action-here.ts';

test('an action keeps the query of its page, and no action of before', () => {
  const here = new URL('https://bank.example/my/keep/urok?/add=&back=%2Fcatalogue%3Fq%3Da&write=1');
  expect(actionHere('create', here)).toBe('?/create&back=%2Fcatalogue%3Fq%3Da&write=1');
});
