import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BootedApp, bootApp } from '../../../test/app.js';
import { buildOrganization, buildPerson } from '../../../test/builders.js';
import { type DraftData, storeDraft } from '../../../test/drafts.js';
import { buildAccount, signIn } from '../../../test/members.js';
import type { Account } from '../../directory/account.entity.js';
import { Role } from '../../directory/role.js';
import { Territory } from '../../directory/territory.entity.js';
import { ChildConsent, MaterialKind, MaterialStatus } from '../material-enums.js';

let app: BootedApp;
let owner: Account;
let methodist: Account;
let asOwner: Record<string, string>;
let asMethodist: Record<string, string>;

beforeAll(async () => {
  app = await bootApp();
  const em = app.orm.em.fork();
  owner = buildAccount(em, {
    person: buildPerson(em, ['Ветрова', 'Нина', 'Олеговна'], buildOrganization(em)),
  });
  methodist = buildAccount(em, { roles: [Role.METHODIST] });
  await em.flush();
  asOwner = await signIn(app.pool, owner);
  asMethodist = await signIn(app.pool, methodist);
});
afterAll(() => app.close());

const OWN = `id version state draftState slug registrationNumber reviewRound publishedAt reviewBy
  draft { number version title frozenAt } published { number title contributions { name position } }
  viewerCan { edit submit recall publish withdraw startNewVersion } waitsFor`;
const change = (name: string, input: string) =>
  `mutation ($input: ${input}!) { ${name}(input: $input) { ${OWN} } }`;
const SUBMIT = change('submitMaterial', 'SubmitMaterialInput');
const RECALL = change('recallMaterial', 'StateChangeInput');
const PUBLISH = change('publishMaterial', 'PublishMaterialInput');
const RETURN = change('returnMaterial', 'ReturnMaterialInput');
const REJECT = change('rejectMaterial', 'RejectMaterialInput');
const WITHDRAW = change('withdrawMaterial', 'WithdrawMaterialInput');
const REINSTATE = change('reinstateMaterial', 'ReinstateMaterialInput');
const MINOR = change('acceptMinorChange', 'PublishMaterialInput');
const CONFIRM = change('confirmMaterialCurrent', 'StateChangeInput');
const START = `mutation ($id: ID!, $expectedVersion: Int!, $from: Int) {
  startNewVersion(id: $id, expectedVersion: $expectedVersion, from: $from) { ${OWN} } }`;
const NOTE = 'Добавьте, пожалуйста, цели урока.';

const em = () => app.orm.em.fork();
const draft = (data: DraftData = {}) => storeDraft(em(), owner, data);
const ask = async (query: string, input: object, headers = asOwner) => {
  const { data, errors } = await app.gql(query, { input }, headers);
  return { data: data && Object.values(data)[0], code: errors[0]?.extensions['code'], errors } as {
    // eslint-disable-next-line @typescript-eslint/no-explicit-any
    data: any;
    code: unknown;
    errors: typeof errors;
  };
};
/** Hands a new draft in and gives what stands there. */
async function submitted(data: DraftData = {}) {
  const { material, draft: version } = await draft(data);
  const { data: own, errors } = await ask(SUBMIT, { id: material.id, expectedVersion: version.version });
  expect(errors).toEqual([]);
  return own;
}
async function published(data: DraftData = {}) {
  const { id, version } = await submitted(data);
  const { data: own, errors } = await ask(PUBLISH, { id, expectedVersion: version }, asMethodist);
  expect(errors).toEqual([]);
  return own;
}
const toldOf = async (id: string) =>
  (await app.pool.query('select kind, account_id from notification where path = $1', [`/my/materials/${id}`]))
    .rows;
const auditOf = async (id: string) =>
  (
    await app.pool.query<{ action: string }>(
      'select action from audit_event where subject_id = $1 order by id',
      [id],
    )
  ).rows.map(({ action }) => action);

