import { afterAll, beforeAll, expect, test } from 'vitest';
import { bootApp, type BootedApp } from '../../../test/app.js';
import { buildMaterial } from '../../../test/builders.js';
import { buildAccount, signIn } from '../../../test/members.js';
import { Role } from '../../directory/role.js';

const START = 'mutation { rebuildSearchIndex { id state done total startedAt finishedAt } }';
const LAST = '{ lastIndexRebuild { id state done total finishedAt } }';

let app: BootedApp;
let admin: Record<string, string>;
let chair: Record<string, string>;

beforeAll(async () => {
  app = await bootApp();
  const em = app.orm.em.fork();
  const accounts = [Role.ADMIN, Role.COUNCIL_CHAIR].map((role) => buildAccount(em, { roles: [role] }));
  for (let number = 0; number < 3; number += 1) buildMaterial(em, { title: `Кораблик ${number}` });
  await em.flush();
  [admin, chair] = (await Promise.all(accounts.map((account) => signIn(app.pool, account)))) as [
    never,
    never,
  ];
});
afterAll(() => app.close());

test('only an administrator may rebuild the index, or see how it goes', async () => {
  for (const question of [START, LAST]) {
    expect((await app.gql(question)).errors[0]!.extensions.code).toBe('UNAUTHENTICATED');
    expect((await app.gql(question, {}, chair)).errors[0]!.extensions.code).toBe('FORBIDDEN');
  }
  expect((await app.gql(LAST, {}, admin)).data).toEqual({ lastIndexRebuild: null });
});

test('an administrator rebuilds the index, sees it done, and the trail tells of it', async () => {
  const { data } = await app.gql(START, {}, admin);
  expect(data.rebuildSearchIndex).toMatchObject({ state: 'RUNNING', finishedAt: null });
  const last = async () => (await app.gql(LAST, {}, admin)).data.lastIndexRebuild;
  await expect.poll(async () => (await last()).state).toBe('DONE');
  expect(await last()).toMatchObject({ id: data.rebuildSearchIndex.id, done: 3, total: 3 });
  const { rows } = await app.pool.query(`select action from audit_event where subject_id = $1`, [
    data.rebuildSearchIndex.id,
  ]);
  expect(rows).toEqual([{ action: 'search.rebuild-started' }]);
  const found = await app.gql('{ searchMaterials(query: "кораблик") { total } }');
  expect(found.data.searchMaterials.total).toBe(3);
});

test('an administrator sees what waits to be indexed, and that nothing does', async () => {
  const lag = async () => (await app.gql('{ indexLag { pending seconds } }', {}, admin)).data.indexLag;
  await app.search.catchUp();
  expect(await lag()).toEqual({ pending: 0, seconds: 0 });
  const em = app.orm.em.fork();
  buildMaterial(em, { title: 'Ждёт очереди' });
  await em.flush();
  expect((await lag()).pending).toBeGreaterThan(0);
  await app.search.catchUp();
  expect(await lag()).toEqual({ pending: 0, seconds: 0 });
});

test('one at a time: a second is refused, one that died with its process is not waited for', async () => {
  const begin = (seen: string) =>
    app.pool.query(
      `insert into search_rebuild (id, seen_at) values (gen_random_uuid(), now() - $1::interval)`,
      [seen],
    );
  await begin('1 second');
  expect((await app.gql(START, {}, admin)).errors[0]!.extensions.code).toBe('CONFLICT');
  await app.pool.query(
    `update search_rebuild set seen_at = now() - interval '1 hour' where state = 'RUNNING'`,
  );
  expect((await app.gql(START, {}, admin)).data.rebuildSearchIndex.state).toBe('RUNNING');
  await expect.poll(async () => (await app.gql(LAST, {}, admin)).data.lastIndexRebuild.state).toBe('DONE');
});
