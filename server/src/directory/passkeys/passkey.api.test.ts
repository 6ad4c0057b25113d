import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type BootedApp, bootApp, type ClientAnswer } from '../../../test/app.js';
import { prolongWaits } from '../../../test/guesses.js';
import { oneWaits } from '../../../test/lock-waits.js';
import { buildAccount, signIn as sessionOf } from '../../../test/members.js';
import { type Lies, SoftwareKey } from '../../../test/software-key.js';
import { statementsOf } from '../../../test/statements.js';
import type { Account } from '../account.entity.js';
import { hashPassword } from '../password.js';
import { Role } from '../role.js';
import { relyingPartyOf } from './relying-party.js';

const PASSWORD = 'Синий кит в пруду';
const ORIGIN = 'https://bank.example';

let app: BootedApp;
let strict: BootedApp;
let hash: string;
beforeAll(async () => {
  app = await bootApp({ config: { publicUrl: ORIGIN } });
  strict = await bootApp({
    databaseUrl: app.databaseUrl,
    config: { publicUrl: ORIGIN, staffSecondFactor: true },
  });
  hash = await hashPassword(PASSWORD);
});
afterAll(async () => {
  await strict.close();
  await app.close();
});
beforeEach(() => app.pool.query('delete from sign_in_attempt'));

async function member(roles: Role[] = []): Promise<{ account: Account; cookie: string }> {
  const em = app.orm.em.fork();
  const account = Object.assign(buildAccount(em, { roles }), { passwordHash: hash });
  await em.flush();
  const { cookie } = await sessionOf(app.pool, account);
  return { account, cookie: cookie.replace(/^sid=/, '__Host-sid=') };
}

const cookieOf = ({ headers }: ClientAnswer) =>
  headers
    .getSetCookie()
    .map((line) => line.split(';')[0]!)
    .filter((pair) => !pair.endsWith('='))
    .join('; ');
const errorOf = ({ errors }: ClientAnswer) => errors[0]?.extensions['code'];
const options = async (cookie: string) =>
  (
    await app.gql(
      'mutation ($password: String!) { beginPasskey(password: $password) }',
      { password: PASSWORD },
      { cookie },
    )
  ).data.beginPasskey as string;
const add = (cookie: string, credential: string, name = 'Рабочий ноутбук', on = app) =>
  on.gql(
    'mutation ($input: AddPasskeyInput!) { addPasskey(input: $input) { id name synced lastUsedAt } }',
    { input: { credential, name } },
    { cookie },
  );
const challenge = async () =>
  (await app.gql('mutation { beginPasskeySignIn }')).data.beginPasskeySignIn as string;
const enter = (credential: string, on = app, cookie = '') =>
  on.gql(
    'mutation ($credential: String!) { signInByPasskey(credential: $credential) }',
    { credential },
    cookie ? { cookie } : undefined,
  );
const viewer = async (cookie: string, on = app) =>
  (await on.gql('{ viewer { email } }', {}, { cookie })).data.viewer;

async function withKey(roles: Role[] = []) {
  const { account, cookie } = await member(roles);
  const key = new SoftwareKey(ORIGIN);
  const { data } = await add(cookie, key.create(await options(cookie)));
  return { account, cookie, key, id: data.addPasskey[0].id as string };
}

