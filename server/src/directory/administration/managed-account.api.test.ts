import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type BootedApp, bootApp } from '../../../test/app.js';
import { buildNetwork, buildOrganization, buildPerson } from '../../../test/builders.js';
import { buildAccount, signIn } from '../../../test/members.js';
import type { Account } from '../account.entity.js';
import { Role } from '../role.js';

let app: BootedApp;
let admin: Account;
let headers: { cookie: string };
beforeAll(async () => {
  app = await bootApp();
});
afterAll(() => app.close());

/** Each test has the bank's only administrator. */
beforeEach(async () => {
  await app.pool.query('delete from role_assignment');
  admin = await stored([Role.ADMIN]);
  headers = await signIn(app.pool, admin);
});

async function stored(roles: Role[] = [], data: Partial<Account> = {}): Promise<Account> {
  const em = app.orm.em.fork();
  const account = Object.assign(buildAccount(em, { roles }), data);
  await em.flush();
  return account;
}

const ROLES = 'id version state blockReason roles { id role placeName basis validFrom validTo standing }';
const ask = (document: string, input: object, as = headers) => app.gql(document, { input }, as);
const assign = (input: object, as = headers) =>
  ask(`mutation ($input: AssignRoleInput!) { assignRole(input: $input) { ${ROLES} } }`, input, as);
const endRole = (input: object, as = headers) =>
  ask(`mutation ($input: EndRoleInput!) { endRole(input: $input) { ${ROLES} } }`, input, as);
const block = (input: object, as = headers) =>
  ask(`mutation ($input: BlockAccountInput!) { blockAccount(input: $input) { ${ROLES} } }`, input, as);
const unblock = (input: object) =>
  ask(`mutation ($input: UnblockAccountInput!) { unblockAccount(input: $input) { ${ROLES} } }`, input);
const codeOf = ({ errors }: { errors: { extensions: Record<string, unknown> }[] }) =>
  errors[0]?.extensions['code'];
const shown = async (id: string, as = headers) =>
  (await app.gql(`query ($id: ID!) { account(id: $id) { ${ROLES} sessionCount own } }`, { id }, as)).data
    .account;
const rolesOf = async (as: { cookie: string }) =>
  (await app.gql('{ viewer { roles { role } } }', {}, as)).data.viewer?.roles.map(
    ({ role }: { role: string }) => role,
  );
const trail = async (id: string) =>
  (
    await app.pool.query(
      `select actor, action, data from audit_event where subject_id = $1 and action <> 'account.viewed' order by id`,
      [id],
    )
  ).rows;

