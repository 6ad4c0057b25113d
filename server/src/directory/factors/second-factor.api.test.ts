import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type BootedApp, bootApp, type ClientAnswer } from '../../../test/app.js';
import { codeOf } from '../../../test/authenticator.js';
import { failuresOf, oneTryLeft, prolongWaits } from '../../../test/guesses.js';
import { buildAccount, signIn as sessionOf } from '../../../test/members.js';
import type { Account } from '../account.entity.js';
import { hashPassword } from '../password.js';
import { Role } from '../role.js';

const PASSWORD = 'Синий кит в пруду';

let app: BootedApp;
let hash: string;
let letters: { to: string; subject: string }[] = [];
beforeAll(async () => {
  app = await bootApp({
    log: (line) => {
      const entry = JSON.parse(line) as { msg: string; to: string; subject: string };
      if (entry.msg.startsWith('no mail server')) letters.push(entry);
    },
  });
  hash = await hashPassword(PASSWORD);
});
afterAll(() => app.close());
beforeEach(async () => {
  await app.pool.query('delete from sign_in_attempt');
  letters = [];
});

async function stored(roles: Role[] = [], on: BootedApp = app): Promise<Account> {
  const em = on.orm.em.fork();
  const account = Object.assign(buildAccount(em, { roles }), { passwordHash: hash });
  await em.flush();
  return account;
}

const cookieOf = ({ headers }: ClientAnswer) =>
  headers
    .getSetCookie()
    .map((line) => line.split(';')[0]!)
    .filter((pair) => !pair.endsWith('='))
    .join('; ');
const errorOf = ({ errors }: ClientAnswer) => errors[0]?.extensions['code'];
const withCookie = (cookie: string) => (cookie ? { cookie } : undefined);
const enter = (email: string, { on = app, cookie = '', password = PASSWORD } = {}) =>
  on.gql(
    'mutation ($input: SignInInput!) { signIn(input: $input) }',
    { input: { email, password } },
    withCookie(cookie),
  );
const finish = (cookie: string, code: string, on = app) =>
  on.gql('mutation ($code: String!) { finishSignIn(code: $code) }', { code }, withCookie(cookie));
const begin = (cookie: string, password = PASSWORD, on = app) =>
  on.gql(
    'mutation ($password: String!) { beginTotp(password: $password) { key uri qr } }',
    { password },
    { cookie },
  );
const confirm = (cookie: string, code: string, on = app) =>
  on.gql('mutation ($code: String!) { confirmTotp(code: $code) }', { code }, { cookie });
const pending = async (cookie: string, on = app) =>
  (await on.gql('{ pendingSignIn { step } }', {}, withCookie(cookie))).data.pendingSignIn;
const viewer = async (cookie: string, on = app) =>
  (await on.gql('{ viewer { email } }', {}, withCookie(cookie))).data.viewer;
const lettersTo = async (email: string) => {
  await app.jobs.drain();
  return letters.filter(({ to }) => to === email).map(({ subject }) => subject);
};

/** A member who has switched the second step on, and may use the code of this moment once more. */
async function withApp(roles: Role[] = []) {
  const account = await stored(roles);
  const { cookie } = await sessionOf(app.pool, account);
  const { key } = (await begin(cookie)).data.beginTotp as { key: string };
  const { confirmTotp: codes } = (await confirm(cookie, codeOf(key))).data as { confirmTotp: string[] };
  await app.pool.query('update totp_factor set last_step = last_step - 1 where account_id = $1', [
    account.id,
  ]);
  return { account, email: account.email, cookie, key, codes };
}