describe('a passkey', () => {
  test('is added with the password, named, used without an address, and removed', async () => {
    const { account, cookie } = await member();
    const other = (await sessionOf(app.pool, account)).cookie.replace(/^sid=/, '__Host-sid=');
    const key = new SoftwareKey(ORIGIN);
    const added = await add(cookie, key.create(await options(cookie)), '  Рабочий   ноутбук ');
    expect(added.data.addPasskey).toMatchObject([
      { name: 'Рабочий ноутбук', synced: false, lastUsedAt: null },
    ]);
    // C43
    expect([await viewer(cookie), await viewer(other)]).toEqual([{ email: account.email }, null]);

    const entered = await enter(key.use(await challenge()));
    expect(entered.data).toEqual({ signInByPasskey: true });
    expect(await viewer(cookieOf(entered))).toEqual({ email: account.email });
    const { myPasskeys } = (await app.gql('{ myPasskeys { id lastUsedAt } }', {}, { cookie })).data;
    expect(myPasskeys[0].lastUsedAt).not.toBeNull();

    const renamed = await app.gql(
      'mutation ($id: ID!) { renamePasskey(id: $id, name: "Домашний") { name } }',
      { id: myPasskeys[0].id },
      { cookie },
    );
    expect(renamed.data.renamePasskey).toEqual([{ name: 'Домашний' }]);
    const remove = (password: string) =>
      app.gql(
        'mutation ($input: RemovePasskeyInput!) { removePasskey(input: $input) { id } }',
        { input: { id: myPasskeys[0].id, password } },
        { cookie },
      );
    expect(errorOf(await remove('не тот'))).toBe('BAD_USER_INPUT');
    expect((await remove(PASSWORD)).data.removePasskey).toEqual([]);
    expect(errorOf(await enter(key.use(await challenge())))).toBe('UNAUTHENTICATED');
    const trail = await app.pool.query(
      'select action from audit_event where subject_id = $1 order by at, id',
      [account.id],
    );
    expect(trail.rows.map(({ action }) => action)).toEqual([
      'account.passkey-added',
      'account.passkey-removed',
    ]);
  });

  test('is not made for another: its options belong to the account that asked, and count once', async () => {
    const [one, two] = [await member(), await member()];
    const asked = await options(one.cookie);
    const key = new SoftwareKey(ORIGIN);
    expect(errorOf(await add(two.cookie, key.create(asked)))).toBe('BAD_USER_INPUT');
    expect(errorOf(await add(one.cookie, key.create(asked)))).toBe('BAD_USER_INPUT');
    expect((await add(one.cookie, key.create(await options(one.cookie)))).errors).toEqual([]);
    // the same key is nobody else's
    expect(errorOf(await add(two.cookie, key.create(await options(two.cookie))))).toBe('BAD_USER_INPUT');
    const { email } = one.account;
    expect(await viewer(cookieOf(await enter(key.use(await challenge()))))).toEqual({ email });
  });

  const lies: [string, Lies][] = [
    ['of a page of another site', { origin: 'https://evil.example' }],
    ['of the same name without https', { origin: 'http://bank.example' }],
    ['made for another site', { rpId: 'evil.example' }],
    ['that did not ask who holds it', { verified: false }],
    ['to a challenge of its own', { challenge: 'a'.repeat(43) }],
  ];
  test.each(lies)('C47: an answer %s is refused, when it is added and when it is used', async (_, lie) => {
    const { cookie } = await member();
    const refused = await add(cookie, new SoftwareKey(ORIGIN).create(await options(cookie), lie));
    expect(errorOf(refused)).toBe('BAD_USER_INPUT');
    const { key } = await withKey();
    const forged = await enter(key.use(await challenge(), lie));
    expect(errorOf(forged)).toBe('UNAUTHENTICATED');
    expect(forged.headers.getSetCookie()).toEqual([]);
  });

  test('an answer counts once, a copied key that counts is found out, and another key signs for nobody', async () => {
    const { key } = await withKey();
    const asked = await challenge();
    const answer = key.use(asked);
    const both = await Promise.all([enter(answer), enter(answer)]);
    expect(both.filter(({ data }) => data?.signInByPasskey)).toHaveLength(1);
    expect(errorOf(await enter(key.use(asked)))).toBe('UNAUTHENTICATED');
    expect((await enter(key.use(await challenge()))).data).toEqual({ signInByPasskey: true });
    expect(errorOf(await enter(key.use(await challenge(), { counter: 1 })))).toBe('UNAUTHENTICATED');
    const thief = Object.assign(new SoftwareKey(ORIGIN), { id: key.id, counter: 50 });
    expect(errorOf(await enter(thief.use(await challenge())))).toBe('UNAUTHENTICATED');
  });

  test('C46: an unknown key, a wrong signature and a blocked account answer alike', async () => {
    const { account, key } = await withKey();
    await app.pool.query('update account set blocked_at = now() where id = $1', [account.id]);
    const answers = [
      await enter(key.use(await challenge())),
      await enter(new SoftwareKey(ORIGIN).use(await challenge())),
      await enter('{"id":1}'),
      await enter('нет'),
    ];
    expect(new Set(answers.map(({ errors }) => JSON.stringify(errors[0]))).size).toBe(1);
    expect(errorOf(answers[0]!)).toBe('UNAUTHENTICATED');
  });

  test('C48: who tries many keys from one address has to wait', async () => {
    const codes = [];
    for (let n = 0; n < 34; n++) {
      if (n === 31) await prolongWaits(app.pool);
      codes.push(errorOf(await enter(new SoftwareKey(ORIGIN).use(await challenge()))));
    }
    expect(codes.filter((code) => code === 'RATE_LIMITED').length).toBeGreaterThan(1);
  });

  test('the list takes the same statements for one passkey and for ten', async () => {
    const { cookie } = await withKey();
    const list = () => app.gql('{ myPasskeys { id name } }', {}, { cookie });
    const one = await statementsOf(list);
    for (let n = 0; n < 9; n++) await add(cookie, new SoftwareKey(ORIGIN).create(await options(cookie)));
    expect(await statementsOf(list)).toHaveLength(one.length);
    expect((await list()).data.myPasskeys).toHaveLength(10);
  });
});

