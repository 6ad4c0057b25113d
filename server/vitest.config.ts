import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const results = process.env['TEST_RESULTS'];

export default defineConfig({
  // type-graphql and MikroORM read the types that the decorators leave behind
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
  resolve: {
    // one copy of graphql for the sources and for the packages that vitest loads natively
    alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }],
  },
  test: {
    environment: 'node',
    // .ci/run counts what a run wrote
    reporters: results ? ['default', ['json', { outputFile: results }]] : ['default'],
    globalSetup: ['test/global-setup.ts'],
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    // as long as a busy machine needs
    expect: { poll: { timeout: 30_000 } },
    // tests wait for the database, for processes and for clocks more than they compute
    maxWorkers: Math.max(2, availableParallelism()),
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
