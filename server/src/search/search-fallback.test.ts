import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MikroORM } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import { buildMaterial } from '../../test/builders.js';
import { createTestDatabase, type TestDatabase } from '../../test/database.js';
import { entities } from '../entities.js';
import { openOrm, openPool } from '../platform/database.js';
import { CircuitBreaker } from './circuit-breaker.js';
import { MaterialSort } from './search.args.js';
import { Search } from './search.js';

let database: TestDatabase;
let orm: MikroORM;
let pool: Pool;
let server: Server;
/** How the configured engine behaves: a server that accepts and never answers, or one that answers 500. */
let behaviour: RequestListener = () => {};

beforeAll(async () => {
  database = await createTestDatabase();
  orm = await openOrm(database.url, entities);
  pool = openPool(database.url);
  server = createServer((request, response) => behaviour(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const em = orm.em.fork();
  buildMaterial(em, { title: 'Лист оценки достижений' });
  await em.flush();
});

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await Promise.all([orm.close(true), pool.end()]);
  await database.drop();
});

const ARGS = { query: 'листы', sort: MaterialSort.RELEVANCE, page: 1, pageSize: 20, exact: false };

test.for([
  { name: 'hangs', how: (() => {}) as RequestListener },
  { name: 'answers 500', how: ((_, response) => response.writeHead(500).end('{}')) as RequestListener },
])('F8: when the configured engine $name, the database answers and says so', async ({ how }) => {
  behaviour = how;
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const failures: string[] = [];
  const search = await Search.open({
    url: database.url,
    pool,
    meilisearch: { url, apiKey: undefined, indexPrefix: 'test' },
    report: (_, message) => failures.push(message),
  });
  try {
    await search.ensure();
    const result = await search.service.search(ARGS);
    expect(result).toMatchObject({ total: 1, engine: 'POSTGRESQL', simplified: true });
    expect(failures).toContain('MEILISEARCH is not ready');
    const em = orm.em.fork();
    const material = buildMaterial(em, { title: `Кораблик из бумаги` });
    await em.flush();
    await search.catchUp().catch(() => undefined);
    expect((await search.service.search({ ...ARGS, query: 'кораблик' })).total).toBeGreaterThan(0);
    const waiting = await pool.query(
      `select from search_outbox where material_id = $1 and not exists (
         select from unnest(done) as index where index like 'MEILISEARCH:%')`,
      [material.id],
    );
    expect(waiting.rowCount).toBeGreaterThan(0);
  } finally {
    await search.close();
  }
});

test('the breaker opens after five failures, tries one question after ten seconds, and closes again', async () => {
  let now = 0;
  let asked = 0;
  let works = false;
  const breaker = new CircuitBreaker(50, () => now);
  const ask = () =>
    breaker.ask(
      () => {
        asked += 1;
        return works ? Promise.resolve('answer') : Promise.reject(new Error('down'));
      },
      () => {},
    );
  for (let round = 0; round < 8; round += 1) expect(await ask()).toBeUndefined();
  expect(asked).toBe(5);
  now = 10_001;
  expect(await ask()).toBeUndefined();
  expect(asked).toBe(6);
  expect(await ask()).toBeUndefined();
  expect(asked).toBe(6);
  now = 20_002;
  works = true;
  expect(await ask()).toBe('answer');
  expect(await ask()).toBe('answer');
  expect(breaker.open).toBe(false);
});

test('an answer that takes too long counts as none', async () => {
  const reported: unknown[] = [];
  const breaker = new CircuitBreaker(20);
  const answer = await breaker.ask(
    () => new Promise((resolve) => setTimeout(resolve, 500)),
    (error) => reported.push(error),
  );
  expect(answer).toBeUndefined();
  expect(String(reported[0])).toContain('20 ms');
});
