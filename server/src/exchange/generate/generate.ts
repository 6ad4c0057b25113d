import { readFile } from 'node:fs/promises';
import { PUBLIC_THEME } from '../../vocabulary/vocabulary.sql.js';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Pool, PoolClient } from 'pg';
import { loadVocabularies, SEED_FOLDER } from '../seed/vocabularies.js';
import { generateDirectory, type Row } from './directory.js';
import { generateMaterial, type Stock } from './material.js';
import { Random } from './random.js';
import { Speech } from './speech.js';

/** Materials written in one transaction. */
const BATCH = 1000;

/**
 * Adds made-up materials until there are `count` of them: a large bank for measuring, always the same for the same
 * count. Their files have text and places but no bytes in the store.
 * @returns how many were added now
 */
export async function generateBank(
  em: EntityManager,
  pool: Pool,
  count: number,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<number> {
  await loadVocabularies(em);
  const present = await one(
    pool,
    `select count(*)::int as n from material where import_key like 'generated %'`,
  );
  if (present >= count) return 0;
  const stock = await makeStock(pool);
  for (let from = present; from < count; from += BATCH) {
    const to = Math.min(from + BATCH, count);
    const tables = new Map<string, Row[]>();
    for (let number = from + 1; number <= to; number++) {
      for (const [table, rows] of Object.entries(generateMaterial(number, stock))) {
        const all = tables.get(table) ?? [];
        all.push(...rows);
        tables.set(table, all);
      }
    }
    await inTransaction(pool, async (client) => {
      for (const [table, rows] of tables) await insert(client, table, rows);
      await client.query(
        `update material m set published_version_id = v.id from material_version v
         where v.material_id = m.id and m.published_version_id is null and m.import_key like 'generated %'
           and m.id = any (select (row->>'id')::uuid from jsonb_array_elements($1::jsonb) as row)`,
        [JSON.stringify(tables.get('material'))],
      );
    });
    onProgress(to - present, count - present);
  }
  await pool.query('analyze');
  return count - present;
}

async function makeStock(pool: Pool): Promise<Stock> {
  const manifest = parse(await readFile(join(SEED_FOLDER, 'materials.csv')), { columns: true }) as Record<
    string,
    string
  >[];
  const { rows } = await pool.query<{ text: string }>(
    `select p.text from file_passage p join stored_file f using (sha256) join material_version v on v.id = f.material_version_id
     join material m on m.id = v.material_id where m.import_key not like 'generated %' order by p.sha256, p.ordinal limit 3000`,
  );
  const column = (name: string): string[] => manifest.map((row) => `${row[name] ?? ''}.`);
  const ids = async (sql: string): Promise<string[]> =>
    (await pool.query<{ id: string }>(sql)).rows.map(({ id }) => id);
  const directory = generateDirectory(new Random(1), new Date(Date.UTC(2017, 8, 1)).toISOString());
  await inTransaction(pool, async (client) => {
    await insert(client, 'organization', directory.organizations);
    await insert(client, 'network', directory.networks);
    await insert(client, 'network_member', directory.members);
    const empty = { staff_groups: [], levels: [], visibility: { position: true, organization: true } };
    await insert(
      client,
      'person',
      directory.people.map(({ name: _, shortName: __, post: ___, organization: ____, ...person }) => ({
        ...person,
        ...empty,
      })),
    );
  });
  return {
    titles: new Speech(column('title')),
    texts: new Speech([...column('annotation'), ...rows.map(({ text }) => text)]),
    directory,
    themes: await ids(`select t.id from priority_theme t where ${PUBLIC_THEME} order by t.position`),
    subjects: await ids(`select id from subject order by position`),
  };
}

/** Writes rows that all have the columns of the first one; those that are there already stay as they are. */
async function insert(client: PoolClient, table: string, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  const columns = Object.keys(rows[0]!)
    .map((name) => `"${name}"`)
    .join(', ');
  // by the id where there is one: an order that is checked at the end of a transaction cannot be asked about here
  const known = 'id' in rows[0]! ? '("id")' : '';
  await client.query(
    `insert into "${table}" (${columns}) select ${columns} from jsonb_populate_recordset(null::"${table}", $1::jsonb) on conflict ${known} do nothing`,
    [JSON.stringify(rows)],
  );
}

async function inTransaction(pool: Pool, work: (client: PoolClient) => Promise<void>): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await work(client);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}

async function one(pool: Pool, sql: string): Promise<number> {
  return (await pool.query<{ n: number }>(sql)).rows[0]!.n;
}
