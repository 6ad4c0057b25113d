import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BootedApp, bootApp } from '../../test/app.js';
import { failuresOf, oneTryLeft, prolongWaits } from '../../test/guesses.js';
import { buildAccount } from '../../test/members.js';
import { hashPassword, isOutdated, verifyPassword } from './password.js';

const PASSWORD = 'Тихий час в 14 ё';

let app: BootedApp;
let hash: string;
beforeAll(async () => {
  app = await bootApp();
  hash = await hashPassword(PASSWORD);
});
afterAll(() => app.close());

async function account(data: { passwordHash?: string | null; emailConfirmedAt?: Date | null } = {}) {
  const em = app.orm.em.fork();
  const made = Object.assign(buildAccount(em), { passwordHash: hash, ...data });
  await em.flush();
  return made;
}

const signIn = (email: string, password: string, cookie = '') =>
  app.gql(
    'mutation ($input: SignInInput!) { signIn(input: $input) }',
    { input: { email, password } },
    cookie ? { cookie } : {},
  );
const viewer = async (cookie: string) => (await app.gql('{ viewer { email } }', {}, { cookie })).data.viewer;
const codeOf = ({ errors }: { errors: { extensions: Record<string, unknown> }[] }) =>
  errors[0]?.extensions['code'];
const cookiesOf = (headers: Headers) =>
  headers
    .getSetCookie()
    .map((line) => line.split(';')[0]!)
    .join('; ');

describe('signing in', () => {
  test('C42: the right password begins a session in a cookie that no script reads', async () => {
    const { email } = await account();
    const answer = await signIn(` ${email.toUpperCase()} `, PASSWORD);
    expect(answer.data).toEqual({ signIn: true });
    const [session] = answer.headers.getSetCookie();
    expect(session).toMatch(/^sid=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/);
    const cookie = cookiesOf(answer.headers);
    expect(await viewer(cookie)).toEqual({ email });
    const { rows } = await app.pool.query<{ token_hash: string }>('select token_hash from session');
    expect(rows.some(({ token_hash: kept }) => cookie.includes(kept))).toBe(false);
  });

  test('C42: over https the cookie is bound to the host', async () => {
    const secure = await bootApp({ config: { publicUrl: 'https://bank.example' } });
    try {
      const em = secure.orm.em.fork();
      const made = Object.assign(buildAccount(em), { passwordHash: hash });
      await em.flush();
      const answer = await secure.gql('mutation ($input: SignInInput!) { signIn(input: $input) }', {
        input: { email: made.email, password: PASSWORD },
      });
      for (const line of answer.headers.getSetCookie()) {
        expect(line).toMatch(
          /^__Host-(sid|device)=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
        );
      }
    } finally {
      await secure.close();
    }
  });

  test('C46: an unknown address, a wrong password, no password, an unconfirmed or blocked account answer alike', async () => {
    const known = await account();
    const passwordless = await account({ passwordHash: null });
    const unconfirmed = await account({ emailConfirmedAt: null });
    const blocked = await account();
    await app.pool.query('update account set blocked_at = now() where id = $1', [blocked.id]);
    const answers = await Promise.all([
      signIn('nobody@school.example', PASSWORD),
      signIn(known.email, `${PASSWORD}!`),
      signIn(passwordless.email, PASSWORD),
      signIn(unconfirmed.email, PASSWORD),
      signIn(blocked.email, PASSWORD),
    ]);
    expect(new Set(answers.map(({ errors }) => JSON.stringify(errors[0]))).size).toBe(1);
    expect(answers.map(codeOf)).toEqual(Array(5).fill('UNAUTHENTICATED'));
    for (const { headers } of answers) expect(headers.getSetCookie()).toEqual([]);
  });

  test('C41: the session from before signing in is dead after it', async () => {
    const first = await account();
    const before = cookiesOf((await signIn(first.email, PASSWORD)).headers);
    const second = await account();
    await signIn(second.email, PASSWORD, before);
    expect(await viewer(before)).toBeNull();
  });

  test('C43: signing out ends this device, signing out everywhere ends all', async () => {
    const { email } = await account();
    const [one, two, three] = await Promise.all(
      [1, 2, 3].map(async () => cookiesOf((await signIn(email, PASSWORD)).headers)),
    );
    const out = await app.gql('mutation { signOut }', {}, { cookie: one! });
    expect(out.headers.getSetCookie()).toEqual(['sid=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax']);
    expect(await viewer(one!)).toBeNull();
    expect(await viewer(two!)).not.toBeNull();
    await app.gql('mutation { signOutEverywhere }', {}, { cookie: two! });
    expect(await viewer(two!)).toBeNull();
    expect(await viewer(three!)).toBeNull();
  });
});

