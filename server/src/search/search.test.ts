import type { MikroORM } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildMaterial, buildPerson, buildTheme } from '../../test/builders.js';
import { createTestDatabase, type TestDatabase } from '../../test/database.js';
import { Person } from '../directory/person.entity.js';
import { entities } from '../entities.js';
import { MaterialStatus } from '../materials/material-enums.js';
import { Material } from '../materials/material.entity.js';
import { BankChanges } from '../platform/bank-changes.js';
import { openOrm, openPool } from '../platform/database.js';
import { PriorityTheme } from '../vocabulary/priority-theme.entity.js';
import { MaterialSort } from './search.args.js';
import { Search } from './search.js';

let database: TestDatabase;
let orm: MikroORM;
let pool: Pool;
let search: Search;

const openSearch = () => Search.open({ url: database.url, pool, report: () => {} });
const found = async (query: string, which = search): Promise<string[]> => {
  const args = { query, sort: MaterialSort.RELEVANCE, page: 1, pageSize: 50, exact: true };
  const { hits, total } = await which.service.search(args);
  expect(hits.length).toBe(total);
  return hits.map(({ material }) => material.title);
};

beforeAll(async () => {
  database = await createTestDatabase();
  orm = await openOrm(database.url, entities);
  pool = openPool(database.url);
  const em = orm.em.fork();
  for (let number = 0; number < 30; number += 1) buildMaterial(em, { title: `Кораблик ${number}` });
  await em.flush();
  search = await openSearch();
  await search.ensure();
});

afterAll(async () => {
  await search.close();
  await Promise.all([orm.close(true), pool.end()]);
  await database.drop();
});

async function setStatus(title: string, status: MaterialStatus): Promise<void> {
  const em = orm.em.fork();
  const material = await em.findOneOrFail(Material, { publishedVersion: { title } } as never);
  material.status = status;
  await em.flush();
}

test('an index that is new is filled with what the bank holds, and nothing waits', async () => {
  expect(await found('кораблик')).toHaveLength(30);
  expect(await search.state()).toEqual({ engine: 'POSTGRESQL', lag: 0 });
});

test('a change rolled back leaves no trace, a change committed waits in the outbox', async () => {
  const em = orm.em.fork();
  await em
    .transactional(async (inner) => {
      buildMaterial(inner as never, { title: 'Несбывшееся' });
      await inner.flush();
      throw new Error('rolled back');
    })
    .catch(() => undefined);
  expect((await search.state()).lag).toBe(0);
  await setStatus('Кораблик 29', MaterialStatus.OUTDATED);
  expect((await search.state()).lag).toBeGreaterThan(0);
  await search.catchUp();
  expect((await search.state()).lag).toBe(0);
  expect(await found('кораблик')).toHaveLength(30);
});

test('two processes answer alike without telling each other', async () => {
  const other = await openSearch();
  await other.ensure();
  await setStatus('Кораблик 0', MaterialStatus.WITHDRAWN);
  await other.catchUp();
  expect(await found('кораблик')).toHaveLength(29);
  expect(await found('кораблик', other)).toHaveLength(29);
  await other.close();
});

test('a follower shows a publication by itself', async () => {
  const changes = new BankChanges(database.url);
  await changes.start();
  const follower = await openSearch();
  follower.follow(changes);
  await setStatus('Кораблик 0', MaterialStatus.PUBLISHED);
  await expect.poll(() => found('кораблик'), { interval: 50 }).toHaveLength(30);
  await changes.stop();
  await follower.close();
});

test('a theme or a person that gets another name is found by it', async () => {
  const em = orm.em.fork();
  const theme = buildTheme(em, { title: 'Судостроение' });
  const author = buildPerson(em, ['Мореходова', 'Вера']);
  buildMaterial(em, { title: 'Верфь', themes: [theme], authors: [author] });
  await em.flush();
  await search.catchUp();
  expect(await found('судостроение')).toEqual(['Верфь']);
  const again = orm.em.fork();
  (await again.findOneOrFail(PriorityTheme, { id: theme.id })).title = 'Воздухоплавание';
  (await again.findOneOrFail(Person, { id: author.id })).slug = 'vera-m';
  await again.flush();
  await search.catchUp();
  expect(await found('воздухоплавание')).toEqual(['Верфь']);
  expect(await found('судостроение')).toEqual([]);
});

test('searches go on through a rebuild, and what changes meanwhile is not lost', async () => {
  const state = { going: true };
  const lengths = new Set<number>();
  const reading = (async () => {
    while (state.going) lengths.add((await found('кораблик')).length);
  })();
  let withdrawn: Promise<void> | undefined;
  const [report] = await search.rebuild(() => {
    withdrawn ??= setStatus('Кораблик 7', MaterialStatus.WITHDRAWN);
  });
  await withdrawn;
  await search.catchUp();
  state.going = false;
  await reading;
  expect(report).toMatchObject({ engine: 'POSTGRESQL', documents: expect.any(Number) });
  expect([...lengths].every((length) => length === 29 || length === 30)).toBe(true);
  expect(await found('кораблик')).toHaveLength(29);
  const { rows } = await pool.query(`select state from search_generation order by id`);
  expect(rows.map(({ state: one }: { state: string }) => one)).toEqual(['PREVIOUS', 'LIVE']);
  expect((await pool.query('select from search_outbox')).rowCount).toBe(0);
});

test('two rebuilds at once: one works, the other says that it is under way', async () => {
  const other = await openSearch();
  await other.ensure(); // its connection is made, so that the two begin together
  const results = await Promise.allSettled([search.rebuild(), other.rebuild()]);
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  await other.close();
  expect(await found('кораблик')).toHaveLength(29);
});
