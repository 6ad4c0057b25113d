import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../src/platform/project-root.js';

/** What git ignores, and the files of the demo bank, which are not text. */
const SKIPPED = new Set([
  '.env',
  '.git',
  '.svelte-kit',
  'build',
  'coverage',
  'data',
  'dist',
  'files',
  'node_modules',
  'paraglide',
  'test-results.json',
]);
const MACHINE_PATH = /(?<![\w.~$*}\]-])(?:\/(?:home|root|Users|work|mnt)\/[\w.-]+|[A-Z]:\\+Users\\+\w+)/;
const REGISTRY = /https?:\/\/[\w.-]*(?:registry\.|artifactory|verdaccio|npmmirror)/;

const files = globSync('**/*', {
  cwd: PROJECT_ROOT,
  exclude: (name) => SKIPPED.has(name.split(/[\\/]/).at(-1)!),
})
  .concat(globSync('{.*,.ci/*,.github/**/*}', { cwd: PROJECT_ROOT, exclude: (name) => SKIPPED.has(name) }))
  // `.git` is a file in a worktree
  .filter((path) => !SKIPPED.has(path) && statSync(join(PROJECT_ROOT, path)).isFile())
  .map((path) => [path, readFileSync(join(PROJECT_ROOT, path))] as const)
  .filter(([, bytes]) => !bytes.includes(0))
  .map(([path, bytes]) => [path, bytes.toString()] as const);

const linesWith = (pattern: RegExp) =>
  files.flatMap(([path, text]) =>
    text
      .split('\n')
      .flatMap((line, index) =>
        pattern.test(line) ? [`${path}:${index + 1}: ${line.trim().slice(0, 120)}`] : [],
      ),
  );

describe('the tree', () => {
  it('is looked at whole', () => {
    const seen = files.map(([path]) => path);
    expect(seen).toEqual(
      expect.arrayContaining(['package-lock.json', '.npmrc', '.ci/run', 'server/src/platform/config.ts']),
    );
  });

  it('names no path of a machine that it was written on', () => {
    expect(linesWith(MACHINE_PATH)).toEqual([]);
  });

  it('names no package registry, the lock file included', () => {
    expect(linesWith(REGISTRY)).toEqual([]);
  });
});
