import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BootedApp, bootApp } from '../../test/app.js';
import { buildAccount, signIn } from '../../test/members.js';
import { Role } from './role.js';
import { SessionService } from './session.service.js';

let app: BootedApp;
beforeAll(async () => {
  app = await bootApp();
});
afterAll(() => app.close());

const VIEWER = '{ viewer { email fullName roles { role scope scopeId } } }';

async function member(roles: Role[] = []) {
  const em = app.orm.em.fork();
  const account = buildAccount(em, { roles });
  await em.flush();
  return { account, headers: await signIn(app.pool, account) };
}

test('a guest is nobody, and a made-up token is a guest', async () => {
  expect((await app.gql(VIEWER)).data).toEqual({ viewer: null });
  const forged = await app.gql(VIEWER, {}, { cookie: `sid=${'a'.repeat(43)}` });
  expect(forged.data).toEqual({ viewer: null });
});

test('a session tells who asks, with the roles of this moment', async () => {
  const { account, headers } = await member([Role.METHODIST]);
  expect((await app.gql(VIEWER, {}, headers)).data).toEqual({
    viewer: {
      email: account.email,
      fullName: 'Тестова Анна Ильинична',
      roles: [{ role: 'METHODIST', scope: 'GLOBAL', scopeId: null }],
    },
  });
});

test('B35: a role that was taken away is gone with the next question', async () => {
  const { account, headers } = await member([Role.ADMIN]);
  await app.pool.query('delete from role_assignment where account_id = $1', [account.id]);
  expect((await app.gql(VIEWER, {}, headers)).data.viewer.roles).toEqual([]);
});

test('a role outside its dates is not held', async () => {
  const { account, headers } = await member([Role.ADMIN]);
  const at = 'where account_id = $1';
  await app.pool.query(`update role_assignment set valid_to = current_date - 1 ${at}`, [account.id]);
  expect((await app.gql(VIEWER, {}, headers)).data.viewer.roles).toEqual([]);
  await app.pool.query(`update role_assignment set valid_to = null, valid_from = current_date + 2 ${at}`, [
    account.id,
  ]);
  expect((await app.gql(VIEWER, {}, headers)).data.viewer.roles).toEqual([]);
});

test('C44: a session ends 12 hours after its last use, that of staff after 30 minutes, any after 30 days', async () => {
  const seen = async (headers: object, account: { id: string }, column: string, value: string) => {
    await app.pool.query(`update session set ${column} = now() + $2::interval where account_id = $1`, [
      account.id,
      value,
    ]);
    return (await app.gql(VIEWER, {}, headers as Record<string, string>)).data.viewer !== null;
  };
  const teacher = await member();
  expect(await seen(teacher.headers, teacher.account, 'last_seen_at', '-11 hours')).toBe(true);
  expect(await seen(teacher.headers, teacher.account, 'last_seen_at', '-13 hours')).toBe(false);
  const staff = await member([Role.COUNCIL_SECRETARY]);
  expect(await seen(staff.headers, staff.account, 'last_seen_at', '-29 minutes')).toBe(true);
  expect(await seen(staff.headers, staff.account, 'last_seen_at', '-31 minutes')).toBe(false);
  const old = await member();
  expect(await seen(old.headers, old.account, 'expires_at', '-1 second')).toBe(false);
});

test('C43: a session that was ended, or whose account is blocked, is dead at once', async () => {
  const sessions = new SessionService(app.pool);
  const { account, headers } = await member();
  const other = await signIn(app.pool, account);
  await sessions.endAll(account.id);
  expect((await app.gql(VIEWER, {}, headers)).data.viewer).toBeNull();
  expect((await app.gql(VIEWER, {}, other)).data.viewer).toBeNull();
  const blocked = await member();
  await app.pool.query('update account set blocked_at = now() where id = $1', [blocked.account.id]);
  expect((await app.gql(VIEWER, {}, blocked.headers)).data.viewer).toBeNull();
});

test('the answer to a member is never remembered for others, nor the other way round', async () => {
  const { account, headers } = await member();
  expect((await app.gql(VIEWER)).data.viewer).toBeNull();
  const own = await app.gql(VIEWER, {}, headers);
  expect(own.data.viewer.email).toBe(account.email);
  expect(own.headers.get('cache-control')).toBe('no-store');
  expect((await app.gql(VIEWER)).data.viewer).toBeNull();
});

test('one sees the own devices by name, and signs one of them out', async () => {
  const { account, headers } = await member();
  const sessions = new SessionService(app.pool);
  const agent = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/109.0.0.0 Safari/537.36';
  const other = await sessions.begin(account.id, { userAgent: agent });
  const { data } = await app.gql('{ devices { id name current } }', {}, headers);
  const [there] = data.devices.filter(({ current }: { current: boolean }) => !current);
  expect(data.devices).toHaveLength(2);
  expect(there.name).toBe('Chrome, Windows');
  const signOut = 'mutation ($id: ID!) { signOutDevice(id: $id) }';
  const stranger = await member();
  const refused = await app.gql(signOut, { id: there.id }, stranger.headers);
  expect(refused.errors[0]!.extensions['code']).toBe('NOT_FOUND');
  expect((await app.gql(signOut, { id: there.id }, headers)).data).toEqual({ signOutDevice: true });
  expect((await sessions.actorOf(other)).kind).toBe('guest');
  expect((await app.gql('{ devices { current } }', {}, headers)).data.devices).toEqual([{ current: true }]);
});