describe('handing in', () => {
  test('freezes the version, and it can be taken back before anybody looks', async () => {
    const own = await submitted();
    expect(own).toMatchObject({
      ...{ state: 'SUBMITTED', draftState: 'SUBMITTED', reviewRound: 1, waitsFor: 'BANK' },
      viewerCan: { edit: false, submit: false, recall: true, publish: false },
    });
    expect(own.draft.frozenAt).not.toBeNull();
    const edit = await app.gql(
      `mutation ($id: ID!, $v: Int!) { updateDraft(id: $id, expectedVersion: $v, input: { title: "Нет" }) { id } }`,
      { id: own.id, v: own.draft.version },
      asOwner,
    );
    expect(edit.errors[0]!.extensions['code']).toBe('CONFLICT');
    const back = await ask(RECALL, { id: own.id, expectedVersion: own.version });
    expect(back.data).toMatchObject({ state: 'DRAFT', reviewRound: 0, viewerCan: { edit: true } });
    expect(back.data.draft).toMatchObject({ number: 1, frozenAt: null });
    expect(await auditOf(own.id)).toEqual(['material.submitted', 'material.recalled']);
  });

  test('is refused with the name of each field that is missing', async () => {
    const { material, draft: version } = await draft({
      kind: MaterialKind.LESSON_VIDEO,
      childConsent: ChildConsent.MISSING,
    });
    const { code, errors } = await ask(SUBMIT, { id: material.id, expectedVersion: version.version });
    expect(code).toBe('BAD_USER_INPUT');
    expect(Object.keys(errors[0]!.extensions['fields'] as object)).toEqual([
      'subjects',
      'grades',
      'childConsent',
    ]);
    expect(await auditOf(material.id)).toEqual([]);
  });

  test('J104: of 20 at once with one key one is done and all are answered; with other keys 19 conflict', async () => {
    const first = await draft();
    const at = (target: typeof first, key: string) =>
      ask(SUBMIT, { id: target.material.id, expectedVersion: target.draft.version, idempotencyKey: key });
    const same = await Promise.all(Array.from({ length: 20 }, () => at(first, 'нажатие-1')));
    expect(same.every(({ code, data }) => code === undefined && data.reviewRound === 1)).toBe(true);
    expect(await auditOf(first.material.id)).toEqual(['material.submitted']);
    const second = await draft();
    const others = await Promise.all(Array.from({ length: 20 }, (_, n) => at(second, `ключ-${n}`)));
    expect(others.filter(({ code }) => code === 'CONFLICT')).toHaveLength(19);
    expect(await auditOf(second.material.id)).toEqual(['material.submitted']);
    expect((await at(second, 'нажатие-1')).code, 'a key of something else').toBe('CONFLICT');
  });
});

