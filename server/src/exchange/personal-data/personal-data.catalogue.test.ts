/** L120: the list of personal data and the database say the same, so that no new column with a person is forgotten. */
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/database.js';
import { impersonalTables } from './impersonal-tables.js';
import { personalData } from './personal-data.js';

let database: TestDatabase;
let client: pg.Client;
let columns: { schema: string; table: string; column: string }[];

beforeAll(async () => {
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  ({ rows: columns } = await client.query(
    `select table_schema as schema, table_name as "table", column_name as "column"
     from information_schema.columns where table_schema not in ('pg_catalog', 'information_schema')`,
  ));
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

const listed = (): string[] => [
  ...personalData.flatMap(({ table, given, withheld }) =>
    [...Object.keys(given), ...Object.keys(withheld)].map((column) => `${table}.${column}`),
  ),
  ...Object.entries(impersonalTables).flatMap(([table, names]) => names.map((name) => `${table}.${name}`)),
];

test('each column of the database is listed once: as personal, with what becomes of it, or as impersonal', () => {
  const present = columns
    .filter(({ schema }) => schema === 'public')
    .map(({ table, column }) => `${table}.${column}`);
  expect(present.filter((column) => !listed().includes(column))).toEqual([]);
  expect(listed().filter((column) => !present.includes(column))).toEqual([]);
  expect(listed()).toHaveLength(new Set(listed()).size);
});

test('beside the bank’s own tables there are those of the job queue alone, whose letters are looked through', () => {
  const others = new Set(columns.map(({ schema }) => schema).filter((schema) => schema !== 'public'));
  expect([...others]).toEqual(['pgboss']);
});

test('whatever refers to a person or an account is in the list of personal data', async () => {
  const { rows } = await client.query<{ table: string; column: string }>(
    `select c.conrelid::regclass::text as "table", a.attname as "column" from pg_constraint c
     join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any (c.conkey)
     where c.contype = 'f' and c.confrelid in ('account'::regclass, 'person'::regclass)`,
  );
  const tables = personalData.map(({ table }) => table);
  expect(rows.length).toBeGreaterThan(20);
  expect(rows.filter(({ table }) => !tables.includes(table))).toEqual([]);
});
