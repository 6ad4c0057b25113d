import { generateSync } from 'otplib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type BootedApp, bootApp, type ClientAnswer } from '../../../test/app.js';
import { prolongWaits } from '../../../test/guesses.js';
import { buildAccount, signIn as sessionOf } from '../../../test/members.js';
import {
  type OpenIdProvider,
  type ProviderLies,
  startOpenIdProvider,
} from '../../../test/openid-provider.js';
import type { Account } from '../account.entity.js';
import { hashPassword } from '../password.js';

const PASSWORD = 'Синий кит в пруду';
const ORIGIN = 'https://bank.example';

let provider: OpenIdProvider;
let app: BootedApp;
let hash: string;
let serial = 0;
beforeAll(async () => {
  provider = await startOpenIdProvider();
  const { issuer, clientId, clientSecret } = provider;
  app = await bootApp({
    config: { publicUrl: ORIGIN, oidc: { issuer, clientId, clientSecret, name: 'Школьный портал' } },
  });
  hash = await hashPassword(PASSWORD);
});
afterAll(async () => {
  await app.close();
  await provider.stop();
});
beforeEach(async () => {
  provider.lies = {};
  provider.person = {
    sub: `subject-${++serial}`,
    email: `new-${serial}@school.example`,
    email_verified: true,
  };
  await app.pool.query('delete from sign_in_attempt');
});

async function stored(data: Partial<Account> = {}): Promise<Account> {
  const em = app.orm.em.fork();
  const account = Object.assign(buildAccount(em), { passwordHash: hash, ...data });
  await em.flush();
  return account;
}

/** The provider's person has a verified address there, that of an account. */
const vouchFor = ({ email }: { email: string }) => {
  provider.person = { ...provider.person, email: email.toUpperCase(), email_verified: true };
};
const jarOf = (answer: ClientAnswer, before = ''): string => {
  const jar = new Map(before.split('; ').map((pair) => pair.split(/=(.*)/s) as [string, string]));
  for (const line of answer.headers.getSetCookie()) {
    const [name, value] = line.split(';')[0]!.split(/=(.*)/s) as [string, string];
    if (value) jar.set(name, value);
    else jar.delete(name);
  }
  return [...jar]
    .filter(([name]) => name)
    .map((pair) => pair.join('='))
    .join('; ');
};
const errorOf = ({ errors }: ClientAnswer) => errors[0]?.extensions['code'];
const ask = (document: string, variables: object, cookie = '', headers = {}) =>
  app.gql(document, variables, { ...(cookie && { cookie }), ...headers });
const begin = (cookie = '', headers = {}) =>
  ask('mutation { beginOutsideSignIn(returnTo: "/themes") }', {}, cookie, headers);
const finish = (query: string, cookie: string) =>
  ask(
    'mutation ($query: String!) { finishOutsideSignIn(query: $query) { outcome returnTo } }',
    { query },
    cookie,
  );
const viewer = async (cookie: string) => (await ask('{ viewer { email } }', {}, cookie)).data.viewer;

/** Walks to the provider and back: the query that the browser comes back with, and its cookies. */
async function walk(begun?: ClientAnswer, before = '') {
  const answer = begun ?? (await begin(before));
  const [url] = Object.values(answer.data as Record<string, string>);
  const back = await fetch(url!, { redirect: 'manual' });
  return { query: new URL(back.headers.get('location')!).search, cookie: jarOf(answer, before) };
}
async function visit() {
  const { query, cookie } = await walk();
  const answer = await finish(query, cookie);
  return { answer, cookie: jarOf(answer, cookie), outcome: answer.data?.finishOutsideSignIn?.outcome };
}
const link = (cookie: string, password = PASSWORD) =>
  ask('mutation ($password: String!) { linkOutside(password: $password) { outcome } }', { password }, cookie);
const register = (cookie: string, input: object = {}) =>
  ask(
    'mutation ($input: RegisterOutsideInput!) { registerOutside(input: $input) { outcome returnTo } }',
    { input: { lastName: 'Лосева', firstName: 'Вера', consents: ['PROCESSING'], ...input } },
    cookie,
  );

