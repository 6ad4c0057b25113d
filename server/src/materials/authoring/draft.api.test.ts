import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BootedApp, bootApp } from '../../../test/app.js';
import { buildMaterial, buildOrganization, buildSubject, buildTheme } from '../../../test/builders.js';
import { storeDraft } from '../../../test/drafts.js';
import { buildAccount, signIn } from '../../../test/members.js';
import { MOST_DRAFTS } from './draft.service.js';

let app: BootedApp;
beforeAll(async () => {
  app = await bootApp();
});
afterAll(() => app.close());

async function member() {
  const em = app.orm.em.fork();
  const account = buildAccount(em, { organization: buildOrganization(em) });
  await em.flush();
  return { em, account, headers: await signIn(app.pool, account) };
}

const CREATE = `mutation ($input: CreateMaterialInput!) { createMaterial(input: $input) {
  id kind state draftState registrationNumber slug viewerIsOwner waitsFor organization { shortName }
  draft { number version title license childConsent contributions { name confirmedAt } }
  viewerCan { edit submit recall deleteDraft publish withdraw } checklist { field blocking text subjectId } } }`;
const UPDATE = `mutation ($id: ID!, $expectedVersion: Int!, $input: DraftInput!) {
  updateDraft(id: $id, expectedVersion: $expectedVersion, input: $input) { id kind network { slug } draft {
    version title annotation levels grades subjects { slug } themes { slug } keywords license childConsent basedOn { slug title }
    audience } } }`;
const DELETE = `mutation ($id: ID!, $expectedVersion: Int!) { deleteDraft(id: $id, expectedVersion: $expectedVersion) }`;

test('a new material is a draft of its author, who stands on the title page', async () => {
  const { headers } = await member();
  const input = { kind: 'LESSON_VIDEO', title: '  Урок\u202E о дробях ' };
  const { data, errors } = await app.gql(CREATE, { input }, headers);
  expect(errors).toEqual([]);
  expect(data.createMaterial).toMatchObject({
    ...{ kind: 'LESSON_VIDEO', state: 'DRAFT', draftState: 'DRAFT', registrationNumber: null, slug: null },
    ...{ viewerIsOwner: true, waitsFor: 'AUTHOR' },
    draft: { number: 1, title: 'Урок о дробях', license: null, childConsent: 'MISSING' },
    viewerCan: { edit: true, recall: false, deleteDraft: true, publish: false, withdraw: false },
  });
  expect(data.createMaterial.draft.contributions).toEqual([
    { name: 'Тестова Анна Ильинична', confirmedAt: expect.any(String) },
  ]);
  const blocking = data.createMaterial.checklist.filter((item: { blocking: boolean }) => item.blocking);
  expect(blocking.map(({ field }: { field: string }) => field)).toEqual([
    ...['files', 'annotation', 'levels', 'subjects', 'grades', 'license', 'childConsent'],
  ]);
});

test('a button pressed twice begins one material', async () => {
  const { headers } = await member();
  const begin = async (idempotencyKey: string) =>
    (await app.gql(CREATE, { input: { idempotencyKey } }, headers)).data.createMaterial.id;
  const [one, again] = await Promise.all([begin('press-1'), begin('press-1')]);
  expect(again).toBe(one);
  expect(await begin('press-2')).not.toBe(one);
});

