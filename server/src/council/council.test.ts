import type { MikroORM } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.js';
import { buildAccount, memberOf } from '../../test/members.js';
import { Role } from '../directory/role.js';
import { entities } from '../entities.js';
import { GUEST } from '../platform/actor.js';
import { openOrm } from '../platform/database.js';
import { Council, councilOf, Quorum } from './council.entity.js';
import { canConfigureCouncil, isChair, isCouncilMember, isSecretary, seesQueue } from './council.policy.js';
import { Criterion, formInForce } from './forms/review-form.entity.js';

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

test('a bank begins with a council, and with a form of seven criteria with hints', async () => {
  const em = orm.em.fork();
  expect(await councilOf(em)).toMatchObject({ shortName: 'НМС', quorum: Quorum.HALF, reviewDays: 14 });
  const form = await formInForce(em);
  expect(form.criteria.getItems().map(({ title }) => title)).toEqual([
    'Актуальность',
    'Соответствие ФГОС',
    'Новизна',
    'Методическая грамотность',
    'Результативность',
    'Тиражируемость',
    'Оформление и права',
  ]);
  expect(form.criteria.getItems().every(({ hint }) => hint.length > 60)).toBe(true);
});

test('a total weighs the scores, and there is none while a criterion is open', async () => {
  const form = await formInForce(orm.em.fork());
  const ids = form.criteria.getItems().map(({ id }) => id);
  const all = (score: number) => Object.fromEntries(ids.map((id) => [id, score]));
  expect(form.totalOf(all(5))).toBe(100);
  expect(form.totalOf(all(0))).toBe(0);
  // relevance weighs 2 of 14
  expect(form.totalOf({ ...all(5), [ids[0]!]: 0 })).toBe(86);
  const { [ids[3]!]: _open, ...rest } = all(4);
  expect(form.totalOf(rest)).toBeNull();
});

test.each([
  [Quorum.HALF, 7, 4],
  [Quorum.HALF, 8, 5],
  [Quorum.TWO_THIRDS, 9, 6],
  [Quorum.TWO_THIRDS, 10, 7],
])('a quorum of %s of %i members is %i', (quorum, members, needed) => {
  expect(Object.assign(new Council(), { quorum }).quorumOf(members)).toBe(needed);
});

test('the database keeps a form that is in use as it is', async () => {
  const em = orm.em.fork();
  const form = await formInForce(em);
  form.criteria[0]!.hint = 'Ещё можно менять.';
  await em.flush();
  form.frozenAt = new Date();
  await em.flush();
  for (const change of [
    `update review_criterion set weight = 9 where form_id = '${form.id}'`,
    `delete from review_criterion where form_id = '${form.id}'`,
    `update review_form set max_score = 3 where id = '${form.id}'`,
    `update review_form set frozen_at = null where id = '${form.id}'`,
  ])
    await expect(orm.em.fork().execute(change)).rejects.toThrow('in use');
  const more = { form, position: 7, title: 'Ещё', hint: '', weight: 1 };
  await expect(orm.em.fork().insert(Criterion, more as never)).rejects.toThrow('in use');
});

describe('who is who in the council', () => {
  const account = () => buildAccount(orm.em.fork());
  const table: [Role | null, boolean[]][] = [
    // member, secretary, chair, sees the queue, configures
    [Role.COUNCIL_MEMBER, [true, false, false, false, false]],
    [Role.COUNCIL_SECRETARY, [true, true, false, true, true]],
    [Role.COUNCIL_CHAIR, [true, false, true, true, true]],
    [Role.METHODIST, [false, false, false, true, false]],
    [Role.EXPERT, [false, false, false, false, false]],
    [Role.ADMIN, [false, false, false, false, true]],
    [null, [false, false, false, false, false]],
  ];
  test.each(table)('%s', (role, expected) => {
    const actor = role ? memberOf(account(), [role]) : GUEST;
    expect([
      isCouncilMember(actor),
      isSecretary(actor),
      isChair(actor),
      seesQueue(actor),
      canConfigureCouncil(actor),
    ]).toEqual(expected);
  });
});
