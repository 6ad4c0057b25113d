import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BootedApp, bootApp } from '../../../test/app.js';
import { buildAccount, signIn } from '../../../test/members.js';
import { statementsOf } from '../../../test/statements.js';
import { hashPassword } from '../password.js';
import { forgetUnconfirmed } from './registration.service.js';

const PASSWORD = 'Синий кит в пруду';
const OPERATOR = 'МБУ «Методический центр», г. Лесной, ул. Садовая, 1, ИНН 0000000000, ОГРН 0000000000000';
const CONSENTS = ['PROCESSING', 'DISTRIBUTION'];

interface SentLetter {
  to: string;
  subject: string;
  text: string;
}

let app: BootedApp;
let sent: SentLetter[] = [];
beforeAll(async () => {
  app = await bootApp({
    config: { publicUrl: 'https://bank.example', operator: OPERATOR },
    log: (line) => {
      const entry = JSON.parse(line) as SentLetter & { msg: string };
      if (entry.msg.startsWith('no mail server')) sent.push(entry);
    },
  });
});
afterAll(() => app.close());

/** What has been written to an address, after the jobs that wait are done. */
async function lettersTo(address: string): Promise<SentLetter[]> {
  await app.jobs.drain();
  const found = sent.filter(({ to }) => to === address);
  sent = sent.filter(({ to }) => to !== address);
  return found;
}
const tokenIn = (letters: SentLetter[]): string =>
  /token=([\w-]+)/.exec(letters.at(-1)?.text ?? '')?.[1] ?? '';

const register = (email: string, more: object = {}) =>
  app.gql('mutation ($input: RegisterInput!) { register(input: $input) }', {
    input: { email, password: PASSWORD, lastName: 'Лосева', firstName: 'Вера', consents: CONSENTS, ...more },
  });
const confirm = (token: string, headers = {}) =>
  app.gql('mutation ($token: String!) { confirmEmail(token: $token) }', { token }, headers);
const enter = (email: string, password = PASSWORD) =>
  app.gql('mutation ($input: SignInInput!) { signIn(input: $input) }', { input: { email, password } });
const askForReset = (email: string, headers = {}) =>
  app.gql('mutation ($email: String!) { requestPasswordReset(email: $email) }', { email }, headers);
const reset = (token: string, password = 'Красный гусь на лугу') =>
  app.gql('mutation ($input: ResetPasswordInput!) { resetPassword(input: $input) }', {
    input: { token, password },
  });
const cookieOf = (headers: Headers) =>
  headers
    .getSetCookie()
    .map((line) => line.split(';')[0]!)
    .join('; ');
const codeOf = ({ errors }: { errors: { extensions: Record<string, unknown> }[] }) =>
  errors[0]?.extensions['code'];

async function member(): Promise<{ email: string; cookie: string }> {
  const em = app.orm.em.fork();
  const account = Object.assign(buildAccount(em), { passwordHash: await hashPassword(PASSWORD) });
  await em.flush();
  const { cookie } = await signIn(app.pool, account);
  return { email: account.email, cookie: cookie.replace(/^sid=/, '__Host-sid=') };
}

