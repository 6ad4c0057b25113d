import { defineConfig } from 'vitest/config';

export default defineConfig({
  // type-graphql and MikroORM read the types that the decorators leave behind
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
  resolve: {
    // one copy of graphql for the sources and for the packages that vitest loads natively
    alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }],
  },
  test: {
    environment: 'node',
    globalSetup: ['test/global-setup.ts'],
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
