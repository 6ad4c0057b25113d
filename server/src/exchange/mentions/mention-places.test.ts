/** L120: each text of the database is looked through for names, or somebody has said why not. */
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/database.js';
import { mentionPlaces } from './mention-places.js';
import { unwrittenColumns } from './unwritten-columns.js';

let database: TestDatabase;
let texts: string[];

beforeAll(async () => {
  database = await createTestDatabase();
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const { rows } = await client.query<{ name: string }>(
    `select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'public'
     and (data_type in ('text', 'character varying', 'character', 'json', 'jsonb', 'xml', 'USER-DEFINED')
       or udt_name in ('_text', '_varchar', '_bpchar', '_json', '_jsonb'))`,
  );
  texts = rows.map(({ name }) => name);
  await client.end();
});
afterAll(() => database.drop());

test('each column of text is looked through, or listed as one in which nobody names others', () => {
  const listed = [
    ...mentionPlaces.flatMap(({ table, columns }) => columns.map((column) => `${table}.${column}`)),
    ...Object.entries(unwrittenColumns).flatMap(([table, columns]) =>
      columns.map((column) => `${table}.${column}`),
    ),
  ];
  expect(texts.length).toBeGreaterThan(200);
  expect(texts.filter((column) => !listed.includes(column))).toEqual([]);
  expect(listed.filter((column) => !texts.includes(column))).toEqual([]);
  expect(listed).toHaveLength(new Set(listed).size);
});