describe('registration', () => {
  test('a link of a letter confirms the address once, and begins a session', async () => {
    expect((await register('Vera@School.Example')).data).toEqual({ register: true });
    expect(codeOf(await enter('vera@school.example'))).toBe('UNAUTHENTICATED');
    const letters = await lettersTo('vera@school.example');
    expect(letters).toHaveLength(1);
    const token = tokenIn(letters);
    const answer = await confirm(token);
    expect(answer.data).toEqual({ confirmEmail: true });
    const { data } = await app.gql('{ myConsents { kind } }', {}, { cookie: cookieOf(answer.headers) });
    expect(data.myConsents.map(({ kind }: { kind: string }) => kind)).toEqual(CONSENTS);
    expect(codeOf(await confirm(token))).toBe('BAD_USER_INPUT');
    expect((await enter('vera@school.example')).data).toEqual({ signIn: true });
  });

  test('C46: a known address gets the same answer, and its owner another letter', async () => {
    const { email } = await member();
    expect((await register(email)).data).toEqual({ register: true });
    const letters = await lettersTo(email);
    expect(letters.map(({ subject }) => subject)).toEqual(['У вас уже есть запись – Методбанк']);
    expect((await enter(email)).data).toEqual({ signIn: true });
  });

  test('who confirms an address finds the own password and consents, not those of an earlier stranger', async () => {
    await register('late@school.example', { password: 'Пароль незнакомца', lastName: 'Чужая' });
    const first = tokenIn(await lettersTo('late@school.example'));
    await register('late@school.example', { consents: ['PROCESSING', 'PROCESSING'] });
    const second = tokenIn(await lettersTo('late@school.example'));
    expect(codeOf(await confirm(first))).toBe('BAD_USER_INPUT');
    const { headers } = await confirm(second);
    const cookie = cookieOf(headers);
    expect((await app.gql('{ myConsents { kind } }', {}, { cookie })).data.myConsents).toEqual([
      { kind: 'PROCESSING' },
    ]);
    expect(codeOf(await enter('late@school.example', 'Пароль незнакомца'))).toBe('UNAUTHENTICATED');
    expect((await enter('late@school.example')).data).toEqual({ signIn: true });
  });

  test('C46: the same is done for a known address as for a new one before the answer', async () => {
    const { email } = await member();
    const known = await statementsOf(() => register(email));
    const unknown = await statementsOf(() => register('fresh@school.example'));
    expect(known.length).toBeGreaterThan(1);
    expect(known).toEqual(unknown);
  });

  test('all that is wrong with a form is told at once', async () => {
    const { errors } = await register('anna', { lastName: ' ', password: '', consents: [] });
    expect(Object.keys(errors[0]!.extensions['fields'] as object)).toEqual([
      ...['lastName', 'email', 'password', 'consents'],
    ]);
  });

  test('nothing is ticked for anybody: without the consent to processing there is no account', async () => {
    const { errors } = await register('none@school.example', { consents: ['MAILING'] });
    expect(Object.keys(errors[0]!.extensions['fields'] as object)).toEqual(['consents']);
    expect(await lettersTo('none@school.example')).toEqual([]);
  });

  test.each([
    ...['password1', '12345678', 'Qwertyuiop', 'йцукенгш', 'Пароль2026', 'gfhjkm123', 'Методбанк1'],
    ...['коротко', 'я'.repeat(129)],
  ])('C51: «%s» is no password', async (password) => {
    const { errors } = await register('weak@school.example', { password });
    expect(Object.keys(errors[0]!.extensions['fields'] as object)).toEqual(['password']);
  });

  test('C98: no line of a header can be smuggled in by an address or a name', async () => {
    expect(codeOf(await register('a@school.example\r\nBcc: b@school.example'))).toBe('BAD_USER_INPUT');
    await register('line@school.example', { lastName: 'Лосева\r\nBcc: b@school.example' });
    const [letter] = await lettersTo('line@school.example');
    expect(letter?.to).toBe('line@school.example');
    expect(letter?.subject).not.toMatch(/[\r\n]/);
  });

  test('an account that nobody confirms goes after a week, with the person behind it', async () => {
    await register('never@school.example', { lastName: 'Никогда' });
    await app.jobs.drain();
    const age = `update account set updated_at = now() - interval '8 days' where email = 'never@school.example'`;
    await app.pool.query(age);
    expect(await forgetUnconfirmed(app.orm.em.fork())).toBe(1);
    const { rowCount } = await app.pool.query(`select from person where last_name = 'Никогда'`);
    expect(rowCount).toBe(0);
  });
});

