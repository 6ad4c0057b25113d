import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Role } from '../../directory/role.js';
import { MaterialKind, MaterialStatus } from '../../materials/material-enums.js';
import { EducationLevel } from '../../vocabulary/education-level.js';
import { type PriorityTheme, ThemeStatus } from '../../vocabulary/priority-theme.entity.js';
import { type BootedApp, bootApp } from '../../../test/app.js';
import { buildMaterial, buildTheme } from '../../../test/builders.js';
import { buildAccount, signIn } from '../../../test/members.js';
import { statementsOf } from '../../../test/statements.js';

const { GAME, LESSON_PLAN, PROGRAM } = MaterialKind;
const { DO, NOO, OOO } = EducationLevel;
const MAP = `query ($kinds: [MaterialKind!]! = [], $levels: [EducationLevel!]! = [], $days: Int! = 90) {
  themeMap(kinds: $kinds, levels: $levels, days: $days) {
    rows { id depth theme { slug } materials nothing unopened requests
      cells { kind level materials searches requests } }
    unassigned { query searches } } }`;

let app: BootedApp;
let moderator: Record<string, string>;
let special: PriorityTheme;

beforeAll(async () => {
  app = await bootApp();
  const em = app.orm.em.fork();
  special = buildTheme(em, {
    ...{ slug: 'ovz', title: 'Образование детей с особыми образовательными потребностями' },
    ...{ shortTitle: 'ОВЗ', altLabels: ['инклюзия'], position: 1 },
  });
  const speech = buildTheme(em, {
    slug: 'rech',
    title: 'Нарушения речи',
    altLabels: ['логопед', 'логопедические игры'],
    position: 2,
  });
  buildTheme(em, {
    slug: 'profil',
    title: 'Профильное обучение',
    altLabels: ['выбор профессии'],
    position: 3,
  });
  const hidden = buildTheme(em, { slug: 'taynaya', title: 'Тайная тема', status: ThemeStatus.PROPOSED });
  await em.flush();
  speech.broader = em.getReference(special.constructor as never, special.id, { wrapped: true }) as never;
  hidden.broader = speech.broader;
  const make = (
    kind: MaterialKind,
    levels: EducationLevel[],
    themes: PriorityTheme[],
    status?: MaterialStatus,
  ) => {
    const material = buildMaterial(em, { kind, themes, ...(status && { status }) });
    material.publishedVersion!.unwrap().levels = levels;
  };
  make(GAME, [DO, NOO], [speech]);
  make(GAME, [DO], [special, speech]);
  make(LESSON_PLAN, [NOO], [special]);
  make(LESSON_PLAN, [OOO], []);
  make(PROGRAM, [], [hidden]);
  make(PROGRAM, [OOO], [special], MaterialStatus.WITHDRAWN);
  await em.flush();
  const account = buildAccount(em, { roles: [Role.MODERATOR] });
  await em.flush();
  moderator = await signIn(app.pool, account);
  await app.search.catchUp();
  const asked: [string, number, number][] = [
    ['логопедические игры для детского сада', 3, 0],
    ['дети с особыми потребностями', 0, 2],
    ['выбор профессии 9 класс конспект урока', 4, 0],
    ['астрономия', 2, 1],
    ['единожды спрошенное', 1, 0],
  ];
  for (const [query, nothing, shown] of asked) {
    await app.pool.query('insert into search_query (terms, query) values ($1, $1)', [query]);
    await app.pool.query(
      `insert into search_query_daily values ($1, (now() at time zone 'Europe/Moscow')::date - 3, $2, $3, 0)`,
      [query, nothing, shown],
    );
  }
  await app.pool.query(
    `insert into material_request (wish, kind, level) values ('Логопеду: игры на звук Р', 'GAME', 'NOO'), ('Астрономия', null, null)`,
  );
});
afterAll(() => app.close());

interface Cell {
  kind: string | null;
  level: string | null;
  materials: number;
  searches: number;
  requests: number;
}

async function map(variables: object = {}) {
  const { data, errors } = await app.gql(MAP, variables, moderator);
  expect(errors).toEqual([]);
  const rows: { theme: { slug: string } | null; id: string; depth: number; cells: Cell[] }[] =
    data.themeMap.rows;
  const row = (key: string) => rows.find(({ id, theme }) => (theme?.slug ?? id) === key)!;
  const cell = (key: string, kind: string | null, level: string | null) =>
    row(key).cells.find((one) => one.kind === kind && one.level === level);
  return { rows, row, cell, unassigned: data.themeMap.unassigned };
}

