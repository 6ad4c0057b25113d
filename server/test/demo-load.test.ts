/** What the first start tells when a part of the demo is missing or broken. */
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MikroORM } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEMO_MARK } from '../src/bank.js';
import { fillWithDemo } from '../src/demo.js';
import { entities } from '../src/entities.js';
import { SEED_FOLDER } from '../src/exchange/seed/vocabularies.js';
import { readConfig } from '../src/platform/config.js';
import { openOrm, openPool } from '../src/platform/database.js';
import { LocalStorage } from '../src/platform/storage/local-storage.js';
import { createTestDatabase, type TestDatabase } from './database.js';

let database: TestDatabase;
let orm: MikroORM;
let pool: Pool;
let folder: string;

beforeAll(async () => {
  database = await createTestDatabase();
  orm = await openOrm(database.url, entities, { statementTimeout: 0 });
  pool = openPool(database.url, { statementTimeout: 0 });
  folder = await mkdtemp(join(tmpdir(), 'demo-load-'));
});
afterAll(async () => {
  await Promise.all([orm.close(), pool.end()]);
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

test('rows that were refused are told one by one, and the next start takes them up', async () => {
  const seed = join(folder, 'seed');
  const data = join(folder, 'data');
  await mkdir(join(seed, 'files'), { recursive: true });
  for (const name of await readdir(SEED_FOLDER)) {
    if (name.endsWith('.json')) await cp(join(SEED_FOLDER, name), join(seed, name));
  }
  await writeFile(
    join(seed, 'materials.csv'),
    'files,title,kind,license\nfiles/a.txt,Дроби без слёз,GAME,CC_BY_4_0\nfiles/b.txt,Счёт до ста,GAME,CC_BY_4_0\n',
  );
  await writeFile(join(seed, 'files', 'a.txt'), 'Дроби на верёвке с прищепками.');
  const storage = new LocalStorage(join(folder, 'files'));
  const bank = { url: database.url, embedded: false, orm, pool, storage, close: async () => {} };
  const load = async (): Promise<string> => {
    let told = '';
    await fillWithDemo(bank, { ...readConfig({}), dataDir: data }, seed, (text) => (told += text));
    return told;
  };

  const told = await load();
  expect(told).toContain('Загружено материалов: 1 из 2');
  expect(told).toMatch(/не взята строка 3, «Счёт до ста»: .*нет файла «files\/b\.txt»/);
  expect(told).not.toContain('Дроби');
  expect(existsSync(join(data, DEMO_MARK))).toBe(true);

  await writeFile(join(seed, 'files', 'b.txt'), 'Счёт палочками.');
  expect(await load()).toBe('');
  expect(existsSync(join(data, DEMO_MARK))).toBe(false);
  const { rows } = await pool.query<{ title: string }>('select title from material_version order by title');
  expect(rows.map(({ title }) => title)).toEqual(['Дроби без слёз', 'Счёт до ста']);
  expect(await readFile(join(seed, 'materials.csv'), 'utf8')).toContain('Счёт');
});
