import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BootedApp, bootApp } from '../../../test/app.js';
import { buildOrganization, buildPerson } from '../../../test/builders.js';
import { buildAccount, signIn } from '../../../test/members.js';
import { statementsOf } from '../../../test/statements.js';
import { Role } from '../role.js';

interface SentLetter {
  to: string;
  text: string;
}

const PASSWORD = 'Синий кит в пруду';
let app: BootedApp;
let headers: { cookie: string };
let admin: string;
let sent: SentLetter[] = [];
let serial = 0;

beforeAll(async () => {
  app = await bootApp({
    config: { publicUrl: 'https://bank.example' },
    log: (line) => {
      const entry = JSON.parse(line) as SentLetter & { msg: string };
      if (entry.msg.startsWith('no mail server')) sent.push(entry);
    },
  });
  const em = app.orm.em.fork();
  const account = buildAccount(em, { roles: [Role.ADMIN], person: buildPerson(em, ['Юдина', 'Зоя']) });
  await em.flush();
  admin = account.id;
  headers = { cookie: (await signIn(app.pool, account)).cookie.replace(/^sid=/, '__Host-sid=') };
});
afterAll(() => app.close());

const newEmail = () => `invited-${++serial}@school.example`;
const invite = (email: string, more: object = {}, as = headers) =>
  app.gql(
    'mutation ($input: InviteInput!) { inviteToBank(input: $input) { accountId } }',
    { input: { email, lastName: 'Лосева', firstName: 'Вера', ...more } },
    as,
  );
const OPEN = `{ accountInvitations { id email fullName organizationName role placeName basis invitedBy sentAt
  expired accountId } }`;
const open = async (email: string) =>
  (await app.gql(OPEN, {}, headers)).data.accountInvitations.find(
    (one: { email: string }) => one.email === email,
  );
const again = (id: string) =>
  app.gql('mutation ($id: ID!) { sendInvitationAgain(id: $id) }', { id }, headers);
const revoke = (id: string) => app.gql('mutation ($id: ID!) { revokeInvitation(id: $id) }', { id }, headers);
const received = async (token: string) =>
  (
    await app.gql('query ($token: String!) { accountInvitation(token: $token) { email lastName role } }', {
      token,
    })
  ).data.accountInvitation;
const accept = (token: string, more: object = {}) =>
  app.gql('mutation ($input: AcceptAccountInvitationInput!) { acceptAccountInvitation(input: $input) }', {
    input: {
      ...{ token, password: PASSWORD, lastName: 'Лосева', firstName: 'Вера', patronymic: 'Ильинична' },
      ...{ consents: ['PROCESSING', 'DISTRIBUTION'], ...more },
    },
  });
const codeOf = ({ errors }: { errors: { extensions: Record<string, unknown> }[] }) =>
  errors[0]?.extensions['code'];

/** The token of the last letter to an address, after the jobs that wait are done. */
async function tokenFor(email: string): Promise<string> {
  await app.jobs.drain();
  const letters = sent.filter(({ to }) => to === email);
  sent = sent.filter(({ to }) => to !== email);
  return /https:\/\/bank\.example\/invitation\?token=([\w-]+)/.exec(letters.at(-1)?.text ?? '')?.[1] ?? '';
}

async function invited(more: object = {}): Promise<{ email: string; token: string }> {
  const email = newEmail();
  expect((await invite(email, more)).errors).toEqual([]);
  return { email, token: await tokenFor(email) };
}

test('who is invited sets the password, gives the consents, and has the role by its basis', async () => {
  const em = app.orm.em.fork();
  const organization = buildOrganization(em, 'Гимназия № 3');
  await em.flush();
  const { email, token } = await invited({
    ...{ organization: organization.slug, role: 'ORG_COORDINATOR', place: organization.id },
    ...{ basis: 'приказ № 9 от 01.11.2026', validTo: '2036-08-31' },
  });
  expect(await open(email)).toMatchObject({
    ...{ fullName: 'Лосева Вера', organizationName: 'Гимназия № 3', role: 'ORG_COORDINATOR' },
    ...{
      placeName: 'Гимназия № 3',
      basis: 'приказ № 9 от 01.11.2026',
      invitedBy: 'Юдина\u00a0З.',
      expired: false,
    },
  });
  expect(await received(token)).toEqual({ email, lastName: 'Лосева', role: 'ORG_COORDINATOR' });
  const answer = await accept(token);
  expect(answer.data).toEqual({ acceptAccountInvitation: true });
  const cookie = answer.headers.getSetCookie()[0]!.split(';')[0]!;
  const { data } = await app.gql(
    '{ viewer { email fullName roles { role scopeId } } myConsents { kind } }',
    {},
    { cookie },
  );
  expect(data).toEqual({
    viewer: {
      ...{ email, fullName: 'Лосева Вера Ильинична' },
      roles: [{ role: 'ORG_COORDINATOR', scopeId: organization.id }],
    },
    myConsents: [{ kind: 'PROCESSING' }, { kind: 'DISTRIBUTION' }],
  });
  expect(await open(email)).toBeUndefined();
  const { rows } = await app.pool.query<{ action: string; mine: boolean }>(
    `select action, actor = $2 as mine from audit_event where subject_id in (select id from account where email = $1)
     order by id`,
    [email, admin],
  );
  expect(rows).toContainEqual({ action: 'account.role-assigned', mine: true });
  expect(rows).toContainEqual({ action: 'account.invitation-accepted', mine: false });
});

