import type { MikroORM } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/database.js';
import { entities } from '../../entities.js';
import { openOrm, openPool } from '../../platform/database.js';
import { generateBank } from './generate.js';

let database: TestDatabase;
let orm: MikroORM;
let pool: Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  [orm, pool] = [await openOrm(database.url, entities), openPool(database.url)];
});
afterAll(async () => {
  await Promise.all([orm.close(true), pool.end()]);
  await database.drop();
});

const digest = async (): Promise<unknown> =>
  (
    await pool.query(
      `select count(*)::int as n, md5(string_agg(v.title || v.annotation || p.text, '' order by m.slug, p.ordinal)) as words
       from material m join material_version v on v.id = m.published_version_id join stored_file f on f.material_version_id = v.id
       join file_passage p using (sha256)`,
    )
  ).rows[0];

describe('a generated bank', () => {
  it('has as many materials as were asked for, each with five places, and grows without changing', async () => {
    expect(await generateBank(orm.em, pool, 30)).toBe(30);
    const first = await digest();
    expect(first).toMatchObject({ n: 150 });
    expect(await generateBank(orm.em, pool, 30)).toBe(0);
    expect(await digest()).toEqual(first);
    expect(await generateBank(orm.em, pool, 1200)).toBe(1170);
    const { rows } = await pool.query(
      `select count(*)::int as n, count(distinct organization_id)::int as organizations from material where status in ('PUBLISHED', 'OUTDATED')`,
    );
    expect(rows[0].n).toBe(1200);
    expect(rows[0].organizations).toBeGreaterThan(50);
  });
});
