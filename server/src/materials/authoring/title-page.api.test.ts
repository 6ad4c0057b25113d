import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BootedApp, bootApp } from '../../../test/app.js';
import { buildMaterial, buildPerson } from '../../../test/builders.js';
import { storeDraft } from '../../../test/drafts.js';
import { buildAccount, signIn } from '../../../test/members.js';
import type { Person } from '../../directory/person.entity.js';

interface SentLetter {
  to: string;
  subject: string;
  text: string;
}

let app: BootedApp;
const sent: SentLetter[] = [];
beforeAll(async () => {
  app = await bootApp({
    config: { publicUrl: 'http://bank.example' },
    log: (line) => {
      const entry = JSON.parse(line) as SentLetter & { msg: string };
      if (entry.msg.startsWith('no mail server')) sent.push(entry);
    },
  });
});
afterAll(() => app.close());

async function member(person?: Person) {
  const em = app.orm.em.fork();
  const account = buildAccount(em, person ? { person } : {});
  await em.flush();
  return { em, account, headers: await signIn(app.pool, account) };
}
const PAGE = `id waitsFor draft { contributions { id name order role invitedEmail confirmedAt declinedAt } } checklist { field text subjectId }`;
const ADD = `mutation ($id: ID!, $input: CoAuthorInput!) { addCoAuthor(id: $id, input: $input) { ${PAGE} } }`;
const CONFIRM = `mutation ($id: ID!) { confirmContribution(contributionId: $id) { ${PAGE} viewerCan { edit } } }`;
const DECLINE =
  'mutation ($id: ID!, $reason: String) { declineContribution(contributionId: $id, reason: $reason) }';
const INVITATIONS = '{ myInvitations { id title invitedBy role materialId } }';
const own = async (id: string, headers: Record<string, string>) =>
  (await app.gql(`query ($id: ID!) { ownMaterial(id: $id) { ${PAGE} } }`, { id }, headers)).data.ownMaterial;

test('one who is invited by e-mail sees the draft, confirms, and stands there under the own name', async () => {
  const { em, account, headers } = await member();
  const guest = await member(buildPerson(em, ['Сомова', 'Ирина', 'Львовна']));
  const stranger = await member();
  const { material } = await storeDraft(em, account, { title: 'Вместе' });
  const input = { name: 'Сомова И. Л.', email: guest.account.email.toUpperCase(), role: 'COMPILER' };
  const added = await app.gql(ADD, { id: material.id, input }, headers);
  expect(added.errors).toEqual([]);
  const entry = added.data.addCoAuthor.draft.contributions[1];
  expect(entry).toMatchObject({
    order: 1,
    role: 'COMPILER',
    invitedEmail: guest.account.email,
    confirmedAt: null,
  });
  expect(added.data.addCoAuthor.waitsFor).toBe('CO_AUTHORS');
  expect(added.data.addCoAuthor.checklist).toContainEqual(
    expect.objectContaining({ field: 'contributions', subjectId: entry.id }),
  );

  const self = { ...input, email: account.email.toUpperCase() };
  expect((await app.gql(ADD, { id: material.id, input: self }, headers)).errors[0]!.message).toContain(
    'ваш адрес',
  );

  expect((await app.gql(INVITATIONS, {}, stranger.headers)).data.myInvitations).toEqual([]);
  expect((await app.gql(CONFIRM, { id: entry.id }, stranger.headers)).errors[0]!.extensions['code']).toBe(
    'NOT_FOUND',
  );
  expect((await app.gql(INVITATIONS, {}, guest.headers)).data.myInvitations).toEqual([
    {
      id: entry.id,
      title: 'Вместе',
      invitedBy: 'Тестова Анна Ильинична',
      role: 'COMPILER',
      materialId: material.id,
    },
  ]);
  const told = async (id: string) =>
    (await app.pool.query('select kind, actor_name, subject from notification where account_id = $1', [id]))
      .rows;
  expect(await told(guest.account.id)).toEqual([
    { kind: 'CO_AUTHOR_INVITED', actor_name: 'Тестова\u00A0А.\u00A0И.', subject: 'Вместе' },
  ]);
  const seen = await own(material.id, guest.headers);
  expect(seen.draft.contributions[1].invitedEmail, 'addresses are for the owner').toBeNull();
  const confirmed = await app.gql(CONFIRM, { id: entry.id }, guest.headers);
  expect(confirmed.data.confirmContribution).toMatchObject({
    waitsFor: 'AUTHOR',
    viewerCan: { edit: false },
  });
  expect(confirmed.data.confirmContribution.draft.contributions[1]).toMatchObject({
    ...{ name: 'Сомова Ирина Львовна', confirmedAt: expect.any(String) },
  });
  expect((await app.gql(INVITATIONS, {}, guest.headers)).data.myInvitations).toEqual([]);
  expect(await told(account.id)).toEqual([
    { kind: 'CO_AUTHOR_CONFIRMED', actor_name: 'Сомова\u00A0И.\u00A0Л.', subject: 'Вместе' },
  ]);
  const twice = await app.gql(ADD, { id: material.id, input: { author: null, ...input } }, headers);
  expect(twice.errors, 'the same address again is a new invitation').toEqual([]);
});