describe('C52: the answer of the service', () => {
  const now = () => Math.floor(Date.now() / 1000);
  const lies: [string, () => ProviderLies][] = [
    ['comes from another issuer', () => ({ back: { iss: 'https://evil.example' } })],
    ['does not say from whom it comes', () => ({ back: { iss: null } })],
    ['has another state', () => ({ back: { state: 'a'.repeat(43) } })],
    ['has no state', () => ({ back: { state: null } })],
    ['has no code', () => ({ back: { code: null } })],
    ['has a code of somebody else', () => ({ back: { code: 'a'.repeat(22) } })],
    ['is a refusal', () => ({ back: { code: null, error: 'access_denied' } })],
    ['has a token of another issuer', () => ({ claims: { iss: 'https://evil.example' } })],
    ['has a token without an issuer', () => ({ claims: { iss: undefined } })],
    ['has a token for another audience', () => ({ claims: { aud: 'another' } })],
    [
      'has a token for two audiences, and not for us',
      () => ({ claims: { aud: ['metodbank', 'x'], azp: 'x' } }),
    ],
    ['has another nonce', () => ({ claims: { nonce: 'another' } })],
    ['has no nonce', () => ({ claims: { nonce: undefined } })],
    ['has a token that ended over a minute ago', () => ({ claims: { exp: now() - 65 } })],
    ['has a token without an end', () => ({ claims: { exp: undefined } })],
    ['has a token without a subject', () => ({ claims: { sub: undefined } })],
    ['has a token that nobody signed', () => ({ head: { alg: 'none' } })],
    ['has a token of another kind of signature', () => ({ head: { alg: 'HS256' } })],
    ['has a token that another key signed', () => ({ foreignKey: true })],
  ];
  test.each(lies)('is refused when it %s', async (_, lie) => {
    provider.lies = lie();
    const { answer, cookie } = await visit();
    expect(errorOf(answer)).toBe('UNAUTHENTICATED');
    expect(answer.errors[0]!.message).toMatch(/^Вход через внешнюю службу не удался/);
    expect(await viewer(cookie)).toBeNull();
    const { rowCount } = await app.pool.query(
      `select from outside_identity where subject = $1 union all
       select from sign_in_ticket where kind in ('OUTSIDE_LINK', 'OUTSIDE_REGISTER')
         and data->'person'->>'subject' = $1`,
      [provider.person.sub],
    );
    expect(rowCount).toBe(0);
  });

  test('is accepted when the clocks differ by less than a minute', async () => {
    provider.lies = { claims: { exp: now() - 50, iat: now() - 350 } };
    expect((await visit()).outcome).toBe('REGISTER');
  });

  test('counts once, in the browser that began', async () => {
    const { query, cookie } = await walk();
    const other = jarOf(await begin());
    expect(errorOf(await finish(query, ''))).toBe('UNAUTHENTICATED');
    expect(errorOf(await finish(query, other))).toBe('UNAUTHENTICATED');
    const [first, second] = await Promise.all([finish(query, cookie), finish(query, cookie)]);
    const outcomes = [first, second].map(({ data }) => data?.finishOutsideSignIn?.outcome ?? null);
    expect(outcomes.toSorted()).toEqual(['REGISTER', null]);
    // a code that leaked is of no use to one who begins anew
    const fresh = await walk();
    const code = new URLSearchParams(query).get('code')!;
    const replayed = new URLSearchParams(fresh.query);
    replayed.set('code', code);
    expect(errorOf(await finish(`?${replayed}`, fresh.cookie))).toBe('UNAUTHENTICATED');
  });
});

