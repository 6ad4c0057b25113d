import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BootedApp, bootApp } from './app.js';

let app: BootedApp;
beforeAll(async () => {
  app = await bootApp();
});
afterAll(() => app.close());

test('the GraphQL-over-HTTP audit passes whole', async () => {
  const audits = serverAudits({
    url: () => `${app.url}/graphql`,
    fetchFn: (input: string, init: RequestInit = {}) =>
      fetch(input, { ...init, headers: { 'apollo-require-preflight': 'true', ...init.headers } }),
  });
  const results = await Promise.all(audits.map((audit) => audit.fn()));
  const failed = results.filter((result) => result.status !== 'ok');
  expect(failed.map((result) => `${result.id} ${result.name}`)).toEqual([]);
  expect(results).toHaveLength(61);
});