describe('switching the second step on', () => {
  test('the key is shown to the session that began, until a code confirms it, and to nobody else', async () => {
    const account = await stored();
    const { cookie } = await sessionOf(app.pool, account);
    const other = await sessionOf(app.pool, account);
    expect((await begin(cookie, 'не тот')).errors[0]!.extensions['fields']).toHaveProperty('password');
    const { key, uri, qr } = (await begin(cookie)).data.beginTotp;
    expect(key).toMatch(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/);
    expect(uri).toContain(`secret=${key.replaceAll(' ', '')}`);
    expect(qr).toMatch(/^<svg/);
    const shown = async (jar: string) =>
      (await app.gql('{ totpSetup { key } }', {}, { cookie: jar })).data.totpSetup;
    expect([await shown(cookie), await shown(other.cookie)]).toEqual([{ key }, null]);
    // at the door nothing changes before it is confirmed
    expect((await enter(account.email)).data).toEqual({ signIn: true });
    const { rows } = await app.pool.query('select secret from totp_factor where account_id = $1', [
      account.id,
    ]);
    expect(rows[0].secret).toMatch(/^1\./);
    expect(rows[0].secret).not.toContain(key.replaceAll(' ', ''));

    expect((await confirm(cookie, '000000')).errors[0]!.extensions['fields']).toHaveProperty('code');
    const codes = (await confirm(cookie, codeOf(key))).data.confirmTotp;
    expect(new Set(codes).size).toBe(10);
    expect(codes[0]).toMatch(/^(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}$/);
    expect(await shown(cookie)).toBeNull();
    const kept = await app.pool.query('select code_hash from recovery_code where account_id = $1', [
      account.id,
    ]);
    expect(JSON.stringify(kept.rows)).not.toContain(codes[0]);
    // C43: whoever else is signed in has to show both
    expect([await viewer(cookie), await viewer(other.cookie)]).toEqual([{ email: account.email }, null]);
    expect(await lettersTo(account.email)).toEqual(['Вход в два шага включён – Методбанк']);
    const trail = await app.pool.query('select action from audit_event where subject_id = $1', [account.id]);
    expect(trail.rows).toEqual([{ action: 'account.second-factor-on' }]);
    expect(errorOf(await begin(cookie))).toBe('CONFLICT');
  });

  test('a secret does not open in the row of another account', async () => {
    const [one, two] = [await withApp(), await withApp()];
    await app.pool.query(
      `update totp_factor set secret = (select secret from totp_factor where account_id = $1) where account_id = $2`,
      [one.account.id, two.account.id],
    );
    const step = cookieOf(await enter(two.email));
    expect(errorOf(await finish(step, codeOf(one.key)))).toBe('INTERNAL_SERVER_ERROR');
    // the recovery codes need no key of the bank's
    expect((await finish(step, two.codes[0]!)).data).toEqual({ finishSignIn: true });
  });
});

