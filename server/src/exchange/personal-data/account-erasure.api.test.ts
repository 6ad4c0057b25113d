import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type BootedApp, bootApp } from '../../../test/app.js';
import { buildMaterial } from '../../../test/builders.js';
import { storeDraft } from '../../../test/drafts.js';
import { buildAccount, memberOf, signIn } from '../../../test/members.js';
import { PLANTED, PLANTED_PASSWORD, type PlantedPerson, plantPerson } from '../../../test/planted-person.js';
import { hashPassword } from '../../directory/password.js';
import { Role } from '../../directory/role.js';
import { MaterialStatus } from '../../materials/material-enums.js';
import { ERASE_DUE } from './erasure.jobs.js';
import { personalData } from './personal-data.js';
import { PersonalDataReads } from './personal-data.reads.js';
import { Tombstones } from '../../platform/tombstones.js';

let app: BootedApp;
let log: string[];
beforeEach(async () => {
  log = [];
  app = await bootApp({ log: (line) => void log.push(line) });
});
afterEach(() => app.close());

const ask = (headers: Record<string, string>, password = PLANTED_PASSWORD) =>
  app.gql(
    'mutation ($input: DeleteAccountInput!) { deleteAccount(input: $input) }',
    { input: { password } },
    headers,
  );
const enter = (email: string) =>
  app.gql('mutation ($input: SignInInput!) { signIn(input: $input) }', {
    input: { email, password: PLANTED_PASSWORD },
  });
const codeOf = ({ errors }: { errors: { extensions: Record<string, unknown> }[] }) =>
  errors[0]?.extensions['code'];
const exists = async (id: string) =>
  (await app.pool.query('select from account where id = $1', [id])).rowCount === 1;

/** Somebody's seven days are over. */
async function weekLater(account: string): Promise<void> {
  await app.pool.query(
    `update account_deletion set erase_after = now() - interval '1 second' where account_id = $1`,
    [account],
  );
  await app.jobs.send(ERASE_DUE, {});
  await app.jobs.drain({ early: true });
}

/** Tables in which a text stands, whatever the column. */
async function tablesWith(text: string): Promise<string[]> {
  const { rows } = await app.pool.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema') order by 1`,
  );
  const found: string[] = [];
  for (const { name } of rows) {
    const { rowCount } = await app.pool.query(
      `select from ${name} x where position($1 in lower(x::text)) > 0 limit 1`,
      [text],
    );
    if (rowCount) found.push(name);
  }
  return found;
}

async function filesWith(text: string): Promise<string[]> {
  const entries = await readdir(app.dataDir, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name);
    if ((await readFile(path, 'utf8')).toLowerCase().includes(text)) found.push(path);
  }
  return found;
}