test('an author of the bank is invited by the page, can decline, and is taken out', async () => {
  const { em, account, headers } = await member();
  const author = await member(buildPerson(em, ['Бурова', 'Ольга', 'Юрьевна']));
  buildMaterial(author.em, { authors: [author.account.person.unwrap()] });
  await author.em.flush();
  const { material } = await storeDraft(em, account);
  const input = { author: author.account.person.unwrap().slug };
  const entry = (await app.gql(ADD, { id: material.id, input }, headers)).data.addCoAuthor.draft
    .contributions[1];
  expect((await app.gql(ADD, { id: material.id, input }, headers)).errors[0]!.extensions['code']).toBe(
    'CONFLICT',
  );
  const wordy = await app.gql(DECLINE, { id: entry.id, reason: 'а'.repeat(501) }, author.headers);
  expect(wordy.errors[0]!.extensions['fields']).toEqual({ reason: expect.any(String) });
  const reason = 'Я только давала совет.';
  expect((await app.gql(DECLINE, { id: entry.id, reason }, author.headers)).data.declineContribution).toBe(
    true,
  );
  const { rows } = await app.pool.query('select kind, detail from notification where account_id = $1', [
    account.id,
  ]);
  expect(rows).toEqual([{ kind: 'CO_AUTHOR_DECLINED', detail: reason }]);
  expect(await own(material.id, author.headers), 'no longer any concern of theirs').toBeNull();
  const told = await own(material.id, headers);
  expect(told.waitsFor).toBe('AUTHOR');
  expect(told.checklist.map(({ text }: { text: string }) => text)).toContain(
    'Бурова Ольга Юрьевна не подтверждает участие: уберите это имя.',
  );
  const removed = await app.gql(
    `mutation ($id: ID!, $entry: ID!) { removeCoAuthor(id: $id, contributionId: $entry) { ${PAGE} } }`,
    { id: material.id, entry: entry.id },
    headers,
  );
  expect(removed.data.removeCoAuthor.draft.contributions).toHaveLength(1);
});

test('C98: one without an account is invited by one letter, whose head nobody adds a line to', async () => {
  const { em, account, headers } = await member();
  const { material } = await storeDraft(em, account, { title: 'Вместе\r\nBcc: all@school.example' });
  const invite = (email: string) =>
    app.gql(
      ADD,
      { id: material.id, input: { name: 'Сомова Ирина\r\nBcc: all@school.example', email, role: 'AUTHOR' } },
      headers,
    );
  const smuggled = await invite('new@school.example\r\nBcc: all@school.example');
  expect(Object.keys(smuggled.errors[0]!.extensions['fields'] as object)).toEqual(['email']);
  expect((await invite('new@school.example')).errors).toEqual([]);
  await app.jobs.drain();
  expect(sent.map(({ to, subject }) => [to, subject])).toEqual([
    ['new@school.example', 'Вас назвали соавтором – Методбанк'],
  ]);
  expect(sent[0]!.text).toContain('http://bank.example/register');
});

test('who is not named well, or is nobody, is refused by the field', async () => {
  const { em, account, headers } = await member();
  const { material } = await storeDraft(em, account);
  const fault = async (input: object) =>
    Object.keys(
      (await app.gql(ADD, { id: material.id, input }, headers)).errors[0]!.extensions['fields'] as object,
    );
  expect(await fault({ author: 'нет-такого' })).toEqual(['author']);
  expect(await fault({ name: 'Сомова' })).toEqual(['name', 'email']);
  expect(await fault({ name: 'Сомова Ирина Львовна' })).toEqual(['email']);
  expect(await fault({ name: 'Сомова Ирина Львовна', email: 'не адрес' })).toEqual(['email']);
});

test('the title page and the files are put in order as a whole', async () => {
  const { em, account, headers } = await member();
  const people = [buildPerson(em, ['Вторая', 'Вера']), buildPerson(em, ['Третья', 'Тамара'])];
  await em.flush();
  const { material } = await storeDraft(em, account, { coAuthors: people });
  const ids = (await own(material.id, headers)).draft.contributions.map(({ id }: { id: string }) => id);
  const ORDER = `mutation ($id: ID!, $ids: [ID!]!) { orderCoAuthors(id: $id, ids: $ids) { ${PAGE} } }`;
  const turned = await app.gql(ORDER, { id: material.id, ids: ids.toReversed() }, headers);
  expect(turned.data.orderCoAuthors.draft.contributions.map(({ id }: { id: string }) => id)).toEqual(
    ids.toReversed(),
  );
  for (const part of [ids.slice(1), [...ids, ids[0]], [ids[0], ids[0], ids[0]]])
    expect(
      (await app.gql(ORDER, { id: material.id, ids: part }, headers)).errors[0]!.extensions['code'],
    ).toBe('BAD_USER_INPUT');
});

test('a file is renamed with its true extension, and never like another', async () => {
  const { em, account, headers } = await member();
  const { material, file } = await storeDraft(em, account);
  const RENAME = `mutation ($id: ID!, $fileId: ID!, $name: String!) {
    renameFile(id: $id, fileId: $fileId, name: $name) { draft { files { name } } } }`;
  const { data } = await app.gql(
    RENAME,
    { id: material.id, fileId: file.id, name: '../план\u202Eурока.exe' },
    headers,
  );
  expect(data.renameFile.draft.files).toEqual([{ name: 'планурока.exe.pdf' }]);
  const missing = await app.gql(RENAME, { id: material.id, fileId: material.id, name: 'x' }, headers);
  expect(missing.errors[0]!.extensions['code']).toBe('NOT_FOUND');
});