describe('saving what was typed', () => {
  test('changes what is named, clears what is null, leaves the rest', async () => {
    const { em, account, headers } = await member();
    const subjects = [buildSubject(em), buildSubject(em)];
    const theme = buildTheme(em);
    const other = buildMaterial(em, { title: 'Откуда взято' });
    const { material, draft } = await storeDraft(em, account);
    const save = async (expectedVersion: number, input: object) =>
      (await app.gql(UPDATE, { id: material.id, expectedVersion, input }, headers)).data.updateDraft.draft;
    const first = await save(draft.version, {
      ...{ title: 'Начало урока', grades: [5, 3, 5], keywords: [' диалог ', 'диалог', ''], levels: ['OOO'] },
      subjects: subjects.map(({ slug }) => slug),
      ...{ themes: [theme.slug], basedOn: [other.slug] },
    });
    expect(first).toMatchObject({
      ...{ title: 'Начало урока', grades: [3, 5], keywords: ['диалог'], levels: ['OOO'], license: 'CC_BY' },
      annotation: draft.annotation,
      subjects: subjects.map(({ slug }) => ({ slug })),
      themes: [{ slug: theme.slug }],
      basedOn: [{ slug: other.slug, title: 'Откуда взято' }],
    });
    expect(first.version).toBeGreaterThan(draft.version);
    const second = await save(first.version, {
      license: null,
      subjects: subjects.map(({ slug }) => slug).reverse(),
    });
    expect(second).toMatchObject({
      ...{ title: 'Начало урока', license: null },
      subjects: subjects.map(({ slug }) => ({ slug })).reverse(),
    });
    expect(second.version).toBeGreaterThan(first.version);
  });

  test('B105: of two windows on one version the second is told the present version and both texts', async () => {
    const { em, account, headers } = await member();
    const { material, draft } = await storeDraft(em, account);
    const save = (input: object) =>
      app.gql(UPDATE, { id: material.id, expectedVersion: draft.version, input }, headers);
    const saved = await save({ title: 'Первое окно' });
    const late = await save({ title: 'Второе окно', keywords: [] });
    expect(late.errors[0]!.extensions).toEqual({
      code: 'CONFLICT',
      presentVersion: saved.data.updateDraft.draft.version,
      fields: { title: { yours: 'Второе окно', present: 'Первое окно' } },
    });
    const repeat = await save({ title: 'Первое окно' });
    expect(repeat.errors, 'a repeat after a lost answer is no conflict').toEqual([]);
  });

  test('of 10 saves at once on one version one is written', async () => {
    const { em, account, headers } = await member();
    const { material, draft } = await storeDraft(em, account);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        app.gql(
          UPDATE,
          { id: material.id, expectedVersion: draft.version, input: { title: `Окно ${n}` } },
          headers,
        ),
      ),
    );
    const codes = answers.map(({ errors }) => errors[0]?.extensions['code'] ?? 'ok');
    expect(codes.toSorted()).toEqual([...Array<string>(9).fill('CONFLICT'), 'ok']);
  });

  test('unknown values, and what the bank decides, are refused', async () => {
    const { em, account, headers } = await member();
    const { material, draft } = await storeDraft(em, account);
    const save = (input: object) =>
      app.gql(UPDATE, { id: material.id, expectedVersion: draft.version, input }, headers);
    for (const input of [
      { subjects: ['нет'] },
      { themes: ['нет'] },
      { basedOn: ['нет'] },
      { grades: [12] },
    ]) {
      const [field] = Object.keys(input);
      expect(Object.keys((await save(input)).errors[0]!.extensions['fields'] as object)).toEqual([field]);
    }
    for (const [input, told] of [
      [{ year: 1500 }, 'не меньше 1950'],
      [{ childConsentCount: 20_000 }, 'не больше 10000'],
      [{ keywords: Array.from({ length: 99 }, String) }, /^не больше \d+ значений$/],
      [{ rightsHolder: 'ш'.repeat(999) }, /не больше \d+ знаков$/],
    ] as const) {
      const [text] = Object.values((await save(input)).errors[0]!.extensions['fields'] as object);
      expect(text).toMatch(told);
    }
    // B36
    for (const field of ['status', 'owner', 'authorId', 'publishedAt', 'version', 'registrationNumber'])
      expect((await save({ [field]: 'x' })).errors[0]!.extensions['code']).toBe('BAD_USER_INPUT');
  });
});

test('who has very many drafts is told to finish some', async () => {
  const { account, headers } = await member();
  await app.pool.query(
    `insert into material (id, created_at, updated_at, kind, status, draft_status, owner_id)
     select gen_random_uuid(), now(), now(), 'OTHER', 'DRAFT', 'DRAFT', $1 from generate_series(1, $2)`,
    [account.id, MOST_DRAFTS - 1],
  );
  const begin = async () => (await app.gql(CREATE, { input: {} }, headers)).errors[0]?.extensions['code'];
  expect([await begin(), await begin()]).toEqual([undefined, 'LIMIT_EXCEEDED']);
});

test('a draft that was never handed in is deleted with its material, for good', async () => {
  const { em, account, headers } = await member();
  const { material, draft } = await storeDraft(em, account);
  const stale = await app.gql(DELETE, { id: material.id, expectedVersion: draft.version + 1 }, headers);
  expect(stale.errors[0]!.extensions['code']).toBe('CONFLICT');
  const { data } = await app.gql(DELETE, { id: material.id, expectedVersion: draft.version }, headers);
  expect(data.deleteDraft).toBe(true);
  const { rows } = await app.pool.query(
    'select 1 from material where id = $1 union all select 1 from material_version where material_id = $1',
    [material.id],
  );
  expect(rows).toEqual([]);
});

test("the author's list is walked by cursor, narrowed by state, and holds nobody else's drafts", async () => {
  const { em, account, headers } = await member();
  const stranger = await member();
  await storeDraft(stranger.em, stranger.account);
  const titles = ['Первый', 'Второй', 'Третий'];
  for (const title of titles) await storeDraft(em, account, { title });
  const LIST = `query ($after: String, $states: [MaterialState!]) { myMaterials(first: 2, after: $after, states: $states) {
    totalCount nodes { draft { title } waitsFor } pageInfo { hasNextPage endCursor } } }`;
  const page = async (variables: object) => (await app.gql(LIST, variables, headers)).data.myMaterials;
  const first = await page({});
  const rest = await page({ after: first.pageInfo.endCursor });
  const seen = [...first.nodes, ...rest.nodes].map(({ draft }) => draft.title);
  expect(seen).toEqual(titles.toReversed());
  expect([first.totalCount, first.pageInfo.hasNextPage, rest.pageInfo.hasNextPage]).toEqual([3, true, false]);
  expect((await page({ states: ['PUBLISHED'] })).totalCount).toBe(0);
  expect((await page({ states: ['DRAFT'] })).totalCount).toBe(3);
});