describe('L120: somebody who has used everything', () => {
  let planted: PlantedPerson;
  beforeEach(async () => {
    planted = await plantPerson(app);
    await app.search.catchUp();
  });

  test('has left a row in each table of the list, but the council’s, before the account is deleted', async () => {
    await app.pool.query('insert into account_deletion (account_id, erase_after) values ($1, now())', [
      planted.account.id,
    ]);
    const counts = await new PersonalDataReads(app.pool).counts(memberOf(planted.account));
    const empty = personalData.map(({ table }) => table).filter((table) => !counts.get(table));
    expect(empty).toEqual(['certificate', 'meeting', 'meeting_member']);
    for (const text of PLANTED) {
      expect((await tablesWith(text)).length).toBeGreaterThan(5);
      expect(await filesWith(text)).toHaveLength(1);
    }
  });

  test('leaves nothing behind: no table, no index, no file names them', async () => {
    expect((await ask(planted.headers)).errors).toEqual([]);
    await weekLater(planted.account.id);
    await app.search.catchUp();
    for (const text of [...PLANTED, planted.account.id]) {
      const allowed = text === planted.account.id ? ['public.audit_event', 'public.erased_account'] : [];
      expect(await tablesWith(text), text).toEqual(allowed);
    }
    for (const text of PLANTED) expect(await filesWith(text), text).toEqual([]);
  });

  test('keeps nobody waiting: co-authors, owners and the secretary are told', async () => {
    await ask(planted.headers);
    await weekLater(planted.account.id);
    const { rows } = await app.pool.query(
      'select account_id as account, kind, actor_name as name from notification order by kind',
    );
    const { colleague, secretary } = planted;
    expect(rows).toContainEqual({ account: colleague.id, kind: 'MATERIAL_ERASED', name: null });
    expect(rows).toContainEqual({
      account: colleague.id,
      kind: 'CO_AUTHOR_LEFT',
      name: 'Пользователь удалён',
    });
    expect(rows).toContainEqual({ account: secretary.id, kind: 'REVIEW_DECLINED', name: null });
    const { rows: places } = await app.pool.query(
      `select c.position from contribution c join material m on m.draft_version_id = c.material_version_id
       where m.id = $1 order by 1`,
      [planted.foreign],
    );
    expect(places).toEqual([{ position: 0 }]);
    const { rowCount } = await app.pool.query('select from material where id = $1', [planted.own]);
    expect(rowCount).toBe(0);
  });

  test('leaves sent reviews as they were, under nobody’s name', async () => {
    await ask(planted.headers);
    await weekLater(planted.account.id);
    const { rows } = await app.pool.query(
      `select a.state, r.to_author as text, p.last_name as name, p.first_name as first from review_assignment a
       join review r on r.assignment_id = a.id join account c on c.id = a.reviewer_id join person p on p.id = c.person_id
       where a.id = $1`,
      [planted.sentReview],
    );
    expect(rows).toEqual([{ state: 'SUBMITTED', text: 'Хорошо.', name: 'Пользователь удалён', first: '' }]);
    const em = app.orm.em.fork();
    const admin = buildAccount(em, { roles: [Role.ADMIN] });
    await em.flush();
    const query = '{ accounts(first: 100) { nodes { fullName } } }';
    const { data } = await app.gql(query, {}, await signIn(app.pool, admin));
    // who stands for nobody is no account that administrators see
    expect(JSON.stringify(data)).not.toContain('удалён');
  });

  test('is erased again when a backup of the database brings them back', async () => {
    await ask(planted.headers);
    await weekLater(planted.account.id);
    const em = app.orm.em.fork();
    const back = buildAccount(em, { email: planted.account.email });
    back.id = planted.account.id;
    await em.flush();
    // the backup is from before: it does not know either
    await app.pool.query('delete from erased_account');
    expect(await app.erasure.eraseAgain()).toBe(1);
    expect(await exists(planted.account.id)).toBe(false);
    expect(await tablesWith(planted.account.email)).toEqual([]);
    expect(await app.erasure.eraseAgain()).toBe(0);
  });

  test('L122: the log names neither the address, nor the password, nor a token', async () => {
    const { errors } = await enter(planted.account.email);
    expect(errors).toEqual([]);
    await ask(planted.headers, 'Неверный пароль');
    await ask(planted.headers);
    const token = planted.headers.cookie.slice(4);
    const lines = log
      .filter((line) => !line.includes('no mail server is set'))
      .join('\n')
      .toLowerCase();
    for (const secret of [...PLANTED, PLANTED_PASSWORD.toLowerCase(), token.toLowerCase()])
      expect(lines).not.toContain(secret);
  });
});

describe('an author of what is public', () => {
  test('keeps the name on it and on the certificates, and nothing else', async () => {
    const planted = await plantPerson(app);
    const em = app.orm.em.fork();
    const account = await em.findOneOrFail(planted.account.constructor as never, planted.account.id, {
      populate: ['person'] as never,
    });
    const { material } = await storeDraft(em, account as never, {
      status: MaterialStatus.PUBLISHED,
      title: 'Дроби',
    });
    await app.search.catchUp();
    await ask(planted.headers);
    await weekLater(planted.account.id);
    await app.search.catchUp();
    expect((await tablesWith(PLANTED[0])).filter((table) => table.startsWith('public.'))).toEqual([
      'public.contribution',
      'public.person',
    ]);
    expect((await tablesWith(PLANTED[1])).filter((table) => table.startsWith('public.'))).toEqual([
      'public.person',
    ]);
    const query = `query ($slug: String!) { material(slug: $slug) { title contributions { name
      author { slug position bio } } files { name } } }`;
    const { data } = await app.gql(query, { slug: material.slug });
    expect(data.material).toMatchObject({
      title: 'Дроби',
      contributions: [{ name: 'Барсукова-Зимородкина Ульяна', author: { position: null, bio: null } }],
    });
  });
});