describe('publication by a methodist', () => {
  test('gives number and address, names of this day, certificates, and makes it public and found', async () => {
    const own = await submitted({ title: 'Урок-мастерская «Дроби вокруг нас»' });
    const { data } = await ask(PUBLISH, { id: own.id, expectedVersion: own.version }, asMethodist);
    expect(data).toMatchObject({
      ...{ state: 'PUBLISHED', draftState: null, draft: null, slug: 'urok-masterskaya-drobi-vokrug-nas' },
      published: { number: 1, contributions: [{ name: 'Ветрова Нина Олеговна', position: 'учитель' }] },
      registrationNumber: expect.stringMatching(/^МБ-\d{4}-\d{6}$/),
      reviewBy: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    });
    const page = await app.gql('query ($slug: String!) { material(slug: $slug) { title } }', {
      slug: data.slug,
    });
    expect(page.data.material.title).toBe('Урок-мастерская «Дроби вокруг нас»');
    const { rows } = await app.pool.query(
      `select 1 from certificate c join material_version v on v.id = c.material_version_id where v.material_id = $1`,
      [own.id],
    );
    expect(rows).toHaveLength(1);
    await app.search.catchUp();
    const found = await app.gql(
      '{ searchMaterials(query: "мастерская дроби") { hits { material { slug } } } }',
    );
    expect(found.errors).toEqual([]);
    expect(found.data.searchMaterials.hits).toHaveLength(1);
    expect(await auditOf(own.id)).toEqual(['material.submitted', 'material.published']);
    expect(await toldOf(own.id)).toEqual([{ kind: 'MATERIAL_ACCEPTED', account_id: owner.id }]);
  });

  test('J103: of 20 at once one is done, 19 conflict, one number and one certificate are given', async () => {
    const { id, version } = await submitted();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => ask(PUBLISH, { id, expectedVersion: version }, asMethodist)),
    );
    expect(answers.map(({ code }) => code ?? 'ok').toSorted()).toEqual([...Array(19).fill('CONFLICT'), 'ok']);
    const { rows } = await app.pool.query(
      `select (select count(*)::int from certificate c join material_version v on v.id = c.material_version_id
         where v.material_id = $1) as certificates,
        (select sum(last)::int from registration_counter) as given,
        (select count(*)::int from material where registration_number is not null) as registered`,
      [id],
    );
    expect(rows[0].certificates).toBe(1);
    expect(rows[0].given, 'numbers have no gap').toBe(rows[0].registered);
    expect((await auditOf(id)).filter((action) => action === 'material.published')).toHaveLength(1);
  });

  test('a repeat with the same key answers the same', async () => {
    const { id, version } = await submitted();
    const once = () =>
      ask(PUBLISH, { id, expectedVersion: version, idempotencyKey: 'решение-1' }, asMethodist);
    const [first, second] = [await once(), await once()];
    expect(second.errors).toEqual([]);
    expect(second.data.registrationNumber).toBe(first.data.registrationNumber);
  });

  test('nobody decides on the own work, as owner or as co-author, nor outside of the reach', async () => {
    const inside = em();
    const territory = inside.create(Territory, {
      name: 'Приречный',
      region: 'Край',
      timeZone: 'Asia/Vladivostok',
    });
    const [near, far] = [buildOrganization(inside), buildOrganization(inside)];
    Object.assign(near, { territory });
    const local = buildAccount(inside, { roles: [{ role: Role.METHODIST, territory }] });
    const author = buildAccount(inside, { organization: near, roles: [Role.METHODIST] });
    await inside.flush();
    const publish = async (by: Account, data: DraftData, of: Account = owner) => {
      const { material } = await storeDraft(em(), of, { status: MaterialStatus.SUBMITTED, ...data });
      const headers = await signIn(app.pool, by);
      return (
        (await ask(PUBLISH, { id: material.id, expectedVersion: material.version }, headers)).code ?? 'ok'
      );
    };
    expect(await publish(author, {}, author)).toBe('FORBIDDEN');
    expect(await publish(author, { coAuthors: [author.person.unwrap()] })).toBe('FORBIDDEN');
    expect(await publish(local, { organization: near })).toBe('ok');
    expect(await publish(local, { organization: far })).toBe('NOT_FOUND');
    const { material } = await storeDraft(em(), owner, {
      status: MaterialStatus.SUBMITTED,
      organization: near,
    });
    await storeDraft(em(), owner, { status: MaterialStatus.SUBMITTED, organization: far });
    const list = await app.gql('{ submissions { nodes { id } } }', {}, await signIn(app.pool, local));
    expect(list.data.submissions.nodes).toEqual([{ id: material.id }]);
  });

  test('the queue holds what was handed in, and never the own', async () => {
    const own = await submitted({ title: 'Ждёт решения' });
    const mine = await storeDraft(em(), methodist, { status: MaterialStatus.SUBMITTED });
    const { data } = await app.gql(
      '{ submissions(first: 100) { totalCount nodes { id viewerCan { publish } } } }',
      {},
      asMethodist,
    );
    const nodes: { id: string; viewerCan: { publish: boolean } }[] = data.submissions.nodes;
    expect(nodes.find(({ id }) => id === own.id)?.viewerCan.publish).toBe(true);
    expect(nodes.map(({ id }) => id)).not.toContain(mine.material.id);
    expect(data.submissions.totalCount).toBe(nodes.length);
  });
});

describe('sending back and refusing', () => {
  test('the author goes on in a copy, answers the remarks, and hands it in again', async () => {
    const own = await submitted();
    const soon = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
    const at = { id: own.id, expectedVersion: own.version };
    expect((await ask(RETURN, { ...at, note: NOTE, dueDate: '2020-01-01' }, asMethodist)).code).toBe(
      'BAD_USER_INPUT',
    );
    const back = await ask(RETURN, { ...at, note: NOTE, dueDate: soon }, asMethodist);
    expect(back.errors).toEqual([]);
    const { data } = await app.gql(
      `query ($id: ID!) { ownMaterial(id: $id) { version state draft { number version title files { name } contributions { confirmedAt } }
        decisions { kind note dueDate answer versionNumber } } }`,
      { id: own.id },
      asOwner,
    );
    expect(data.ownMaterial).toMatchObject({
      state: 'REVISION',
      draft: {
        number: 2,
        title: own.draft.title,
        files: [{}],
        contributions: [{ confirmedAt: expect.any(String) }],
      },
      decisions: [{ kind: 'RETURN', note: NOTE, dueDate: soon, answer: null, versionNumber: 1 }],
    });
    expect(await toldOf(own.id)).toEqual([{ kind: 'MATERIAL_RETURNED', account_id: owner.id }]);
    const again = { id: own.id, expectedVersion: data.ownMaterial.draft.version };
    expect(Object.keys((await ask(SUBMIT, again)).errors[0]!.extensions['fields'] as object)).toEqual([
      'answer',
    ]);
    const second = await ask(SUBMIT, { ...again, answer: 'Цели добавлены.' });
    expect(second.data).toMatchObject({ state: 'SUBMITTED', reviewRound: 2 });
  });

  test('a refusal names its reason, and is the end of that version', async () => {
    const { id, version } = await submitted();
    const refusal = { id, expectedVersion: version, reason: 'DUPLICATE', note: 'Такая разработка уже есть.' };
    const { data } = await ask(REJECT, refusal, asMethodist);
    expect(data, 'the methodist no longer sees into it').toMatchObject({ state: 'REJECTED', draft: null });
    const own = await app.gql(
      'query ($id: ID!) { ownMaterial(id: $id) { state viewerCan { edit submit deleteDraft } } }',
      { id },
      asOwner,
    );
    expect(own.data.ownMaterial).toEqual({
      state: 'REJECTED',
      viewerCan: { edit: false, submit: false, deleteDraft: false },
    });
  });
});

