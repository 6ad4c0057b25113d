import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (name: string) =>
  readFileSync(new URL(name, import.meta.url), 'utf8').replace(/\/\*.*?\*\//gs, '');
const declarations = (block: string) =>
  (block.match(/(?:--[\w-]+|color-scheme):[^;]+/g) ?? [])
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .sort();

test('the dark theme of the system has the colours of the chosen one', () => {
  const chosen = /\[data-theme=["']dark["']\]\s*\{([^}]+)\}/.exec(read('./tokens.css'))?.[1] ?? '';
  const system = /:root:not\([^)]+\)\s*\{([^}]+)\}/.exec(read('./system-dark.css'))?.[1] ?? '';
  expect(declarations(chosen).length).toBeGreaterThan(20);
  expect(declarations(system)).toEqual(declarations(chosen));
});