describe('a member of the council', () => {
  test('stays in signed protocols by name, from which no way leads to an account', async () => {
    const planted = await plantPerson(app);
    const { id } = planted.account;
    await app.pool.query(
      `with held as (insert into meeting (id, created_at, updated_at, status, starts_at, place, signed_by_id, protocol_number,
           protocol_year) values (gen_random_uuid(), now(), now(), 'PLANNED', now(), 'Зал', $1, 1, 2026) returning id)
       insert into meeting_member (id, created_at, updated_at, meeting_id, account_id, name, role, present)
       select gen_random_uuid(), now(), now(), id, $1, 'Барсукова-Зимородкина У. Я.', 'COUNCIL_CHAIR', true from held`,
      [id],
    );
    await app.pool.query(`update meeting set status = 'PROTOCOL_SIGNED'`);
    await ask(planted.headers);
    await weekLater(id);
    const { rows } = await app.pool.query(
      `select m.name, a.erased_at is not null and s.erased_at is not null as nobody, m.account_id <> r.reviewer_id as apart
       from meeting_member m join account a on a.id = m.account_id join meeting t on t.id = m.meeting_id
       join account s on s.id = t.signed_by_id, review_assignment r where r.id = $1`,
      [planted.sentReview],
    );
    expect(rows).toEqual([{ name: 'Барсукова-Зимородкина У. Я.', nobody: true, apart: true }]);
    // nothing else of it may change
    await expect(app.pool.query(`update meeting_member set name = 'Другая'`)).rejects.toThrow(
      'never changes',
    );
    await expect(app.pool.query(`update meeting set place = 'Другой'`)).rejects.toThrow('never changes');
  });
});

describe('thinking better of it', () => {
  async function member(roles: Role[] = []) {
    const em = app.orm.em.fork();
    const account = Object.assign(buildAccount(em, { roles }), {
      passwordHash: await hashPassword(PLANTED_PASSWORD),
    });
    await em.flush();
    return { account, headers: await signIn(app.pool, account) };
  }

  test('the account is signed out, waits a week, and stays when its owner signs in', async () => {
    const { account, headers } = await member();
    const { data } = await ask(headers);
    const days = (new Date(data.deleteAccount).getTime() - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(6.9);
    expect(days).toBeLessThan(7.1);
    expect((await app.gql('{ viewer { email } }', {}, headers)).data.viewer).toBeNull();
    await app.jobs.drain();
    expect(await exists(account.id)).toBe(true);
    expect(log.find((line) => line.includes('Передумали'))).toContain(account.email);
    expect((await enter(account.email)).errors).toEqual([]);
    const { rows } = await app.pool.query('select kind from notification where account_id = $1', [
      account.id,
    ]);
    expect(rows).toEqual([{ kind: 'DELETION_CANCELLED' }]);
    await weekLater(account.id);
    expect(await exists(account.id)).toBe(true);
  });

  test('a wrong password and a second request change nothing', async () => {
    const { account, headers } = await member();
    expect(codeOf(await ask(headers, 'Красный гусь'))).toBe('BAD_USER_INPUT');
    expect((await app.pool.query('select from account_deletion')).rowCount).toBe(0);
    const first = (await ask(headers)).data.deleteAccount;
    const again = await ask(await signIn(app.pool, account));
    expect(again.data.deleteAccount).toBe(first);
  });

  test('the last administrator stays, also against another who is about to go', async () => {
    const [one, other] = [await member([Role.ADMIN]), await member([Role.ADMIN])];
    expect((await ask(one.headers)).errors).toEqual([]);
    expect(codeOf(await ask(other.headers))).toBe('CONFLICT');
    expect((await app.gql('{ viewer { email } }', {}, other.headers)).data.viewer).not.toBeNull();
  });
});

describe('what others still have', () => {
  test('a file that is public elsewhere stays in the store, and so do its bytes', async () => {
    const planted = await plantPerson(app);
    const em = app.orm.em.fork();
    const others = buildMaterial(em, { pages: ['Текст'] });
    await em.flush();
    const { rows } = await app.pool.query<{ sha256: string }>(
      `update stored_file set sha256 = (select f.sha256 from stored_file f join material m
         on m.draft_version_id = f.material_version_id where m.id = $1)
       where material_version_id = $2 returning sha256`,
      [planted.own, others.publishedVersion!.id],
    );
    await ask(planted.headers);
    await weekLater(planted.account.id);
    expect(await app.storage.exists(rows[0]!.sha256)).toBe(true);
  });

  test('the list of the erased survives beside the database, once for each', async () => {
    const list = new Tombstones(app.dataDir, 'accounts');
    const id = crypto.randomUUID();
    await list.add([id]);
    await list.add([id]);
    expect(await list.all()).toEqual([id]);
  });
});
