/** Remembered answers: what is given again, and how soon a change of the bank is seen, by two processes alike. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BootedApp, bootApp } from './app.js';
import { buildSubject } from './builders.js';
import { statementsOf } from './statements.js';
import { BankChanges } from '../src/platform/bank-changes.js';

let app: BootedApp;
beforeAll(async () => {
  app = await bootApp();
});
afterAll(() => app.close());

const QUERY = '{ subjects { title } }';
const get = (headers: Record<string, string> = {}) =>
  fetch(`${app.url}/graphql?query=${encodeURIComponent(QUERY)}`, {
    headers: { 'apollo-require-preflight': 'true', ...headers },
  });
const addSubject = async (title: string) => {
  const em = app.orm.em.fork();
  buildSubject(em, title);
  await em.flush();
};

test('a question that is asked again and again takes no statement, until the bank changes', async () => {
  for (const statements of [1, 1, 0, 0])
    expect(await statementsOf(() => app.gql(QUERY))).toHaveLength(statements);
  const before = app.changes.generation;
  await addSubject('Астрономия');
  await expect.poll(() => app.changes.generation).not.toBe(before);
  expect((await app.gql(QUERY)).data.subjects).toContainEqual({ title: 'Астрономия' });
});

test('a second process on the same database learns of the change', async () => {
  const other = new BankChanges(app.databaseUrl);
  await other.start();
  const before = other.generation;
  await addSubject('Черчение');
  await expect.poll(() => other.generation).not.toBe(before);
  await other.stop();
});

test('a GET carries an entity tag, and 304 follows while nothing has changed', async () => {
  const first = await get();
  const etag = first.headers.get('etag')!;
  expect(etag).toMatch(/^W\/"/);
  expect(first.headers.get('cache-control')).toBe('no-cache');
  const again = await get({ 'if-none-match': etag });
  expect(again.status).toBe(304);
  expect(await again.text()).toBe('');
  const before = app.changes.generation;
  await addSubject('Риторика');
  await expect.poll(() => app.changes.generation).not.toBe(before);
  expect((await get({ 'if-none-match': etag })).status).toBe(200);
});

test('errors are not remembered, and languages are kept apart', async () => {
  const missing = '{ material(slug: "нет") { id } }';
  const texts = [];
  for (const language of ['ru', 'en', 'ru'])
    texts.push((await app.gql(missing, {}, { 'accept-language': language })).errors[0]!.message);
  expect(texts).toEqual(['Не найдено.', 'Not found.', 'Не найдено.']);
});

test('a page rendered in the process gets the same answer under the same limits', async () => {
  const ask = (query: string) =>
    app.inProcess(
      new Request('http://web.internal/graphql', {
        method: 'POST',
        body: JSON.stringify({ query }),
        headers: { 'content-type': 'application/json', accept: 'application/json' },
      }),
    );
  const answer = await ask(QUERY);
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({ data: (await app.gql(QUERY)).data });
  const aliases = Array.from({ length: 31 }, (_, n) => `a${n}: __typename`).join(' ');
  expect((await ask(`{ ${aliases} }`)).status).toBe(400);
});