describe('two factors', () => {
  const withPassword = (email: string, on: BootedApp) =>
    on.gql('mutation ($input: SignInInput!) { signIn(input: $input) }', {
      input: { email, password: PASSWORD },
    });

  test('a passkey is two; a teacher who has one may still sign in with the password', async () => {
    const { account, key } = await withKey();
    expect((await withPassword(account.email, strict)).data).toEqual({ signIn: true });
    expect((await enter(key.use(await challenge()), strict)).data).toEqual({ signInByPasskey: true });
  });

  test('staff who has one shows it after the password, and keeps the last', async () => {
    const { account, cookie, key, id } = await withKey([Role.COUNCIL_CHAIR]);
    const first = await withPassword(account.email, strict);
    expect(first.data).toEqual({ signIn: false });
    const step = cookieOf(first);
    const { pendingSignIn } = (
      await strict.gql('{ pendingSignIn { step byCode byPasskey } }', {}, { cookie: step })
    ).data;
    expect(pendingSignIn).toEqual({ step: 'CODE', byCode: false, byPasskey: true });
    const entered = await enter(key.use(await challenge()), strict, step);
    expect(await viewer(cookieOf(entered), strict)).toEqual({ email: account.email });
    // adding it has raised the session at hand
    expect(await viewer(cookie, strict)).toEqual({ email: account.email });
    const removed = await strict.gql(
      'mutation ($input: RemovePasskeyInput!) { removePasskey(input: $input) { id } }',
      { input: { id, password: PASSWORD } },
      { cookie },
    );
    expect(errorOf(removed)).toBe('CONFLICT');
  });

  test('staff without one adds it at sign-in; who knows the password alone sets none up beside it', async () => {
    const { account } = await member([Role.MODERATOR]);
    const [step, stranger] = [
      cookieOf(await withPassword(account.email, strict)),
      cookieOf(await withPassword(account.email, strict)),
    ];
    const begin = async (cookie: string) =>
      (await strict.gql('mutation { beginPasskey }', {}, { cookie })).data?.beginPasskey as string;
    const key = new SoftwareKey(ORIGIN);
    const strange = new SoftwareKey(ORIGIN).create(await begin(stranger));
    const added = await add(step, key.create(await begin(step)), 'Рабочий ноутбук', strict);
    expect(added.data.addPasskey).toMatchObject([{ name: 'Рабочий ноутбук' }]);
    expect(await viewer(cookieOf(added), strict)).toEqual({ email: account.email });
    // the step is taken, and the other one with it
    for (const cookie of [step, stranger]) {
      expect(errorOf(await add(cookie, strange, 'Чужой', strict))).toBe('UNAUTHENTICATED');
      const begun = await strict.gql('mutation { beginTotp { key } }', {}, { cookie });
      expect(errorOf(begun)).toBe('UNAUTHENTICATED');
    }
    expect((await withPassword(account.email, strict)).data).toEqual({ signIn: false });
    expect((await enter(key.use(await challenge()), strict)).data).toEqual({ signInByPasskey: true });
  });

  test('of two who set one up at once with the same password, one comes in', async () => {
    const { account } = await member([Role.MODERATOR]);
    const steps = await Promise.all([1, 2].map(() => withPassword(account.email, strict)));
    const answers = await Promise.all(
      steps.map(async (answer) => {
        const cookie = cookieOf(answer);
        const { data } = await strict.gql('mutation { beginPasskey }', {}, { cookie });
        return add(cookie, new SoftwareKey(ORIGIN).create(data.beginPasskey), 'Ключ', strict);
      }),
    );
    expect(answers.map(errorOf).sort()).toEqual(['UNAUTHENTICATED', undefined]);
  });

  /** A sign-in of staff by the password, and the key that somebody is about to set up on it. */
  async function underWay() {
    const { account, cookie } = await member([Role.MODERATOR]);
    const step = cookieOf(await withPassword(account.email, strict));
    const { data } = await strict.gql('mutation { beginPasskey }', {}, { cookie: step });
    const finish = () => add(step, new SoftwareKey(ORIGIN).create(data.beginPasskey), 'Чужой', strict);
    return { account, cookie, step, finish };
  }

  test('a sign-in by the password that began too late to be ended by the set-up of a factor sets none up', async () => {
    const { account, cookie, step, finish } = await underWay();
    const { rows } = await app.pool.query(
      `select * from sign_in_ticket where account_id = $1 and kind = 'SET_UP'`,
      [account.id],
    );
    await add(cookie, new SoftwareKey(ORIGIN).create(await options(cookie)));
    await app.pool.query(
      'insert into sign_in_ticket select * from json_populate_recordset(null::sign_in_ticket, $1)',
      [JSON.stringify(rows)],
    );
    const waiting = await strict.gql('{ pendingSignIn { step } }', {}, { cookie: step });
    expect(waiting.data).toEqual({ pendingSignIn: null });
    expect(errorOf(await finish())).toBe('UNAUTHENTICATED');
  });

  test('nor does one that is under way while the factor comes', async () => {
    const { account, finish } = await underWay();
    const client = await app.pool.connect();
    try {
      await client.query('begin');
      await client.query('select from account where id = $1 for update', [account.id]);
      const late = finish();
      await oneWaits(app.pool);
      await client.query(
        `insert into totp_factor (account_id, secret, started_by, confirmed_at) values ($1, 'x', 'x', now())`,
        [account.id],
      );
      await client.query('commit');
      expect(errorOf(await late)).toBe('UNAUTHENTICATED');
    } finally {
      client.release();
    }
  });

  test('an administrator who resets the second factor takes the passkeys away', async () => {
    const { account, key } = await withKey();
    const { cookie } = await member([Role.ADMIN]);
    const answer = await app.gql(
      'mutation ($input: ResetSecondFactorInput!) { resetSecondFactor(input: $input) { secondFactor } }',
      { input: { account: account.id, expectedVersion: account.version, reason: 'Потерян ноутбук' } },
      { cookie },
    );
    expect(answer.data.resetSecondFactor).toEqual({ secondFactor: false });
    expect(errorOf(await enter(key.use(await challenge())))).toBe('UNAUTHENTICATED');
  });
});

test.each([
  ['https://bank.example', { id: 'bank.example', origin: 'https://bank.example' }],
  ['https://bank.example:8443', { id: 'bank.example', origin: 'https://bank.example:8443' }],
  ['http://localhost:3000', { id: 'localhost', origin: 'http://localhost:3000' }],
  ['http://bank.example', undefined],
  ['https://192.0.2.1', undefined],
  ['http://127.0.0.1:3000', undefined],
  ['https://[2001:db8::1]', undefined],
])('C47: the relying party of %s comes from the setting alone', (publicUrl, expected) => {
  expect(relyingPartyOf(publicUrl)).toEqual(expected);
});
