import type { MikroORM } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildMaterial, buildPerson, buildTheme } from '../../test/builders.js';
import { createTestDatabase, type TestDatabase } from '../../test/database.js';
import { entities } from '../entities.js';
import { MaterialStatus } from '../materials/material-enums.js';
import { Material } from '../materials/material.entity.js';
import { openOrm, openPool } from '../platform/database.js';
import { MaterialSort } from './search.args.js';
import { Search } from './search.js';

let database: TestDatabase;
let orm: MikroORM;
let pool: Pool;
/** Two processes: what one hides, the other must not tell. */
let search: Search;
let other: Search;

beforeAll(async () => {
  database = await createTestDatabase();
  orm = await openOrm(database.url, entities);
  pool = openPool(database.url);
  const em = orm.em.fork();
  buildMaterial(em, { title: 'Рыбалка на озере', annotation: 'Лодка стоит у берега.' });
  for (const title of ['Бригантина под парусом', 'Бригантина у причала'])
    buildMaterial(em, {
      title,
      annotation: 'Бригантиной правит шкипер.',
      pages: ['Такелаж бригантины чинит такелажник. Лодки стоят у берега.'],
      themes: title.includes('парус') ? [buildTheme(em, { title: 'Мореходство' })] : [],
      authors: title.includes('парус') ? [buildPerson(em, ['Штурвалова', 'Анна'])] : [],
    });
  await em.flush();
  [search, other] = (await Promise.all(
    [1, 2].map(() => Search.open({ url: database.url, pool, report: () => {} })),
  )) as [Search, Search];
  await search.ensure();
  await other.ensure();
});

afterAll(async () => {
  await Promise.all([search.close(), other.close()]);
  await Promise.all([orm.close(true), pool.end()]);
  await database.drop();
});

async function setStatus(title: string, status: MaterialStatus): Promise<void> {
  const em = orm.em.fork();
  const material = await em.findOneOrFail(Material, { publishedVersion: { title } } as never);
  material.status = status;
  await em.flush();
  await search.catchUp();
}

/** All that a visitor is told about the words of the bank, in one string. */
async function told({ service }: Search): Promise<string> {
  const page = { sort: MaterialSort.RELEVANCE, page: 1, pageSize: 50, exact: false };
  const misspelt = ['бригонтина', 'брегантиной', 'такелашник', 'шкепер', 'бригантинатакелаж'];
  const searches = await Promise.all(
    [...misspelt, 'бригантина', ''].map((query) => service.search({ query, ...page })),
  );
  const typed = ['бриг', 'такел', 'шки', 'море', 'штур', ',hbu'];
  const suggestions = await Promise.all(typed.map((text) => service.suggest(text, 20)));
  const facets = await Promise.all(
    (['THEME', 'AUTHOR'] as const).map((field) =>
      service.facetValues(field as never, '', { query: '', exact: false }, 100),
    ),
  );
  // what was asked is no news
  const answers = searches.map(({ corrections, hits, facets: counted, relaxations, understood, total }) => [
    corrections.map(({ corrected }) => corrected),
    ...[hits, counted, relaxations, understood, total],
  ]);
  return JSON.stringify([answers, suggestions, facets]);
}

const HIDDEN = ['ригантин', 'такелажник', 'шкипер', 'Мореходство', 'Штурвалова'];

test('a word of a public material is corrected to, suggested and counted', async () => {
  const words = await told(search);
  for (const word of HIDDEN) expect(words).toContain(word);
});

test('a word stays while one public material has it, and goes with the last one', async () => {
  await setStatus('Бригантина под парусом', MaterialStatus.WITHDRAWN);
  for (const process of [search, other]) {
    const words = await told(process);
    for (const word of ['ригантин', 'такелажник', 'шкипер']) expect(words).toContain(word);
    for (const word of ['Мореходство', 'Штурвалова']) expect(words).not.toContain(word);
  }
  await setStatus('Бригантина у причала', MaterialStatus.WITHDRAWN);
  for (const process of [other, search]) {
    const words = await told(process);
    for (const word of HIDDEN) expect(words).not.toContain(word);
    expect(words).toContain('Рыбалка');
  }
});

test('a form of a word that only a hidden material has is no better', async () => {
  // «лодки» stood in the hidden materials, «лодка» stands in the public one
  const { corrections } = await other.service.search({
    ...{ query: 'лотки', sort: MaterialSort.RELEVANCE, page: 1, pageSize: 5, exact: false },
  });
  expect(corrections.map(({ corrected }) => corrected)).not.toContain('лодки');
});

test('indexing a material again and again does not make its words more frequent', async () => {
  const { rows: before } = await pool.query<{ name: string }>(
    `select format('search_v%s_%s', analyser, id) as name from search_generation where state = 'LIVE'`,
  );
  const count = async (): Promise<number> => {
    const { rows } = await pool.query<{ documents: number }>(
      `select documents from "${before[0]!.name}".word where word = 'рыбалка'`,
    );
    return rows[0]!.documents;
  };
  expect(await count()).toBe(1);
  for (let round = 0; round < 3; round += 1) {
    await pool.query('insert into search_outbox (material_id) select id from material');
    await search.catchUp();
  }
  expect(await count()).toBe(1);
});

test('a word comes back with its material', async () => {
  await setStatus('Бригантина под парусом', MaterialStatus.PUBLISHED);
  for (const process of [search, other]) {
    const words = await told(process);
    for (const word of HIDDEN) expect(words).toContain(word);
  }
});
