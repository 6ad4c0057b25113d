/** L120: what others wrote of somebody who is erased is left to an administrator to decide on. */
import { ref } from '@mikro-orm/postgresql';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type BootedApp, bootApp } from '../../../test/app.js';
import { buildMaterial, buildPerson } from '../../../test/builders.js';
import { storeDraft } from '../../../test/drafts.js';
import { buildAccount, signIn } from '../../../test/members.js';
import { PLANTED, type PlantedPerson, plantPerson } from '../../../test/planted-person.js';
import { Account } from '../../directory/account.entity.js';
import { Role } from '../../directory/role.js';
import { MaterialStatus } from '../../materials/material-enums.js';
import type { Material } from '../../materials/material.entity.js';
import { Post, PostKind } from '../../materials/reading/post.entity.js';

let app: BootedApp;
let admin: Account;
let headers: Record<string, string>;
let material: Material;
let planted: PlantedPerson;
beforeEach(async () => {
  app = await bootApp();
  const em = app.orm.em.fork();
  admin = buildAccount(em, { roles: [Role.ADMIN] });
  material = buildMaterial(em, { title: 'Дроби' });
  await em.flush();
  headers = await signIn(app.pool, admin);
  planted = await plantPerson(app);
});
afterEach(() => app.close());

async function comment(body: string): Promise<string> {
  const em = app.orm.em.fork();
  const { id } = em.create(Post, {
    ...{ account: ref(buildAccount(em)), material: ref(material), kind: PostKind.COMMENT, body },
  });
  await em.flush();
  return id;
}

async function erase(account: string): Promise<void> {
  await app.pool.query('insert into account_deletion (account_id, erase_after) values ($1, now())', [
    account,
  ]);
  await app.erasure.eraseDue(async () => {});
}

const left = async () =>
  (await app.gql('{ leftMentions { id place path note excerpt foundAt } }', {}, headers)).data
    .leftMentions as { id: string; place: string; path: string | null; excerpt: string }[];
const excerpts = async () => (await left()).map(({ excerpt }) => excerpt).toSorted();
const told = async () =>
  (
    await app.pool.query(
      `select path, subject from notification where account_id = $1 and kind = 'NAME_LEFT'`,
      [admin.id],
    )
  ).rows;

test('administrators are told where the person is named, and the bank keeps no name for it', async () => {
  const post = await comment('Урок провела Ульяна Яновна Барсукова-Зимородкина, 5 «Б».');
  await comment('Спросите у Барсуковой-Зимородкиной У. Я.');
  await comment('Ульяна Яновна помогла. Спасибо Барсуковой-Зимородкиной!');
  await comment('Спасибо Ульяне Яновне!');
  await comment('Ульяна и барсук – герои сказки.');
  await erase(planted.account.id);
  expect(await excerpts()).toEqual([
    ...['Спасибо ▮▮▮!', 'Спросите у ▮▮▮', 'Урок провела ▮▮▮, 5 «Б».', '▮▮▮ помогла. Спасибо ▮▮▮!'],
  ]);
  expect(await left()).toContainEqual(
    expect.objectContaining({
      place: 'Комментарии и отзывы о применении',
      path: `/materials/${material.slug}/discussion#post-${post}`,
    }),
  );
  expect(await told()).toEqual([{ path: '/admin/mentions', subject: '4' }]);
  const { rows } = await app.pool.query(
    `select data->'mentions' as mentions from audit_event where action = 'account.erased' and subject_id = $1`,
    [planted.account.id],
  );
  expect(rows).toEqual([{ mentions: 4 }]);
});

test('nobody is told where nobody names the person', async () => {
  await erase(planted.account.id);
  expect([await left(), await told()]).toEqual([[], []]);
});

test('materials on which the person stands by right are not among them', async () => {
  const em = app.orm.em.fork();
  const account = await em.findOneOrFail(Account, planted.account.id, { populate: ['person'] });
  const { draft } = await storeDraft(em, account, { status: MaterialStatus.PUBLISHED });
  draft.annotation = `Автор – ${PLANTED[0]}`;
  await em.flush();
  await erase(planted.account.id);
  expect(await left()).toEqual([]);
});

test('who has decided takes them off the list, and thirty days do', async () => {
  await comment('Спасибо Ульяне Яновне!');
  await comment('Барсукова-Зимородкина, спасибо!');
  await erase(planted.account.id);
  const [first] = await left();
  const { data } = await app.gql(
    'mutation ($ids: [ID!]!) { dismissMentions(ids: $ids) }',
    { ids: [first!.id, 'none'] },
    headers,
  );
  expect(data).toEqual({ dismissMentions: 1 });
  expect(await left()).toHaveLength(1);
  const { rows } = await app.pool.query(
    'select action, data from audit_event where actor = $1 order by at, id',
    [admin.id],
  );
  expect(rows).toEqual([
    { action: 'account.mentions-viewed', data: { found: 2 } },
    { action: 'account.mentions-dismissed', data: { count: 1 } },
    { action: 'account.mentions-viewed', data: { found: 1 } },
  ]);
  await app.pool.query(`update mention_left set found_at = found_at - interval '31 days'`);
  await app.erasure.eraseDue(async () => {});
  expect(await left()).toEqual([]);
});

test('an excerpt that names another goes when that one is erased', async () => {
  await comment('Провели Барсукова-Зимородкина и Чечевицына.');
  await erase(planted.account.id);
  expect(await excerpts()).toEqual(['Провели ▮▮▮ и Чечевицына.']);
  const em = app.orm.em.fork();
  const other = buildAccount(em, { person: buildPerson(em, ['Чечевицына', 'Рая']) });
  await em.flush();
  // the comment is gone: what is left of it is the excerpt
  await app.pool.query('delete from post');
  await erase(other.id);
  expect(await excerpts()).toEqual([]);
});
