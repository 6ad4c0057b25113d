import type { MikroORM } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildMaterial } from '../../test/builders.js';
import { createTestDatabase, type TestDatabase } from '../../test/database.js';
import { entities } from '../entities.js';
import { MaterialStatus } from '../materials/material-enums.js';
import { Material } from '../materials/material.entity.js';
import { openOrm, openPool } from '../platform/database.js';
import { Analyser, ANALYSER_VERSION } from './analysis/analyser.js';
import { MaterialSort } from './search.args.js';
import { Search } from './search.js';

const NEXT = ANALYSER_VERSION + 1;

let database: TestDatabase;
let orm: MikroORM;
let pool: Pool;
/** A program of today, and one whose analyser is newer. */
let today: Search;
let upgraded: Search;
const failures: unknown[] = [];

const open = async (version: number) =>
  Search.open({
    ...{ url: database.url, pool, analyser: await Analyser.load(version) },
    report: (error) => failures.push(error),
  });

beforeAll(async () => {
  database = await createTestDatabase();
  orm = await openOrm(database.url, entities);
  pool = openPool(database.url);
  const em = orm.em.fork();
  for (const title of ['Бумажный кораблик', 'Кораблик под парусом']) buildMaterial(em, { title });
  await em.flush();
  today = await open(ANALYSER_VERSION);
  await today.ensure();
  upgraded = await open(NEXT);
  await upgraded.ensure();
});

afterAll(async () => {
  await Promise.all([today.close(), upgraded.close()]);
  await Promise.all([orm.close(true), pool.end()]);
  await database.drop();
});

async function titles(search: Search, query = 'кораблик'): Promise<string[]> {
  const { hits } = await search.service.search({
    ...{ query, sort: MaterialSort.TITLE, page: 1, pageSize: 10, exact: false },
  });
  return hits.map(({ material }) => material.title);
}

const generations = async () => {
  const { rows } = await pool.query<{ analyser: number; state: string }>(
    `select analyser, state from search_generation order by id`,
  );
  return rows.map(({ analyser, state }) => `${analyser} ${state}`);
};
const waiting = async () => (await pool.query('select from search_outbox')).rowCount;

/** As if no program of a version had shown itself for an hour. */
const forget = (version: number) =>
  pool.query(`update search_generation set used_at = now() - interval '1 hour' where analyser = $1`, [
    version,
  ]);

test('a program with a newer analyser leaves the index of the older one in use', async () => {
  expect(await titles(today)).toEqual(['Бумажный кораблик', 'Кораблик под парусом']);
  expect(await titles(upgraded)).toEqual(await titles(today));
  await upgraded.rebuild();
  await upgraded.keepUp();
  expect(await titles(today)).toEqual(['Бумажный кораблик', 'Кораблик под парусом']);
  expect((await generations()).filter((one) => one.endsWith('LIVE'))).toEqual([
    `${ANALYSER_VERSION} LIVE`,
    `${NEXT} LIVE`,
  ]);
});

test('a change waits until both have it', async () => {
  const em = orm.em.fork();
  (await em.findOneOrFail(Material, { publishedVersion: { title: 'Бумажный кораблик' } } as never)).status =
    MaterialStatus.WITHDRAWN;
  await em.flush();
  await upgraded.catchUp();
  expect(await titles(upgraded)).toEqual(['Кораблик под парусом']);
  expect(await waiting()).toBeGreaterThan(0);
  expect((await today.state()).lag).toBeGreaterThan(0);
  await today.catchUp();
  expect(await titles(today)).toEqual(['Кораблик под парусом']);
  expect(await waiting()).toBe(0);
});

test('an index that no program of its version uses any more goes, and nothing waits for it', async () => {
  await forget(ANALYSER_VERSION);
  await upgraded.keepUp();
  expect((await generations()).every((one) => one.startsWith(`${NEXT} `))).toBe(true);
  const { rowCount } = await pool.query(
    `select from information_schema.schemata where schema_name like 'search_v${ANALYSER_VERSION}_%'`,
  );
  expect(rowCount).toBe(0);
  await pool.query('insert into search_outbox (material_id) select id from material');
  await upgraded.catchUp();
  expect(await waiting()).toBe(0);
});

test('a program whose index was taken away while it slept builds it again', async () => {
  await today.keepUp();
  await today.ensure();
  expect(await titles(today)).toEqual(['Кораблик под парусом']);
  expect(failures).toEqual([]);
});

test('what a build that broke off has left is dropped', async () => {
  await pool.query(
    `insert into search_generation (engine, analyser, state) values ('POSTGRESQL', $1, 'BUILDING')`,
    [NEXT],
  );
  await upgraded.keepUp();
  expect((await generations()).filter((one) => one.endsWith('BUILDING'))).toEqual([]);
});