describe('a forgotten password', () => {
  test('C43, C45: the link sets a new one once, signs all devices out and tells of it', async () => {
    const { email, cookie } = await member();
    expect((await askForReset(email)).data).toEqual({ requestPasswordReset: true });
    const token = tokenIn(await lettersTo(email));
    const tries = await Promise.all(Array.from({ length: 20 }, () => reset(token)));
    expect(tries.filter(({ data }) => data?.resetPassword)).toHaveLength(1);
    expect((await app.gql('{ viewer { email } }', {}, { cookie })).data).toEqual({ viewer: null });
    expect((await enter(email, 'Красный гусь на лугу')).data).toEqual({ signIn: true });
    expect((await lettersTo(email)).map(({ subject }) => subject)).toEqual(['Пароль изменён – Методбанк']);
  });

  test('C45: a link is stored as a hash alone, and a later one or a changed password kills it', async () => {
    const { email, cookie } = await member();
    await askForReset(email);
    const first = tokenIn(await lettersTo(email));
    const { rows } = await app.pool.query<{ token_hash: string }>('select token_hash from account_token');
    expect(rows.some(({ token_hash: hash }) => hash === first)).toBe(false);
    await askForReset(email);
    const second = tokenIn(await lettersTo(email));
    expect(codeOf(await reset(first))).toBe('BAD_USER_INPUT');
    await app.gql(
      'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) }',
      { input: { current: PASSWORD, password: 'Зелёный лес весной' } },
      { cookie },
    );
    expect(codeOf(await reset(second))).toBe('BAD_USER_INPUT');
  });

  test('C46: an unknown address gets the same answer and no letter', async () => {
    const [known, unknown] = [await member(), { email: 'nobody@school.example' }];
    const answers = [await askForReset(known.email), await askForReset(unknown.email)];
    expect(answers.map(({ text }) => text)).toEqual([answers[0]!.text, answers[0]!.text]);
    expect(await lettersTo(unknown.email)).toEqual([]);
  });

  test('C46: the same is done for a known address as for an unknown one before the answer', async () => {
    const { email } = await member();
    const known = await statementsOf(() => askForReset(email));
    const unknown = await statementsOf(() => askForReset('nobody-else@school.example'));
    expect(known.length).toBeGreaterThan(1);
    expect(known).toEqual(unknown);
  });

  test('C45: no link lies in the queue, where others could use it', async () => {
    const { email } = await member();
    await askForReset(email);
    const token = tokenIn(await lettersTo(email));
    const { rows } = await app.pool.query<{ data: string }>('select data::text from pgboss.job');
    expect(rows.some(({ data }) => data.includes(email))).toBe(true);
    expect(rows.some(({ data }) => data?.includes(token))).toBe(false);
    expect((await reset(token)).data).toEqual({ resetPassword: true });
  });

  test('a blocked account gets no letter', async () => {
    const { email } = await member();
    await app.pool.query('update account set blocked_at = now() where email = $1', [email]);
    await askForReset(email);
    expect(await lettersTo(email)).toEqual([]);
  });

  test('C47: a poisoned Host does not reach the link', async () => {
    const { email } = await member();
    await askForReset(email, { 'x-forwarded-host': 'evil.example' });
    const [letter] = await lettersTo(email);
    expect(letter?.text).toContain('https://bank.example/reset/new?token=');
    expect(letter?.text).not.toContain('evil');
  });
});

describe('texts of consents', () => {
  test('each names the operator, and what was agreed to is kept word for word under its hash', async () => {
    const { data } = await app.gql('{ consentDocuments { kind title text hash } }');
    for (const { text } of data.consentDocuments as { text: string }[]) expect(text).toContain(OPERATOR);
    const { cookie } = await member();
    await app.gql('mutation { giveConsent(kind: MAILING) }', {}, { cookie });
    const { rows } = await app.pool.query(
      `select t.title, t.body as text, t.hash, t.kind from consent c join consent_text t on t.hash = c.text_hash
       where c.kind = 'MAILING'`,
    );
    expect(data.consentDocuments).toContainEqual(rows[0]);
    expect(createHash('sha256').update(rows[0].text).digest('hex')).toBe(rows[0].hash);
  });
});