describe('roles', () => {
  test('B35: a session holds a role with the question after it was given, and not after it was ended', async () => {
    const { id, version } = await stored();
    const session = await signIn(app.pool, { id } as Account);
    const given = await assign({
      ...{ account: id, expectedVersion: version, role: 'METHODIST', basis: ' приказ № 7  от 02.09.2026 ' },
    });
    expect(given.data.assignRole.roles).toMatchObject([
      { role: 'METHODIST', placeName: null, basis: 'приказ № 7 от 02.09.2026', standing: 'IN_FORCE' },
    ]);
    expect(await rolesOf(session)).toEqual(['METHODIST']);
    const { version: now, roles } = given.data.assignRole;
    const ended = await endRole({ account: id, expectedVersion: now, assignment: roles[0].id });
    expect(ended.data.endRole.roles).toMatchObject([{ role: 'METHODIST', standing: 'ENDED' }]);
    expect(await rolesOf(session)).toEqual([]);
    const again = await endRole({
      ...{ account: id, expectedVersion: ended.data.endRole.version, assignment: roles[0].id },
    });
    expect(codeOf(again)).toBe('CONFLICT');
  });

  test('each change leaves a line with what was before and what is after', async () => {
    const { id, version } = await stored();
    const basis = 'протокол № 2 от 10.09.2026';
    const { data } = await assign({
      ...{ account: id, expectedVersion: version, role: 'EXPERT', basis, validFrom: '2026-09-11' },
    });
    const role = data.assignRole.roles[0];
    const { data: ended } = await endRole({
      ...{ account: id, expectedVersion: data.assignRole.version, assignment: role.id },
    });
    const before = { role: 'EXPERT', basis, validFrom: '2026-09-11', validTo: null };
    expect(await trail(id)).toEqual([
      { actor: admin.id, action: 'account.role-assigned', data: { before: null, after: before } },
      {
        actor: admin.id,
        action: 'account.role-ended',
        data: { before, after: { ...before, validTo: ended.endRole.roles[0].validTo } },
      },
    ]);
  });

  test('a role reaches no farther than its kind: a moderator has a network, an administrator the whole bank', async () => {
    const em = app.orm.em.fork();
    const school = buildOrganization(em);
    const network = buildNetwork(em, [school]);
    await em.flush();
    const { id, version } = await stored();
    const input = { account: id, expectedVersion: version, basis: 'соглашение сети от 05.09.2026' };
    for (const wrong of [
      { role: 'MODERATOR' },
      { role: 'MODERATOR', place: school.id },
      { role: 'ADMIN', place: network.id },
      { role: 'MUNICIPAL_COORDINATOR', place: 'nowhere' },
    ]) {
      const { errors } = await assign({ ...input, ...wrong });
      expect(Object.keys(errors[0]!.extensions['fields'] as object)).toEqual(['place']);
    }
    const { errors } = await assign({ ...input, role: 'TEACHER' });
    expect(errors[0]!.extensions['fields']).toHaveProperty('role');
    const given = await assign({ ...input, role: 'MODERATOR', place: network.id });
    expect(given.data.assignRole.roles[0]).toMatchObject({ role: 'MODERATOR', placeName: network.name });
  });

  test('a role wants its document, and days in their order', async () => {
    const { id, version } = await stored();
    const input = { account: id, expectedVersion: version, role: 'EXPERT', basis: '\u200B ' };
    const empty = await assign(input);
    expect(empty.errors[0]!.extensions['fields']).toHaveProperty('basis');
    const turned = await assign({
      ...input,
      basis: 'приказ № 1',
      validFrom: '2026-10-02',
      validTo: '2026-10-01',
    });
    expect(turned.errors[0]!.extensions['fields']).toHaveProperty('validTo');
    expect(await trail(id)).toEqual([]);
  });

  test('the same role twice for the same time is refused; after its last day it can be given again', async () => {
    const { id, version } = await stored();
    const input = { account: id, role: 'EXPERT', basis: 'приказ № 1' };
    const past = await assign({
      ...{ ...input, expectedVersion: version, validFrom: '2025-09-01', validTo: '2026-05-31' },
    });
    const now = await assign({
      ...input,
      expectedVersion: past.data.assignRole.version,
      validFrom: '2026-06-01',
    });
    expect(now.data.assignRole.roles.map(({ standing }: { standing: string }) => standing)).toEqual([
      'IN_FORCE',
      'ENDED',
    ]);
    const twice = await assign({ ...input, expectedVersion: now.data.assignRole.version });
    expect(codeOf(twice)).toBe('CONFLICT');
  });

  test('two administrators on one page: the second is told that it has changed', async () => {
    const { id, version } = await stored();
    const input = { account: id, expectedVersion: version, basis: 'приказ № 1' };
    expect(codeOf(await assign({ ...input, role: 'EXPERT' }))).toBeUndefined();
    expect(codeOf(await assign({ ...input, role: 'METHODIST' }))).toBe('CONFLICT');
    expect(codeOf(await block({ ...input, basis: undefined, reason: 'Уволился' }))).toBe('CONFLICT');
    expect((await shown(id)).roles).toHaveLength(1);
  });
});

describe('blocking', () => {
  test('C43: a blocked account is signed out at once, and signs in again when it is unblocked', async () => {
    const { id, version } = await stored();
    const session = await signIn(app.pool, { id } as Account);
    const { data } = await block({ account: id, expectedVersion: version, reason: 'Уволился' });
    expect(data.blockAccount).toMatchObject({ state: 'BLOCKED', blockReason: 'Уволился' });
    expect(await rolesOf(session)).toBeUndefined();
    const { rows } = await app.pool.query('select from session where account_id = $1', [id]);
    expect(rows).toHaveLength(0);
    const after = await unblock({ account: id, expectedVersion: data.blockAccount.version });
    expect(after.data.unblockAccount).toMatchObject({ state: 'ACTIVE', blockReason: null });
    expect((await trail(id)).map(({ action }) => action)).toEqual(['account.blocked', 'account.unblocked']);
  });

  test('it wants a reason', async () => {
    const { id, version } = await stored();
    const { errors } = await block({ account: id, expectedVersion: version, reason: ' ' });
    expect(errors[0]!.extensions['fields']).toHaveProperty('reason');
    expect((await shown(id)).state).toBe('ACTIVE');
  });
});