describe('signing in with two steps', () => {
  test('C41: after the password there is no session, after the code there is, and each code counts once', async () => {
    const { email, key } = await withApp();
    const first = await enter(email);
    expect(first.data).toEqual({ signIn: false });
    expect(first.headers.getSetCookie()[0]).toMatch(
      /^step=[\w-]{43}; Max-Age=3600; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    const step = cookieOf(first);
    expect([await viewer(step), await pending(step)]).toEqual([null, { step: 'CODE' }]);
    const code = codeOf(key);
    const done = await finish(step, ` ${code.slice(0, 3)} ${code.slice(3)}`);
    expect(done.data).toEqual({ finishSignIn: true });
    expect(await viewer(cookieOf(done))).toEqual({ email });
    // the step is used up
    expect(errorOf(await finish(step, codeOf(key, 1)))).toBe('UNAUTHENTICATED');
    // and so is the code
    const next = cookieOf(await enter(email));
    const replayed = await finish(next, code);
    expect(errorOf(replayed)).toBe('BAD_USER_INPUT');
    const wrong = await finish(next, '000000');
    expect(JSON.stringify(replayed.errors)).toBe(JSON.stringify(wrong.errors));
    expect((await finish(next, codeOf(key, 1))).data).toEqual({ finishSignIn: true });
  });

  test('of five tries at once with one code one gets in', async () => {
    const { email, key } = await withApp();
    const steps = [];
    for (let n = 0; n < 5; n++) steps.push(cookieOf(await enter(email)));
    const code = codeOf(key);
    const answers = await Promise.all(steps.map((step) => finish(step, code)));
    expect(answers.filter(({ data }) => data?.finishSignIn)).toHaveLength(1);
  });

  test('a recovery code counts once, however it is typed, and the owner is told', async () => {
    const { email, codes, cookie } = await withApp();
    await lettersTo(email);
    letters = [];
    const typed = codes[3]!.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'о');
    expect((await finish(cookieOf(await enter(email)), typed)).data).toEqual({ finishSignIn: true });
    expect(errorOf(await finish(cookieOf(await enter(email)), codes[3]!))).toBe('BAD_USER_INPUT');
    expect(await lettersTo(email)).toEqual(['Вход по запасному коду – Методбанк']);
    const { myFactors } = (await app.gql('{ myFactors { recoveryCodesLeft } }', {}, { cookie })).data;
    expect(myFactors).toEqual({ recoveryCodesLeft: 9 });
  });

  test('a wrong password tells nothing of a second step', async () => {
    const [plain, guarded] = [await stored(), await withApp()];
    const answers = [
      await enter(plain.email, { password: 'не тот' }),
      await enter(guarded.email, { password: 'не тот' }),
    ];
    expect(JSON.stringify(answers[0]!.errors)).toBe(JSON.stringify(answers[1]!.errors));
    expect(answers.map(({ headers }) => headers.getSetCookie())).toEqual([[], []]);
  });

  test('C48: wrong codes have to wait as wrong passwords do; a known device does not wait for strangers', async () => {
    const { email, key } = await withApp();
    const home = cookieOf(await finish(cookieOf(await enter(email)), codeOf(key)));
    const device = home.split('; ').find((pair) => pair.startsWith('device='))!;
    const step = cookieOf(await enter(email));
    const codes: unknown[] = [];
    for (let n = 0; n < 8; n++) {
      if (n === 6) await prolongWaits(app.pool);
      codes.push(errorOf(await finish(step, `00000${n}`)));
    }
    expect(codes.slice(0, 6)).toEqual(Array(6).fill('BAD_USER_INPUT'));
    expect(codes.slice(6)).toEqual(['RATE_LIMITED', 'RATE_LIMITED']);
    // the password does not forgive wrong codes
    const again = cookieOf(await enter(email));
    expect(errorOf(await finish(again, codeOf(key, 1)))).toBe('RATE_LIMITED');
    const own = `${cookieOf(await enter(email, { cookie: device }))}; ${device}`;
    expect((await finish(own, codeOf(key, 1))).data).toEqual({ finishSignIn: true });
  });

  test('C49: codes in one request are one try after another, and wait like any', async () => {
    const { email } = await withApp();
    const step = cookieOf(await enter(email));
    await app.pool.query('delete from sign_in_attempt');
    await finish(step, '000000');
    await oneTryLeft(app.pool);
    const tries = Array.from({ length: 20 }, (_, n) => `a${n}: finishSignIn(code: "${100_000 + n}")`);
    const { errors } = await app.gql(`mutation { ${tries.join(' ')} }`, {}, { cookie: step });
    expect(errors).toMatchObject([{ path: ['a0'], extensions: { code: 'BAD_USER_INPUT' } }]);
    // of twenty that the network address made the account was asked for one
    expect(await failuresOf(app.pool)).toEqual([10, 29]);
  });

  test('C43: a step ends with a new password, a block, and after ten minutes', async () => {
    const { account, email, key, cookie } = await withApp();
    const [one, two] = [cookieOf(await enter(email)), cookieOf(await enter(email))];
    await app.pool.query(
      `update sign_in_ticket set expires_at = now() where token_hash = encode(sha256($1::bytea), 'hex')`,
      [one.replace('step=', '')],
    );
    expect([await pending(one), await pending(two)]).toEqual([null, { step: 'CODE' }]);
    await app.pool.query('update account set blocked_at = now() where id = $1', [account.id]);
    expect(errorOf(await finish(two, codeOf(key)))).toBe('UNAUTHENTICATED');
    await app.pool.query('update account set blocked_at = null where id = $1', [account.id]);
    await app.gql(
      'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) }',
      { input: { current: PASSWORD, password: 'Зелёный лес весной' } },
      { cookie },
    );
    expect(errorOf(await finish(two, codeOf(key)))).toBe('UNAUTHENTICATED');
  });

  test('what one browser is asked is never remembered for another', async () => {
    const { email } = await withApp();
    const step = cookieOf(await enter(email));
    for (let n = 0; n < 3; n++) expect(await pending('')).toBeNull();
    for (let n = 0; n < 3; n++) expect(await pending(step)).toEqual({ step: 'CODE' });
    expect(await pending('')).toBeNull();
  });
});