test('the link is used once, also by many at a time, and holds the digest of its token alone', async () => {
  const { email, token } = await invited();
  const { rows } = await app.pool.query(
    'select token_hash as hash from account_invitation where email = $1',
    [email],
  );
  expect(rows[0].hash).toMatch(/^[0-9a-f]{64}$/);
  expect(Buffer.from(token, 'base64url')).toHaveLength(32);
  const answers = await Promise.all(Array.from({ length: 5 }, () => accept(token)));
  expect(answers.filter(({ errors }) => errors.length === 0)).toHaveLength(1);
  expect(codeOf(await accept(token))).toBe('BAD_USER_INPUT');
  expect((await app.pool.query('select from account where email = $1', [email])).rowCount).toBe(1);
});

test('a letter that is sent again kills the link before it, a week kills each, and a revoked one is dead at once', async () => {
  const { email, token } = await invited();
  const { id } = await open(email);
  await again(id);
  const second = await tokenFor(email);
  expect(await received(token)).toBeNull();
  expect(await received(second)).not.toBeNull();
  await app.pool.query(
    `update account_invitation set expires_at = now() - interval '1 second' where id = $1`,
    [id],
  );
  expect(codeOf(await accept(second))).toBe('BAD_USER_INPUT');
  expect((await open(email)).expired).toBe(true);
  await again(id);
  const third = await tokenFor(email);
  expect((await revoke(id)).errors).toEqual([]);
  expect(codeOf(await accept(third))).toBe('BAD_USER_INPUT');
  expect(codeOf(await again(id))).toBe('NOT_FOUND');
  const { rows } = await app.pool.query('select action from audit_event where subject_id = $1 order by id', [
    id,
  ]);
  expect(rows.map(({ action }) => action)).toEqual([
    'account.invited',
    'account.invitation-sent-again',
    'account.invitation-sent-again',
    'account.invitation-revoked',
  ]);
});

describe('an address that is known', () => {
  test('with an account is no fault: nothing is sent, and the answer leads to the account', async () => {
    const em = app.orm.em.fork();
    const account = buildAccount(em);
    await em.flush();
    const { data, errors } = await invite(account.email.toUpperCase());
    expect(errors).toEqual([]);
    expect(data.inviteToBank).toEqual({ accountId: account.id });
    expect(await tokenFor(account.email)).toBe('');
    expect(await open(account.email)).toBeUndefined();
  });

  test('with an invitation is refused at its field', async () => {
    const { email } = await invited();
    expect((await invite(email)).errors[0]!.extensions['fields']).toHaveProperty('email');
  });

  test('that registered meanwhile keeps its own password, and the list leads to the account', async () => {
    const { email, token } = await invited({ role: 'EXPERT', basis: 'приказ № 2' });
    const em = app.orm.em.fork();
    const account = buildAccount(em, { email });
    await em.flush();
    expect(codeOf(await accept(token))).toBe('CONFLICT');
    expect((await open(email)).accountId).toBe(account.id);
  });
});

test('a role needs its basis and a place where it is given, and the last day comes after the first', async () => {
  const faults = async (more: object) =>
    Object.keys((await invite(newEmail(), more)).errors[0]!.extensions['fields'] as object);
  expect(await faults({ role: 'METHODIST' })).toEqual(['basis']);
  expect(await faults({ role: 'ORG_HEAD', basis: 'приказ № 1' })).toEqual(['place']);
  expect(
    await faults({ role: 'EXPERT', basis: 'приказ № 1', validFrom: '2026-05-01', validTo: '2026-04-01' }),
  ).toEqual(['validTo']);
  expect(await faults({ email: 'нет', lastName: ' ', organization: 'no-such' })).toEqual([
    'email',
    'lastName',
  ]);
});

test('a role comes from nobody who does not administer the bank any more', async () => {
  const em = app.orm.em.fork();
  const former = buildAccount(em, { roles: [Role.ADMIN] });
  await em.flush();
  const as = { cookie: (await signIn(app.pool, former)).cookie.replace(/^sid=/, '__Host-sid=') };
  const email = newEmail();
  await invite(email, { role: 'ADMIN', basis: 'приказ № 1' }, as);
  const token = await tokenFor(email);
  await app.pool.query('update role_assignment set valid_to = current_date - 1 where account_id = $1', [
    former.id,
  ]);
  expect(codeOf(await accept(token))).toBe('CONFLICT');
  expect((await app.pool.query('select from account where email = $1', [email])).rowCount).toBe(0);
  // another administrator answers for it
  await again((await open(email)).id);
  expect((await accept(await tokenFor(email))).errors).toEqual([]);
});

test('a role whose time is over meanwhile is not given, the account is', async () => {
  const { email, token } = await invited({ role: 'EXPERT', basis: 'приказ № 1' });
  await app.pool.query(
    `update account_invitation set valid_from = current_date - 9, valid_to = current_date - 1 where email = $1`,
    [email],
  );
  expect((await accept(token)).errors).toEqual([]);
  const { rowCount } = await app.pool.query(
    'select from role_assignment r join account a on a.id = r.account_id where a.email = $1',
    [email],
  );
  expect(rowCount).toBe(0);
});

test('without the consent to processing, or with a password that everybody tries, there is no account', async () => {
  const { email, token } = await invited();
  expect((await accept(token, { consents: [] })).errors[0]!.extensions['fields']).toHaveProperty('consents');
  expect((await accept(token, { password: 'пароль123' })).errors[0]!.extensions['fields']).toHaveProperty(
    'password',
  );
  expect(await received(token)).toMatchObject({ email });
});

test('the list takes as many statements for one as for many', async () => {
  const count = async () => (await statementsOf(() => app.gql(OPEN, {}, headers))).length;
  await invited();
  const few = await count();
  for (let more = 0; more < 5; more += 1) await invited();
  expect(await count()).toBe(few);
});