describe('guessing', () => {
  test('C48: many wrong passwords have to wait; the right one from a known device does not', async () => {
    const { email } = await account();
    const known = cookiesOf((await signIn(email, PASSWORD)).headers);
    const codes: unknown[] = [];
    for (let n = 0; n < 8; n++) {
      if (n === 6) await prolongWaits(app.pool);
      codes.push(codeOf(await signIn(email, `wrong ${n}`)));
    }
    expect(codes.slice(0, 6)).toEqual(Array(6).fill('UNAUTHENTICATED'));
    expect(codes.slice(6)).toEqual(['RATE_LIMITED', 'RATE_LIMITED']);
    const refused = await signIn(email, PASSWORD);
    expect(codeOf(refused)).toBe('RATE_LIMITED');
    expect(refused.errors[0]!.message).toMatch(/^Слишком много попыток подряд. Повторите через \d+ мин/);
    expect((await signIn(email, PASSWORD, known)).data).toEqual({ signIn: true });
  });

  test('C48: one address that tries many accounts has to wait', async () => {
    const codes = [];
    for (let n = 0; n < 40; n++) codes.push(codeOf(await signIn(`guess-${n}@school.example`, 'wrong')));
    expect(codes.filter((code) => code === 'RATE_LIMITED').length).toBeGreaterThan(5);
    await app.pool.query('delete from sign_in_attempt');
  });

  test('C48: tries at once do not slip through together', async () => {
    const { email } = await account();
    await signIn(email, 'wrong');
    await oneTryLeft(app.pool);
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => signIn(email, `wrong ${n}`)));
    const tried = answers.filter((answer) => codeOf(answer) === 'UNAUTHENTICATED').length;
    expect(tried).toBe(1);
    await app.pool.query('delete from sign_in_attempt');
  });

  test('C49: tries by aliases of one request are one try after another, and wait like any; too many make none', async () => {
    const { email } = await account();
    await signIn(email, 'wrong');
    await oneTryLeft(app.pool);
    const codesOf = async (count: number) => {
      const tries = Array.from(
        { length: count },
        (_, n) => `a${n}: signIn(input: { email: ${JSON.stringify(email)}, password: "wrong ${n}" })`,
      );
      const { errors } = await app.gql(`mutation { ${tries.join(' ')} }`);
      return errors.map(({ extensions }) => extensions['code']);
    };
    expect(await codesOf(21)).toEqual(['QUERY_LIMIT']);
    expect(await codesOf(20)).toEqual(['UNAUTHENTICATED']);
    // of twenty that the network address made the account was asked for one
    expect(await failuresOf(app.pool)).toEqual([10, 29]);
    await app.pool.query('delete from sign_in_attempt');
  });
});

describe('passwords', () => {
  test('C50: are argon2id with 19 MiB, two passes and a salt of their own', async () => {
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(await hashPassword(PASSWORD)).not.toBe(hash);
    expect(await verifyPassword(PASSWORD, hash)).toBe(true);
    expect(await verifyPassword('Тихий час в 14 е', hash)).toBe(false);
    expect(await verifyPassword(PASSWORD, 'md5')).toBe(false);
  });

  test('C51: Cyrillic in composed and decomposed form is one password', async () => {
    expect(await verifyPassword(PASSWORD.normalize('NFD'), hash)).toBe(true);
  });

  test('C50: a hash of weaker parameters is made again at the next sign-in', async () => {
    const weak = '$argon2id$v=19$m=8,t=1,p=1$';
    expect(isOutdated(`${weak}AAAA$AAAA`)).toBe(true);
    const { argon2Sync } = await import('node:crypto');
    const salt = Buffer.alloc(16, 1);
    const tag = argon2Sync('argon2id', {
      message: PASSWORD.normalize('NFC'),
      nonce: salt,
      parallelism: 1,
      tagLength: 32,
      memory: 8,
      passes: 1,
    });
    const plain = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');
    const { email, id } = await account({ passwordHash: `${weak}${plain(salt)}$${plain(tag)}` });
    expect((await signIn(email, PASSWORD)).data).toEqual({ signIn: true });
    const { rows } = await app.pool.query<{ password_hash: string }>(
      'select password_hash from account where id = $1',
      [id],
    );
    expect(isOutdated(rows[0]!.password_hash)).toBe(false);
    expect((await signIn(email, PASSWORD)).data).toEqual({ signIn: true });
  });

  test('C51: a password of 1 MB is refused without hashing', async () => {
    const { email } = await account();
    const answer = await signIn(email, 'я'.repeat(2000));
    expect(codeOf(answer)).toBe('BAD_USER_INPUT');
    expect(
      (await app.post(JSON.stringify({ query: '{ viewer { id } }', x: 'a'.repeat(1_000_000) }))).status,
    ).toBe(413);
  });
});