describe('the theme map', () => {
  test('lists the bank, the public themes as their tree, and what has no theme', async () => {
    const { rows } = await map();
    expect(rows.map(({ id, theme, depth }) => [theme?.slug ?? id, depth])).toEqual([
      ['bank', 0],
      ['ovz', 0],
      ['rech', 1],
      ['profil', 0],
      ['none', 0],
    ]);
  });

  test('counts public materials with those of narrower themes, each once, also over levels', async () => {
    const { row, cell } = await map();
    expect(row('bank')).toMatchObject({ materials: 5 });
    expect(row('ovz')).toMatchObject({ materials: 3 });
    expect(row('rech')).toMatchObject({ materials: 2 });
    expect(row('profil')).toMatchObject({ materials: 0 });
    // the material of a theme that is not public has none
    expect(row('none')).toMatchObject({ materials: 2 });
    expect(cell('ovz', GAME, null)).toMatchObject({ materials: 2 });
    expect(cell('ovz', GAME, DO)).toMatchObject({ materials: 2 });
    expect(cell('ovz', GAME, NOO)).toMatchObject({ materials: 1 });
    expect(cell('ovz', null, NOO)).toMatchObject({ materials: 2 });
    expect(cell('ovz', PROGRAM, null)).toBeUndefined();
  });

  test('assigns what was looked for in vain to themes, their broader ones, kinds and levels by its words', async () => {
    const { row, cell, unassigned } = await map();
    expect(row('rech')).toMatchObject({ nothing: 3, unopened: 0, requests: 1 });
    expect(row('ovz')).toMatchObject({ nothing: 3, unopened: 2, requests: 1 });
    expect(row('profil')).toMatchObject({ nothing: 4, unopened: 0, requests: 0 });
    expect(row('none')).toMatchObject({ nothing: 3, unopened: 1, requests: 1 });
    expect(row('bank')).toMatchObject({ nothing: 10, unopened: 3, requests: 2 });
    expect(cell('rech', GAME, DO)).toMatchObject({ materials: 2, searches: 3, requests: 0 });
    expect(cell('rech', GAME, NOO)).toMatchObject({ materials: 1, requests: 1 });
    expect(cell('profil', LESSON_PLAN, OOO)).toMatchObject({ materials: 0, searches: 4 });
    expect(unassigned).toEqual([{ query: 'астрономия', searches: 3 }]);
  });

  test('is narrowed to kinds and levels, with what names no other', async () => {
    const { row, cell } = await map({ kinds: [GAME], levels: [NOO] });
    expect(row('ovz')).toMatchObject({ materials: 1, nothing: 0, unopened: 2, requests: 1 });
    expect(cell('ovz', GAME, NOO)).toMatchObject({ materials: 1 });
    expect(cell('ovz', GAME, DO)).toBeUndefined();
    expect(row('profil')).toMatchObject({ nothing: 0 });
  });

  test('looks back as far as it is told', async () => {
    const { row } = await map({ days: 2 });
    expect(row('bank')).toMatchObject({ materials: 5, nothing: 0, requests: 2 });
    const { errors } = await app.gql(MAP, { days: 0 }, moderator);
    expect(errors[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
  });

  test('costs the same number of statements however many themes, materials and queries there are', async () => {
    const before = await statementsOf(() => app.gql(MAP, {}, moderator));
    const em = app.orm.em.fork();
    for (let n = 0; n < 20; n += 1)
      buildMaterial(em, { themes: [buildTheme(em, { altLabels: [`слово${n}`] })] });
    await em.flush();
    for (let n = 0; n < 20; n += 1)
      await app.pool.query(
        `with q as (insert into search_query (terms, query) values ($1, $1))
         insert into search_query_daily values ($1, (now() at time zone 'Europe/Moscow')::date, 2, 0, 0)`,
        [`слово${n}`],
      );
    const after = await statementsOf(() => app.gql(MAP, {}, moderator));
    expect(after.length).toBe(before.length);
    expect(after.length).toBeLessThanOrEqual(8);
  });
});

describe('a request of a reader', () => {
  const REQUEST = `mutation ($input: MaterialRequestInput!) { requestMaterial(input: $input) }`;
  const request = (input: object, agent = 'Firefox') => app.gql(REQUEST, { input }, { 'user-agent': agent });
  const kept = async () =>
    (await app.pool.query(`select wish, kind, level from material_request order by wish`)).rows;

  test('is kept without whoever asked, the same by one visitor once', async () => {
    await app.pool.query('delete from material_request');
    for (const text of ['  Настольные игры о космосе ', 'настольные игры о космосе'])
      expect((await request({ text, kind: GAME, level: DO })).errors).toEqual([]);
    expect(await kept()).toEqual([{ wish: 'Настольные игры о космосе', kind: GAME, level: DO }]);
  });

  test.each([
    ['nothing', '   '],
    ['too little', 'игр'],
    ['too much', 'и'.repeat(301)],
    ['a telephone', 'Позвоните мне 8 950 123-45-67'],
    ['an address', 'Пишите на uchitel@school.example'],
  ])('with %s is refused with what to do', async (_what, text) => {
    const { errors } = await request({ text });
    expect(errors[0]).toMatchObject({
      extensions: { code: 'BAD_USER_INPUT', fields: { text: expect.any(String) } },
    });
  });

  test('of one address comes ten times a day, whatever the browser says that it is', async () => {
    await app.pool.query('delete from material_request');
    const codes: unknown[] = [];
    for (let n = 0; n < 12; n += 1) {
      const { errors } = await request({ text: `Пособие о реках ${n}` }, `Browser ${n}`);
      codes.push(errors[0]?.extensions['code']);
    }
    expect(codes.filter(Boolean).length).toBeGreaterThanOrEqual(2);
    expect(new Set(codes.filter(Boolean))).toEqual(new Set(['LIMIT_EXCEEDED']));
    expect((await kept()).length).toBeLessThanOrEqual(10);
  });

  test('shows its themes to those who see to it, who may take it away', async () => {
    await app.pool.query('delete from material_request');
    await app.pool.query(`insert into material_request (wish) values ('Логопеду о звуках')`);
    const { data } = await app.gql(
      '{ materialRequests { id text kind day themes { slug } } }',
      {},
      moderator,
    );
    expect(data.materialRequests).toMatchObject([
      { text: 'Логопеду о звуках', kind: null, themes: [{ slug: 'rech' }] },
    ]);
    const dismiss = 'mutation ($id: ID!) { dismissMaterialRequest(id: $id) }';
    const { id } = data.materialRequests[0];
    expect((await app.gql(dismiss, { id }, moderator)).errors).toEqual([]);
    expect(await kept()).toEqual([]);
    for (const gone of [id, 'no id']) {
      const { errors } = await app.gql(dismiss, { id: gone }, moderator);
      expect(errors[0]).toMatchObject({ extensions: { code: 'NOT_FOUND' } });
    }
  });
});