describe('B37', () => {
  test('nobody changes their own rights', async () => {
    const own = { account: admin.id, expectedVersion: admin.version };
    const before = await shown(admin.id);
    expect(before.own).toBe(true);
    const refused = [
      await assign({ ...own, role: 'COUNCIL_CHAIR', basis: 'приказ № 1' }),
      await endRole({ ...own, assignment: before.roles[0].id }),
      await block({ ...own, reason: 'Устал' }),
    ];
    expect(refused.map(codeOf)).toEqual(['FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN']);
    expect(await shown(admin.id)).toEqual(before);
    expect(await trail(admin.id)).toEqual([]);
  });

  test.each([
    ['end', 'endRole'],
    ['block', 'blockAccount'],
  ])('of two administrators who %s each other at once, one stays', async (_, mutation) => {
    const other = await stored([Role.ADMIN]);
    const theirs = await signIn(app.pool, other);
    const act = async (target: Account, as: { cookie: string }) => {
      const { roles } = await shown(target.id, as);
      const common = { account: target.id, expectedVersion: target.version };
      return mutation === 'endRole'
        ? () => endRole({ ...common, assignment: roles[0].id }, as)
        : () => block({ ...common, reason: 'Спор' }, as);
    };
    const both = [await act(other, headers), await act(admin, theirs)];
    const codes = (await Promise.all(both.map((run) => run()))).map(codeOf);
    expect(codes.filter((code) => code === undefined)).toHaveLength(1);
    expect(['CONFLICT', 'FORBIDDEN', 'UNAUTHENTICATED']).toContain(codes.find((code) => code !== undefined));
    const left = [await rolesOf(headers), await rolesOf(theirs)].filter((roles) => roles?.includes('ADMIN'));
    expect(left).toHaveLength(1);
  });

  test('an administrator who could not sign in does not count', async () => {
    const { keepAdministrator } = await import('./last-administrator.js');
    const check = () => app.orm.em.fork().transactional((em) => keepAdministrator(em));
    await stored([Role.ADMIN], { blockedAt: new Date() });
    await stored([Role.ADMIN], { emailConfirmedAt: null });
    await expect(check()).resolves.toBeUndefined();
    await app.pool.query('update account set blocked_at = now() where id = $1', [admin.id]);
    await expect(check()).rejects.toThrow('last administrator');
  });
});

describe('the list', () => {
  const list = async (args: object) =>
    (
      await app.gql(
        `query ($query: String, $state: AccountState, $role: Role, $first: Int! = 20, $after: String) {
          accounts(query: $query, state: $state, role: $role, first: $first, after: $after) {
            totalCount nodes { id email } pageInfo { hasNextPage endCursor } } }`,
        args,
        headers,
      )
    ).data.accounts;

  test('finds by words of the name, the address and the organisation, and takes them as they are', async () => {
    const em = app.orm.em.fork();
    const school = buildOrganization(em, 'Лицей «Росток»');
    const person = buildPerson(em, ['Журавлёва', 'Нина', 'Олеговна'], school);
    const { id } = buildAccount(em, { person, email: 'n_zh@rostok.example' });
    await em.flush();
    for (const query of ['журавлёва нина', 'n_zh', 'росток  ЖУРАВ'])
      expect((await list({ query })).nodes.map((node: { id: string }) => node.id)).toEqual([id]);
    for (const query of ['n%zh', 'журавлёва петровна', 'n\\zh'])
      expect((await list({ query })).nodes).toEqual([]);
  });

  test('by state and by a role of today', async () => {
    const blocked = await stored([Role.EXPERT], { blockedAt: new Date() });
    const waiting = await stored([], { emailConfirmedAt: null });
    const ids = async (args: object) => (await list(args)).nodes.map((node: { id: string }) => node.id);
    expect(await ids({ state: 'BLOCKED', role: 'EXPERT' })).toEqual([blocked.id]);
    expect(await ids({ state: 'UNCONFIRMED' })).toContain(waiting.id);
    await app.pool.query(`update role_assignment set valid_to = current_date - 1 where role = 'EXPERT'`);
    expect(await ids({ role: 'EXPERT' })).toEqual([]);
  });

  test('page after page, each account once', async () => {
    const { totalCount } = await list({});
    const seen: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const page = await list({ first: 3, after });
      seen.push(...page.nodes.map((node: { id: string }) => node.id));
      ({ endCursor: after, hasNextPage: more } = page.pageInfo);
    }
    expect(seen).toHaveLength(totalCount);
    expect(new Set(seen).size).toBe(totalCount);
  });

  test('L121: who looked at an account stands in the audit trail', async () => {
    const { id } = await stored();
    await shown(id);
    const { rows } = await app.pool.query('select actor, action from audit_event where subject_id = $1', [
      id,
    ]);
    expect(rows).toEqual([{ actor: admin.id, action: 'account.viewed' }]);
  });

  test('L121: looking through accounts is kept too, by one line with those that were shown', async () => {
    const { id } = await stored();
    await app.gql('{ accounts(first: 100) { nodes { id } } }', {}, headers);
    const { rows } = await app.pool.query(
      `select action, data->'accounts' ? $2 as shown from audit_event where actor = $1`,
      [admin.id, id],
    );
    expect(rows).toEqual([{ action: 'account.listed', shown: true }]);
  });
});