test('C54: the way back is exactly the address of the deployment, whatever the request says', async () => {
  provider.redirectUris.length = 0;
  await walk(await begin('', { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http' }));
  expect(provider.redirectUris).toEqual(['https://bank.example/sign-in/outside/callback']);
  const url = new URL((await begin()).data.beginOutsideSignIn);
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    ...{ response_type: 'code', client_id: 'metodbank', code_challenge_method: 'S256' },
    scope: 'openid email profile',
  });
  for (const name of ['state', 'nonce', 'code_challenge'])
    expect(url.searchParams.get(name)!.length).toBeGreaterThanOrEqual(43);
});

test('F20: a service that is down is said to be so, and the password still signs in', async () => {
  const down = await startOpenIdProvider();
  await down.stop();
  const { issuer, clientId, clientSecret } = down;
  const other = await bootApp({
    databaseUrl: app.databaseUrl,
    config: { oidc: { issuer, clientId, clientSecret, name: 'Портал' } },
  });
  try {
    const answer = await other.gql('mutation { beginOutsideSignIn }');
    expect([answer.status, errorOf(answer)]).toEqual([503, 'UNAVAILABLE']);
    const { email } = await stored();
    const entered = await other.gql('mutation ($input: SignInInput!) { signIn(input: $input) }', {
      input: { email, password: PASSWORD },
    });
    expect(entered.data).toEqual({ signIn: true });
  } finally {
    await other.close();
  }
});

describe('C53: an account', () => {
  test('is linked by its verified address and its password, and then signed in to without one', async () => {
    const account = await stored();
    vouchFor(account);
    const first = await visit();
    expect(first.outcome).toBe('LINK');
    expect(await viewer(first.cookie)).toBeNull();
    const pending = await ask('{ pendingOutside { outcome email returnTo } }', {}, first.cookie);
    expect(pending.data.pendingOutside).toEqual({
      ...{ outcome: 'LINK', email: account.email, returnTo: '/themes' },
    });
    const wrong = await link(first.cookie, 'не тот');
    expect(wrong.errors[0]!.extensions['fields']).toHaveProperty('password');
    const linked = await link(first.cookie);
    expect(linked.data.linkOutside).toEqual({ outcome: 'SIGNED_IN' });
    expect(await viewer(jarOf(linked, first.cookie))).toEqual({ email: account.email });
    expect(errorOf(await link(first.cookie))).toBe('UNAUTHENTICATED');
    // the address may change there: the subject does not
    provider.person = { sub: provider.person.sub };
    const second = await visit();
    expect(second.outcome).toBe('SIGNED_IN');
    expect(await viewer(second.cookie)).toEqual({ email: account.email });
    const { rows } = await app.pool.query('select action from audit_event where subject_id = $1', [
      account.id,
    ]);
    expect(rows).toEqual([{ action: 'account.outside-linked' }]);
  });

  test.each([
    ['not verified', { email_verified: false }],
    ['not said to be verified', { email_verified: undefined }],
    ['said to be verified by a word', { email_verified: 'true' as unknown as boolean }],
    ['not told', { email: undefined }],
  ])('is not linked by an address that is %s', async (_, said) => {
    const account = await stored();
    vouchFor(account);
    provider.person = { ...provider.person, ...said } as typeof provider.person;
    const { answer, cookie } = await visit();
    expect(errorOf(answer)).toBe('CONFLICT');
    expect(errorOf(await link(cookie))).toBe('UNAUTHENTICATED');
  });

  test('is not entered when it is blocked, nor linked', async () => {
    const account = await stored({ blockedAt: new Date() });
    vouchFor(account);
    expect(errorOf((await visit()).answer)).toBe('UNAUTHENTICATED');
    const later = await stored();
    vouchFor(later);
    await link((await visit()).cookie);
    await app.pool.query('update account set blocked_at = now() where id = $1', [later.id]);
    expect(errorOf((await visit()).answer)).toBe('UNAUTHENTICATED');
  });

  test('C48: guesses of its password have to wait', async () => {
    const account = await stored();
    vouchFor(account);
    const { cookie } = await visit();
    const codes = [];
    for (let n = 0; n < 8; n++) {
      if (n === 6) await prolongWaits(app.pool);
      codes.push(errorOf(await link(cookie, `wrong ${n}`)));
    }
    expect(codes.slice(6)).toEqual(['RATE_LIMITED', 'RATE_LIMITED']);
  });

  test('with a second step asks for it after the service, too', async () => {
    const account = await stored();
    vouchFor(account);
    await link((await visit()).cookie);
    const { cookie: session } = await sessionOf(app.pool, account);
    const own = session.replace(/^sid=/, '__Host-sid=');
    const { key } = (await ask(`mutation { beginTotp(password: "${PASSWORD}") { key } }`, {}, own)).data
      .beginTotp;
    const code = generateSync({ secret: key.replaceAll(' ', '') });
    await ask('mutation ($code: String!) { confirmTotp(code: $code) }', { code }, own);
    const { outcome, cookie } = await visit();
    expect(outcome).toBe('SECOND_STEP');
    expect(await viewer(cookie)).toBeNull();
  });

  test('is linked by a member with the password, if the address there is the same, and unlinked', async () => {
    const account = await stored();
    const { cookie: session } = await sessionOf(app.pool, account);
    const own = session.replace(/^sid=/, '__Host-sid=');
    const beginLink = (password: string) =>
      ask('mutation ($password: String!) { beginOutsideLink(password: $password) }', { password }, own);
    expect(errorOf(await beginLink('не тот'))).toBe('BAD_USER_INPUT');
    // another's address
    const strange = await walk(await beginLink(PASSWORD), own);
    expect(errorOf(await finish(strange.query, strange.cookie))).toBe('CONFLICT');
    vouchFor(account);
    // another's session
    const { cookie: other } = await sessionOf(app.pool, await stored());
    const stolen = await walk(await beginLink(PASSWORD));
    const refused = await finish(stolen.query, `${stolen.cookie}; ${other.replace(/^sid=/, '__Host-sid=')}`);
    expect(errorOf(refused)).toBe('UNAUTHENTICATED');
    const right = await walk(await beginLink(PASSWORD), own);
    const done = await finish(right.query, right.cookie);
    expect(done.data.finishOutsideSignIn.outcome).toBe('LINKED');
    const identity = async () =>
      (await ask('{ myOutsideIdentity { email } }', {}, own)).data.myOutsideIdentity;
    expect(await identity()).toEqual({ email: account.email });
    expect((await visit()).outcome).toBe('SIGNED_IN');

    const unlink = (password: string) =>
      ask('mutation ($password: String!) { unlinkOutside(password: $password) }', { password }, own);
    expect(errorOf(await unlink('не тот'))).toBe('BAD_USER_INPUT');
    expect((await unlink(PASSWORD)).data).toEqual({ unlinkOutside: true });
    expect(await identity()).toBeNull();
    expect((await visit()).outcome).toBe('LINK');
  });
});

describe('a stranger', () => {
  test('registers with the consents, has no password, and signs in by the service', async () => {
    provider.person = { ...provider.person, family_name: 'Лосева', given_name: 'Вера' };
    const { email } = provider.person;
    const { outcome, cookie } = await visit();
    expect(outcome).toBe('REGISTER');
    const pending = await ask('{ pendingOutside { email lastName firstName } }', {}, cookie);
    expect(pending.data.pendingOutside).toEqual({ email, lastName: 'Лосева', firstName: 'Вера' });
    const refused = await register(cookie, { consents: ['MAILING'], lastName: ' ' });
    expect(Object.keys(refused.errors[0]!.extensions['fields'] as object)).toEqual(['lastName', 'consents']);
    const made = await register(cookie, { consents: ['PROCESSING', 'DISTRIBUTION'] });
    expect(made.data.registerOutside).toEqual({ outcome: 'SIGNED_IN', returnTo: '/themes' });
    const own = jarOf(made, cookie);
    expect(await viewer(own)).toEqual({ email });
    const { data } = await ask('{ myConsents { kind } }', {}, own);
    expect(data.myConsents.map(({ kind }: { kind: string }) => kind)).toEqual(['PROCESSING', 'DISTRIBUTION']);
    expect(errorOf(await register(cookie))).toBe('UNAUTHENTICATED');
    expect((await visit()).outcome).toBe('SIGNED_IN');
    const byPassword = await ask('mutation ($input: SignInInput!) { signIn(input: $input) }', {
      input: { email, password: '' },
    });
    expect(errorOf(byPassword)).toBe('UNAUTHENTICATED');
    // what wants a password says where one is set
    const unlink = await ask('mutation { unlinkOutside(password: "") }', {}, own);
    expect(unlink.errors[0]!.message).toContain('«Забыли пароль?»');
  });

  test('takes over nothing of one who began with the address before, nor leaves them a way in', async () => {
    const { email } = provider.person;
    await ask('mutation ($input: RegisterInput!) { register(input: $input) }', {
      input: {
        ...{ email, password: 'Пароль незнакомца', lastName: 'Чужая', firstName: 'Анна' },
        consents: ['PROCESSING', 'MAILING'],
      },
    });
    await app.jobs.drain();
    const { cookie } = await visit();
    const own = jarOf(await register(cookie), cookie);
    const { data } = await ask('{ viewer { fullName } myConsents { kind } }', {}, own);
    expect(data).toEqual({ viewer: { fullName: 'Лосева Вера' }, myConsents: [{ kind: 'PROCESSING' }] });
    const stranger = await ask('mutation ($input: SignInInput!) { signIn(input: $input) }', {
      input: { email, password: 'Пароль незнакомца' },
    });
    expect(errorOf(stranger)).toBe('UNAUTHENTICATED');
    const { rowCount } = await app.pool.query(
      'select from account_token t join account a on a.id = t.account_id where a.email = $1',
      [email],
    );
    expect(rowCount).toBe(0);
  });
});
