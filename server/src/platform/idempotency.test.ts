import type { MikroORM } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.js';
import { entities } from '../entities.js';
import { openOrm } from './database.js';
import { Conflict } from './errors.js';
import { forgetOldKeys, isFirst } from './idempotency.js';
import { inTransaction } from './transaction.js';

const ONCE = {
  accountId: '01900000-0000-7000-8000-000000000001',
  key: 'нажатие',
  operation: 'material.submit',
  subjectId: '01900000-0000-7000-8000-000000000002',
};

let database: TestDatabase;
let orm: MikroORM;
beforeAll(async () => {
  database = await createTestDatabase();
  orm = await openOrm(database.url, entities);
});
afterAll(async () => {
  await orm.close(true);
  await database.drop();
});

const ask = (more: object = {}) => inTransaction(orm.em, (em) => isFirst(em, { ...ONCE, ...more }));

test('a key counts once for its account, and is free again when the first transaction failed', async () => {
  const failed = inTransaction(orm.em, async (em) => {
    expect(await isFirst(em, ONCE)).toBe(true);
    throw new Conflict();
  });
  await expect(failed).rejects.toBeInstanceOf(Conflict);
  const answers = await Promise.all(Array.from({ length: 4 }, () => ask()));
  expect(answers.filter(Boolean)).toHaveLength(1);
  expect(await ask({ accountId: '01900000-0000-7000-8000-000000000003' })).toBe(true);
  expect([await ask({ key: null }), await ask({ key: null })], 'without a key each call counts').toEqual([
    true,
    true,
  ]);
  await expect(ask({ operation: 'material.publish' })).rejects.toBeInstanceOf(Conflict);
});

test('a key is forgotten after 30 days, and not before', async () => {
  await orm.em.fork().execute(`update idempotency_key set created_at = now() - interval '29 days'`);
  await forgetOldKeys(orm.em.fork());
  expect(await ask()).toBe(false);
  await orm.em.fork().execute(`update idempotency_key set created_at = now() - interval '31 days'`);
  await forgetOldKeys(orm.em.fork());
  expect(await ask()).toBe(true);
});