describe('a text that has changed', () => {
  test('is shown as changed, and agreeing to it ends the former consent', async () => {
    const { cookie } = await member();
    const own = async () => (await app.gql('{ myConsents { current } }', {}, { cookie })).data.myConsents;
    const give = () => app.gql('mutation { giveConsent(kind: MAILING) }', {}, { cookie });
    await give();
    expect(await own()).toEqual([{ current: true }]);
    const { rows } = await app.pool.query<{ id: string }>(
      `update consent set text_hash = 'of a former text'
       where id = (select id from consent order by id desc limit 1) returning id`,
    );
    expect(await own()).toEqual([{ current: false }]);
    await give();
    expect(await own()).toEqual([{ current: true }]);
    const former = await app.pool.query(
      'select withdrawn_at is not null as ended from consent where id = $1',
      [rows[0]!.id],
    );
    expect(former.rows).toEqual([{ ended: true }]);
  });
});

describe('changes by the owner', () => {
  test('C43: a new password keeps this device and signs the others out', async () => {
    const { email, cookie } = await member();
    const other = cookieOf((await enter(email)).headers);
    const change = (current: string) =>
      app.gql(
        'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) }',
        { input: { current, password: 'Зелёный лес весной' } },
        { cookie },
      );
    expect((await change('не тот')).errors[0]!.extensions['fields']).toHaveProperty('current');
    expect((await change(PASSWORD)).data).toEqual({ changePassword: true });
    const viewer = async (jar: string) =>
      (await app.gql('{ viewer { email } }', {}, { cookie: jar })).data.viewer;
    expect([await viewer(cookie), await viewer(other)]).toEqual([{ email }, null]);
  });

  test('C98: a new address cannot begin another line of a head', async () => {
    const { cookie } = await member();
    const answer = await app.gql(
      'mutation ($input: ChangeEmailInput!) { changeEmail(input: $input) }',
      { input: { email: 'a@school.example\nBcc: b@school.example', password: PASSWORD } },
      { cookie },
    );
    expect(Object.keys(answer.errors[0]!.extensions['fields'] as object)).toEqual(['email']);
  });

  test('a new address holds from the moment that its owner confirms it, and the old one is told', async () => {
    const { email, cookie } = await member();
    await app.gql(
      'mutation ($input: ChangeEmailInput!) { changeEmail(input: $input) }',
      { input: { email: 'moved@school.example', password: PASSWORD } },
      { cookie },
    );
    expect(codeOf(await enter('moved@school.example'))).toBe('UNAUTHENTICATED');
    const token = tokenIn(await lettersTo('moved@school.example'));
    // the address may be mistyped, and then its reader is a stranger
    const { cookie: stranger } = await member();
    expect(codeOf(await confirm(token))).toBe('UNAUTHENTICATED');
    expect(codeOf(await confirm(token, { cookie: stranger }))).toBe('UNAUTHENTICATED');
    const moved = await confirm(token, { cookie });
    expect(moved.data).toEqual({ confirmEmail: true });
    expect(moved.headers.getSetCookie()).toEqual([]);
    expect((await enter('moved@school.example')).data).toEqual({ signIn: true });
    expect(codeOf(await enter(email))).toBe('UNAUTHENTICATED');
    expect((await lettersTo(email)).map(({ subject }) => subject)).toEqual([
      'Адрес входа изменён – Методбанк',
    ]);
  });

  test('a consent is withdrawn with what follows: nothing of a profile is public any more', async () => {
    const { cookie } = await member();
    const act = (document: string) => app.gql(document, {}, { cookie });
    await act('mutation { giveConsent(kind: DISTRIBUTION) }');
    await act('mutation { giveConsent(kind: DISTRIBUTION) }');
    expect((await act('{ myConsents { kind } }')).data.myConsents).toEqual([{ kind: 'DISTRIBUTION' }]);
    await act('mutation { withdrawConsent(kind: DISTRIBUTION) }');
    expect((await act('{ myConsents { kind } }')).data.myConsents).toEqual([]);
    expect(codeOf(await act('mutation { withdrawConsent(kind: PROCESSING) }'))).toBe('CONFLICT');
    const { rows } = await app.pool.query(
      `select count(*)::int as kept from consent where withdrawn_at is not null and kind = 'DISTRIBUTION'`,
    );
    expect(rows[0].kept).toBe(1);
  });
});
