import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.js';
import { BankChanges } from './bank-changes.js';

let database: TestDatabase;
let changes: BankChanges;
let writer: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  changes = new BankChanges(database.url);
  await changes.start();
  writer = new pg.Client({ connectionString: database.url });
  await writer.connect();
});
afterAll(async () => {
  await changes.stop();
  await writer.end();
  await database.drop();
});

const addSubject = (slug: string) =>
  writer.query(
    `insert into subject (id, created_at, updated_at, slug, title, position) values (gen_random_uuid(), now(), now(), $1, $1, 0)`,
    [slug],
  );

test('a committed write makes a new generation, an uncommitted one does not', async () => {
  const before = changes.generation;
  expect(before).toBeDefined();
  await writer.query('begin');
  await addSubject('algebra');
  await writer.query('rollback');
  await addSubject('geometry');
  await expect.poll(() => changes.generation).toBe(before! + 1);
});

test('nothing is known while the connection is lost, and everything is stale after it', async () => {
  const before = changes.generation!;
  const told = vi.fn();
  changes.onChange(told);
  await writer.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'metodbank changes'
    and datname = current_database()`);
  await expect.poll(() => changes.generation).toBeUndefined();
  await expect.poll(() => changes.generation).toBe(before + 1);
  expect(told).toHaveBeenCalledOnce();
});