describe('after publication', () => {
  test('a new version is written while the old stays public, and takes its place', async () => {
    const own = await published({ title: 'Первая редакция' });
    const start = await app.gql(START, { id: own.id, expectedVersion: own.version }, asOwner);
    const next = start.data.startNewVersion;
    expect(next).toMatchObject({
      state: 'PUBLISHED',
      draftState: 'DRAFT',
      draft: { number: 2, title: 'Первая редакция' },
    });
    const again = await app.gql(START, { id: own.id, expectedVersion: next.version }, asOwner);
    expect(again.errors[0]!.extensions['code']).toBe('CONFLICT');
    const saved = await app.gql(
      `mutation ($id: ID!, $v: Int!) { updateDraft(id: $id, expectedVersion: $v, input: { title: "Вторая редакция", changeNote: "Новые задания" }) { draft { version } } }`,
      { id: own.id, v: next.draft.version },
      asOwner,
    );
    const page = async () =>
      (
        await app.gql(
          'query ($slug: String!) { material(slug: $slug) { title versionNumber publishedAt versions { number changeNote publishedAt } } }',
          { slug: own.slug },
        )
      ).data.material;
    const before = await page();
    expect(before.title).toBe('Первая редакция');
    const version = saved.data.updateDraft.draft.version;
    const handed = await ask(SUBMIT, { id: own.id, expectedVersion: version });
    expect(handed.data).toMatchObject({ state: 'PUBLISHED', draftState: 'SUBMITTED' });
    const compared = await app.gql(
      'query ($id: ID!) { compareVersions(id: $id) { from to fields { field before after } files { kind } } }',
      { id: own.id },
      asMethodist,
    );
    expect(compared.data.compareVersions).toEqual({
      ...{ from: 1, to: 2, files: [] },
      fields: [{ field: 'title', before: ['Первая редакция'], after: ['Вторая редакция'] }],
    });
    await ask(PUBLISH, { id: own.id, expectedVersion: handed.data.version }, asMethodist);
    const after = await page();
    expect(after).toMatchObject({
      title: 'Вторая редакция',
      versionNumber: 2,
      publishedAt: before.publishedAt,
    });
    expect(after.versions).toMatchObject([
      { number: 2, changeNote: 'Новые задания' },
      { number: 1, changeNote: null },
    ]);
  });

  test('a minor change is published without new certificates', async () => {
    const own = await published();
    const next = (await app.gql(START, { id: own.id, expectedVersion: own.version }, asOwner)).data
      .startNewVersion;
    const handed = await ask(SUBMIT, { id: own.id, expectedVersion: next.draft.version });
    const done = await ask(MINOR, { id: own.id, expectedVersion: handed.data.version }, asMethodist);
    expect(done.data).toMatchObject({ published: { number: 2 } });
    const { rows } = await app.pool.query(
      'select v.number from certificate c join material_version v on v.id = c.material_version_id where v.material_id = $1',
      [own.id],
    );
    expect(rows).toEqual([{ number: 1 }]);
    const fresh = await submitted();
    expect((await ask(MINOR, { id: fresh.id, expectedVersion: fresh.version }, asMethodist)).code).toBe(
      'CONFLICT',
    );
  });

  test('an earlier version is restored into a draft', async () => {
    const own = await published({ title: 'Как было' });
    const two = (await app.gql(START, { id: own.id, expectedVersion: own.version }, asOwner)).data
      .startNewVersion;
    await app.gql(
      'mutation ($id: ID!, $v: Int!) { deleteDraft(id: $id, expectedVersion: $v) }',
      { id: own.id, v: two.draft.version },
      asOwner,
    );
    const now = (
      await app.gql(`query ($id: ID!) { ownMaterial(id: $id) { ${OWN} } }`, { id: own.id }, asOwner)
    ).data.ownMaterial;
    expect(now).toMatchObject({ draft: null, published: { title: 'Как было' } });
    const restored = await app.gql(START, { id: own.id, expectedVersion: now.version, from: 1 }, asOwner);
    expect(restored.data.startNewVersion.draft, 'numbers have no gap').toMatchObject({
      number: 2,
      title: 'Как было',
    });
    const missing = await app.gql(START, { id: own.id, expectedVersion: now.version, from: 9 }, asOwner);
    expect(missing.errors[0]!.extensions['code']).toMatch(/CONFLICT|NOT_FOUND/);
  });

  test('a version that was sent back stays in the history when its revision is given up', async () => {
    const own = await published();
    const two = (await app.gql(START, { id: own.id, expectedVersion: own.version }, asOwner)).data
      .startNewVersion;
    const handed = await ask(SUBMIT, { id: own.id, expectedVersion: two.draft.version });
    const at = { id: own.id, expectedVersion: handed.data.version, note: NOTE, dueDate: '2099-01-01' };
    expect((await ask(RETURN, at, asMethodist)).errors).toEqual([]);
    const seen = async () =>
      (
        await app.gql(
          'query ($id: ID!) { ownMaterial(id: $id) { version draft { version } versions { number } } }',
          { id: own.id },
          asOwner,
        )
      ).data.ownMaterial;
    const revision = await seen();
    expect(revision.versions).toEqual([{ number: 3 }, { number: 2 }, { number: 1 }]);
    const given = await app.gql(
      'mutation ($id: ID!, $v: Int!) { deleteDraft(id: $id, expectedVersion: $v) }',
      { id: own.id, v: revision.draft.version },
      asOwner,
    );
    expect(given.errors).toEqual([]);
    const left = await seen();
    expect(left).toMatchObject({ draft: null, versions: [{ number: 2 }, { number: 1 }] });
    const next = await app.gql(START, { id: own.id, expectedVersion: left.version }, asOwner);
    expect(next.data.startNewVersion.draft.number).toBe(3);
  });

  test('B40: a withdrawn material leaves a tombstone with its reason, and comes back by a decision', async () => {
    const own = await published({ title: 'Недолговечное пособие' });
    const file = (
      await app.gql('query ($slug: String!) { material(slug: $slug) { archiveUrl files { downloadUrl } } }', {
        slug: own.slug,
      })
    ).data.material;
    const gone = await ask(WITHDRAW, {
      id: own.id,
      expectedVersion: own.version,
      reason: 'Устарело: принята новая программа.',
    });
    expect(gone.data.state).toBe('WITHDRAWN');
    const page = await app.gql('query ($slug: String!) { material(slug: $slug) { id } }', { slug: own.slug });
    expect(page.errors[0]!.extensions['code']).toBe('NOT_FOUND');
    const tomb = await app.gql(
      'query ($slug: String!) { withdrawnMaterial(slug: $slug) { title reason registrationNumber withdrawnAt replacedBy { slug } } }',
      { slug: own.slug },
    );
    expect(tomb.data.withdrawnMaterial).toMatchObject({
      ...{ title: 'Недолговечное пособие', reason: 'Устарело: принята новая программа.', replacedBy: null },
    });
    for (const address of [file.files[0].downloadUrl, `${file.files[0].downloadUrl}?inline`, file.archiveUrl])
      expect((await fetch(app.url + address)).status, address).toBe(410);
    await app.search.catchUp();
    const found = await app.gql('{ searchMaterials(query: "недолговечное") { hits { material { slug } } } }');
    expect(found.data.searchMaterials.hits).toEqual([]);
    const back = await ask(
      REINSTATE,
      { id: own.id, expectedVersion: gone.data.version, note: 'Программа действует.' },
      asMethodist,
    );
    expect(back.data).toMatchObject({ state: 'PUBLISHED' });
    const alive = await app.gql('query ($slug: String!) { withdrawnMaterial(slug: $slug) { title } }', {
      slug: own.slug,
    });
    expect(alive.errors[0]!.extensions['code']).toBe('NOT_FOUND');
  });

  test('its owner says that it still holds', async () => {
    const own = await published();
    await app.pool.query(`update material set status = 'OUTDATED', review_by = '2020-01-01' where id = $1`, [
      own.id,
    ]);
    const { data } = await ask(CONFIRM, { id: own.id, expectedVersion: own.version });
    expect(data.state).toBe('PUBLISHED');
    expect(data.reviewBy > new Date().toISOString()).toBe(true);
  });
});