describe('switching it off', () => {
  const off = (cookie: string, input: object) =>
    app.gql('mutation ($input: FactorProofInput!) { turnOffTotp(input: $input) }', { input }, { cookie });

  test('wants the password and a code, and signs other devices out', async () => {
    const { account, email, key, cookie } = await withApp();
    const other = await sessionOf(app.pool, account);
    const refused = [
      await off(cookie, { password: 'не тот', code: codeOf(key) }),
      await off(cookie, { password: PASSWORD, code: '000000' }),
    ];
    expect(refused.map(({ errors }) => Object.keys(errors[0]!.extensions['fields'] as object))).toEqual([
      ['password'],
      ['code'],
    ]);
    expect((await off(cookie, { password: PASSWORD, code: codeOf(key) })).data).toEqual({
      turnOffTotp: true,
    });
    expect([await viewer(cookie), await viewer(other.cookie)]).toEqual([{ email }, null]);
    expect((await enter(email)).data).toEqual({ signIn: true });
    const left = await app.pool.query('select from recovery_code where account_id = $1', [account.id]);
    expect(left.rowCount).toBe(0);
    expect(await lettersTo(email)).toContain('Вход в два шага выключен – Методбанк');
  });

  test('new recovery codes take the place of the old', async () => {
    const { email, key, codes, cookie } = await withApp();
    const renewed = await app.gql(
      'mutation ($input: FactorProofInput!) { renewRecoveryCodes(input: $input) }',
      { input: { password: PASSWORD, code: codeOf(key) } },
      { cookie },
    );
    expect(renewed.data.renewRecoveryCodes).toHaveLength(10);
    const step = cookieOf(await enter(email));
    expect(errorOf(await finish(step, codes[0]!))).toBe('BAD_USER_INPUT');
    expect((await finish(step, renewed.data.renewRecoveryCodes[0])).data).toEqual({ finishSignIn: true });
  });

  test('an administrator resets it with a reason, which the trail keeps and the owner is told', async () => {
    const { account, email, cookie } = await withApp();
    const admin = await stored([Role.ADMIN]);
    const headers = await sessionOf(app.pool, admin);
    const shown = async () =>
      (
        await app.gql(
          'query ($id: ID!) { account(id: $id) { version secondFactor } }',
          { id: account.id },
          headers,
        )
      ).data.account;
    const { version, secondFactor } = await shown();
    expect(secondFactor).toBe(true);
    const reset = (reason: string) =>
      app.gql(
        'mutation ($input: ResetSecondFactorInput!) { resetSecondFactor(input: $input) { secondFactor } }',
        { input: { account: account.id, expectedVersion: version, reason } },
        headers,
      );
    expect((await reset(' ')).errors[0]!.extensions['fields']).toHaveProperty('reason');
    expect((await reset('Потерян телефон, узнан по видео')).data.resetSecondFactor.secondFactor).toBe(false);
    expect(await viewer(cookie)).toBeNull();
    expect((await enter(email)).data).toEqual({ signIn: true });
    expect(await lettersTo(email)).toContain('Второй шаг входа сброшен – Методбанк');
    const { rows } = await app.pool.query(
      `select actor, data from audit_event where subject_id = $1 and action = 'account.second-factor-reset'`,
      [account.id],
    );
    expect(rows).toEqual([
      {
        actor: admin.id,
        data: {
          before: { secondFactor: true },
          after: { secondFactor: false, reason: 'Потерян телефон, узнан по видео' },
        },
      },
    ]);
  });
});

describe('where staff has to have a second factor', () => {
  let strict: BootedApp;
  beforeAll(async () => {
    strict = await bootApp({ config: { staffSecondFactor: true } });
  });
  afterAll(() => strict.close());

  test('one without it sets it up at sign-in, before anything else', async () => {
    const { email } = await stored([Role.MODERATOR], strict);
    const first = await enter(email, { on: strict });
    expect(first.data).toEqual({ signIn: false });
    const step = cookieOf(first);
    expect([await viewer(step, strict), await pending(step, strict)]).toEqual([null, { step: 'SET_UP' }]);
    // there is no way around it
    expect(errorOf(await finish(step, '000000', strict))).toBe('UNAUTHENTICATED');
    const { key } = (await begin(step, '', strict)).data.beginTotp;
    const done = await confirm(step, codeOf(key), strict);
    expect(done.data.confirmTotp).toHaveLength(10);
    const cookie = cookieOf(done);
    expect(await viewer(cookie, strict)).toEqual({ email });
    const off = await strict.gql(
      'mutation ($input: FactorProofInput!) { turnOffTotp(input: $input) }',
      { input: { password: PASSWORD, code: codeOf(key, 1) } },
      { cookie },
    );
    expect(errorOf(off)).toBe('CONFLICT');
  });

  test('a teacher signs in as before, and a session of one factor ends when a staff role is given', async () => {
    const { id, email } = await stored([], strict);
    const answer = await enter(email, { on: strict });
    expect(answer.data).toEqual({ signIn: true });
    const cookie = cookieOf(answer);
    expect(await viewer(cookie, strict)).toEqual({ email });
    await strict.pool.query(
      `insert into role_assignment (id, created_at, updated_at, account_id, role)
       values (gen_random_uuid(), now(), now(), $1, 'METHODIST')`,
      [id],
    );
    expect(await viewer(cookie, strict)).toBeNull();
    expect((await enter(email, { on: strict })).data).toEqual({ signIn: false });
  });
});
