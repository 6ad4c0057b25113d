import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BootedApp, bootApp } from '../../../test/app.js';
import { buildMaterial, buildTheme } from '../../../test/builders.js';
import { buildAccount, signIn } from '../../../test/members.js';
import { statementsOf } from '../../../test/statements.js';
import { Role } from '../../directory/role.js';
import { PriorityTheme, ThemeStatus } from '../../vocabulary/priority-theme.entity.js';

const THEME = `id version slug addresses title status broader position altLabels related materials
  curators { slug } pins { slug } viewerCan { edit approve activate close join }`;
const CURATION = `{ themes { ${THEME} } viewerCan { propose edit decide } }`;
const change = (name: string, input: string) =>
  `mutation ($input: ${input}!) { ${name}(input: $input) ${CURATION} }`;
const DO = {
  propose: change('proposeTheme', 'ProposeThemeInput'),
  describe: change('describeTheme', 'DescribeThemeInput'),
  rename: change('renameTheme', 'RenameThemeInput'),
  move: change('moveTheme', 'MoveThemeInput'),
  approve: change('approveTheme', 'ApproveThemeInput'),
  activate: change('activateTheme', 'ThemeChangeInput'),
  close: change('closeTheme', 'ThemeChangeInput'),
  pin: change('pinThemeMaterials', 'PinThemeMaterialsInput'),
  merge: change('mergeThemes', 'MergeThemesInput'),
  split: change('splitTheme', 'SplitThemeInput'),
} as const;
const UNDO = `mutation ($id: ID!) { undoThemeChange(id: $id) ${CURATION} }`;
const SAID = { altLabels: [], related: [], exactMatch: [], curators: [] };

// deliberately loose: tests look into answers of many shapes
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Shown = any;

let app: BootedApp;
let as: Record<'secretary' | 'member' | 'moderator' | 'teacher', Record<string, string>>;
beforeAll(async () => {
  app = await bootApp();
  const em = app.orm.em.fork();
  const accounts = [Role.COUNCIL_SECRETARY, Role.COUNCIL_MEMBER, Role.MODERATOR, Role.TEACHER].map((role) =>
    buildAccount(em, { roles: [role] }),
  );
  await em.flush();
  const [secretary, member, moderator, teacher] = await Promise.all(
    accounts.map((account) => signIn(app.pool, account)),
  );
  as = { secretary: secretary!, member: member!, moderator: moderator!, teacher: teacher! };
});
afterAll(() => app.close());

async function ask(who: Record<string, string>, document: string, variables: object): Promise<Shown> {
  const { data, errors } = await app.gql(document, variables, who);
  if (!errors?.length) return Object.values(data as object)[0];
  const [{ message, extensions }] = errors as [Shown];
  return { code: extensions.code, fields: extensions.fields, message };
}
const act = (name: keyof typeof DO, input: object, who = as.secretary) => ask(who, DO[name], { input });

/** A stored theme with as many materials. */
async function stored(title: string, materials = 0, data: Partial<PriorityTheme> = {}) {
  const em = app.orm.em.fork();
  const theme = buildTheme(em, { title, ...data });
  const made = Array.from({ length: materials }, (_, n) =>
    buildMaterial(em, { title: `${title} ${n}`, themes: [theme] }),
  );
  await em.flush();
  return { theme, slugs: made.map(({ slug }) => slug!), seen: { id: theme.id, expectedVersion: 1 } };
}

const themes = async (): Promise<Shown[]> =>
  (await ask(as.secretary, `{ themeCuration ${CURATION} }`, {})).themes;
const themeOf = async (id: string) => (await themes()).find((theme) => theme.id === id);
const seenOf = async (id: string) => ({ id, expectedVersion: (await themeOf(id)).version });
const lastChange = async (theme: string) =>
  (
    await ask(
      as.secretary,
      'query ($t: ID!) { themeChanges(theme: $t) { id kind title materials viewerCanUndo undoneAt } }',
      { t: theme },
    )
  )[0];
const undo = async (theme: string, who = as.secretary) =>
  ask(who, UNDO, { id: (await lastChange(theme)).id });
const publicTheme = async (slug: string) =>
  (
    await app.gql('query ($s: String!) { priorityTheme(slug: $s) { slug title materialCount altLabels } }', {
      s: slug,
    })
  ).data.priorityTheme;
const found = async (slug: string): Promise<number> => {
  await app.search.catchUp();
  const { data } = await app.gql(
    'query ($s: String!) { searchMaterials(filter: { themes: [$s] }) { total } }',
    { s: slug },
  );
  return data.searchMaterials.total;
};

describe('the way of a theme', () => {
  test('a moderator proposes, the council approves by a decision, opens and closes it', async () => {
    const rationale = 'Педагоги спрашивают о ней в каждой сети.';
    const input = { title: 'Функциональная грамотность', shortTitle: 'Грамотность', rationale };
    const proposed = await act('propose', input, as.moderator);
    const { id } = proposed.themes.find((one: Shown) => one.title === input.title);
    expect(await publicTheme('funkcionalnaya-gramotnost')).toBeNull();
    expect((await act('approve', { ...(await seenOf(id)), decision: 'Протокол № 1' }, as.member)).code).toBe(
      'FORBIDDEN',
    );
    expect((await act('activate', await seenOf(id))).code).toBe('CONFLICT');
    await act('approve', { ...(await seenOf(id)), decision: 'Протокол № 3 от 12.02.2026' });
    const { slug } = await themeOf(id);
    expect(await publicTheme(slug)).toBeNull();
    await act('activate', await seenOf(id));
    expect(await publicTheme(slug)).toMatchObject({ title: input.title });
    await act('close', await seenOf(id));
    expect(await themeOf(id)).toMatchObject({
      status: 'CLOSED',
      viewerCan: { activate: true, close: false },
    });
    expect(await publicTheme(slug)).toMatchObject({ slug });
  });

  test('a name that a theme has is refused beside the field, an empty one too', async () => {
    await stored('Занятое название');
    const input = { title: ' занятое  НАЗВАНИЕ ', shortTitle: '', rationale: 'Нужна.' };
    expect((await act('propose', input)).fields).toHaveProperty('shortTitle');
    expect((await act('propose', { ...input, shortTitle: 'Занятое' })).fields).toHaveProperty('title');
  });

  test('who looked at an older state is told so, and nothing changes', async () => {
    const { theme, seen } = await stored('Две вкладки');
    await act('describe', { ...seen, ...SAID, description: 'Первая вкладка' });
    expect((await act('describe', { ...seen, ...SAID, description: 'Вторая вкладка' })).code).toBe(
      'CONFLICT',
    );
    expect((await themeOf(theme.id)).version).toBeGreaterThan(1);
  });
});

describe('what is said of a theme', () => {
  test('a synonym reaches the search, each once, and never the name itself', async () => {
    const { theme, seen } = await stored('Наставничество молодых', 1);
    const altLabels = ['тьюторство', ' Тьюторство ', 'наставничество молодых', ''];
    await act('describe', { ...seen, ...SAID, altLabels });
    expect((await themeOf(theme.id)).altLabels).toEqual(['тьюторство']);
    await app.search.catchUp();
    const { data } = await app.gql('{ searchMaterials(query: "тьюторство") { total } }');
    expect(data.searchMaterials.total).toBe(1);
  });

  test('faults are told beside their fields', async () => {
    const { seen } = await stored('Полная ошибок');
    const fields = async (input: object) => (await act('describe', { ...seen, ...SAID, ...input })).fields;
    expect(await fields({ exactMatch: ['javascript:alert(1)'] })).toHaveProperty('exactMatch');
    expect(await fields({ curators: ['nikto'] })).toHaveProperty('curators');
    expect(await fields({ related: ['0199f000-0000-7000-8000-00000000ffff'] })).toHaveProperty('related');
    expect(await fields({ activeFrom: '2026-05-01', activeTo: '2026-04-01' })).toHaveProperty('activeTo');
  });

  test('pinned materials keep their order and belong to the theme', async () => {
    const { theme, seen, slugs } = await stored('С закреплёнными', 3);
    const { slugs: foreign } = await stored('Чужая', 1);
    await act('pin', { ...seen, materials: [slugs[2], slugs[0]] });
    expect((await themeOf(theme.id)).pins.map(({ slug }: Shown) => slug)).toEqual([slugs[2], slugs[0]]);
    const refused = await act('pin', { ...(await seenOf(theme.id)), materials: foreign });
    expect(refused.fields).toHaveProperty('materials');
  });
});

describe('the tree', () => {
  test('a theme is moved by its place, and back by undoing', async () => {
    const parent = await stored('Дерево');
    const children = [];
    for (const name of ['Дуб', 'Ель', 'Клён']) {
      const { theme } = await stored(name);
      await act('move', { ...(await seenOf(theme.id)), broader: parent.theme.id, position: 99 });
      children.push(theme.id);
    }
    const order = async () =>
      (await themes()).filter(({ broader }) => broader === parent.theme.id).map(({ title }) => title);
    expect(await order()).toEqual(['Дуб', 'Ель', 'Клён']);
    await act('move', { ...(await seenOf(children[2]!)), broader: parent.theme.id, position: 0 });
    expect(await order()).toEqual(['Клён', 'Дуб', 'Ель']);
    await undo(children[2]!);
    expect(await order()).toEqual(['Дуб', 'Ель', 'Клён']);
  });

  test('a theme lies neither under itself nor under what lies under it', async () => {
    const { theme, seen } = await stored('Вверху');
    const { theme: below } = await stored('Внизу');
    await act('move', { ...(await seenOf(below.id)), broader: theme.id, position: 0 });
    for (const broader of [theme.id, below.id])
      expect((await act('move', { ...seen, broader, position: 0 })).fields).toHaveProperty('broader');
  });

  test('the whole curation is one statement beside the session, however many themes there are', async () => {
    const count = async () => (await statementsOf(themes)).length;
    const before = await count();
    await stored('Ещё одна', 2);
    expect(await count()).toBe(before);
  });
});

describe('another name', () => {
  test('the former address leads to the theme, in pages, lists, search and feeds; undoing gives it back', async () => {
    const { theme, seen } = await stored('Старое имя', 2, { slug: 'staroe-imya' });
    await act('rename', { ...seen, title: 'Новое имя', shortTitle: 'Новое' });
    expect(await publicTheme('staroe-imya')).toMatchObject({ slug: 'novoe-imya', title: 'Новое имя' });
    expect(await found('staroe-imya')).toBe(2);
    const { data } = await app.gql(
      '{ materials(first: 5, filter: { themes: ["staroe-imya"] }) { totalCount } }',
    );
    expect(data.materials.totalCount).toBe(2);
    const feed = await fetch(`${app.url}/feeds/themes/staroe-imya.atom`);
    expect(await feed.text()).toContain('Новое имя');
    await undo(theme.id);
    expect(await publicTheme('novoe-imya')).toMatchObject({ slug: 'staroe-imya', title: 'Старое имя' });
    expect(await found('novoe-imya')).toBe(2);
  });

  test('an address that a theme had is given to no other', async () => {
    const { seen } = await stored('Прежняя', 0, { slug: 'prezhnyaya' });
    await act('rename', { ...seen, title: 'Нынешняя', shortTitle: 'Нынешняя' });
    const input = { title: 'Прежняя', shortTitle: 'Прежняя', rationale: 'Снова нужна.' };
    const { themes: all } = await act('propose', input);
    expect(all.find((one: Shown) => one.title === 'Прежняя').slug).toBe('prezhnyaya-2');
  });
});

/** Gives a public material a second version with the themes of the first, made by a server whose clock is slow. */
async function revise(slug: string, how: 'with themes' | 'without themes' = 'with themes') {
  await app.pool.query(
    `with later as (
       insert into material_version
       select (jsonb_populate_record(v, jsonb_build_object('id', gen_random_uuid(), 'number', 2,
         'created_at', now() - interval '1 hour'))).*
       from material_version v join material m on m.published_version_id = v.id where m.slug = $1
       returning id, material_id),
     kept as (insert into material_version_theme (material_version_id, priority_theme_id)
       select later.id, vt.priority_theme_id from later join material m on m.id = later.material_id
       join material_version_theme vt on vt.material_version_id = m.published_version_id where $2)
     update material set published_version_id = later.id from later where material.id = later.material_id`,
    [slug, how === 'with themes'],
  );
}
/** Ids of the themes of a public material. */
async function themesOf(slug: string): Promise<string[]> {
  const { rows } = await app.pool.query<{ id: string }>(
    `select vt.priority_theme_id as id from material m
     join material_version_theme vt on vt.material_version_id = m.published_version_id where m.slug = $1 order by 1`,
    [slug],
  );
  return rows.map(({ id }) => id);
}

describe('merging', () => {
  test('everything goes to the theme that stays, every address leads there, and undoing gives all back', async () => {
    const from = await stored('Цифровая школа', 2, { slug: 'cifra', altLabels: ['ИКТ'] });
    const into = await stored('Дистанционное обучение', 1, { slug: 'distant' });
    const child = await stored('Вебинары', 1, { slug: 'vebinary' });
    await act('move', { ...(await seenOf(child.theme.id)), broader: from.theme.id, position: 0 });
    const em = app.orm.em.fork();
    const named = [from.theme.id, into.theme.id].map((id) => em.getReference(PriorityTheme, id));
    buildMaterial(em, { title: 'В обеих', themes: named });
    await em.flush();
    await ask(as.teacher, 'mutation { follow(kind: THEME, slug: "cifra") }', {});
    const preview = await ask(
      as.secretary,
      `query ($id: ID!, $into: ID!) { themeMergePreview(id: $id, into: $into) { materials both narrower followers addresses } }`,
      { id: from.theme.id, into: into.theme.id },
    );
    expect(preview).toEqual({
      materials: 3,
      both: 1,
      narrower: ['Вебинары'],
      followers: 1,
      addresses: ['cifra'],
    });

    const both = { ...(await seenOf(from.theme.id)), into: into.theme.id, expectedVersionOfInto: 1 };
    const { themes: left } = await act('merge', both);
    expect(left.find((one: Shown) => one.id === from.theme.id)).toBeUndefined();
    expect(left.find((one: Shown) => one.id === into.theme.id)).toMatchObject({
      ...{ materials: 4, addresses: ['cifra'] },
      altLabels: expect.arrayContaining(['Цифровая школа', 'ИКТ']),
    });
    expect((await themeOf(child.theme.id)).broader).toBe(into.theme.id);
    expect(await publicTheme('cifra')).toMatchObject({ slug: 'distant', materialCount: 5 });
    expect(await found('cifra')).toBe(5);
    expect(await found('distant')).toBe(5);
    const followed = await ask(as.teacher, '{ followed { slug } }', {});
    expect(followed).toEqual([{ slug: 'distant' }]);
    expect(await lastChange(into.theme.id)).toMatchObject({
      kind: 'MERGED',
      materials: 3,
      viewerCanUndo: true,
    });

    await undo(into.theme.id);
    expect(await publicTheme('cifra')).toMatchObject({ slug: 'cifra', materialCount: 4, altLabels: ['ИКТ'] });
    expect(await publicTheme('distant')).toMatchObject({ materialCount: 2, altLabels: [] });
    expect((await themeOf(child.theme.id)).broader).toBe(from.theme.id);
    expect([await found('cifra'), await found('distant')]).toEqual([4, 2]);
    expect(await ask(as.teacher, '{ followed { slug } }', {})).toEqual([{ slug: 'cifra' }]);
  });

  test('undoing follows the versions that were made of the moved ones meanwhile', async () => {
    const from = await stored('Робототехника', 2);
    const into = await stored('Техническое творчество', 1);
    const em = app.orm.em.fork();
    const named = [from.theme.id, into.theme.id].map((id) => em.getReference(PriorityTheme, id));
    const both = buildMaterial(em, { title: 'Обо всём', themes: named });
    const dropped = buildMaterial(em, { title: 'О другом', themes: [named[0]!] });
    await em.flush();
    await act('merge', { ...from.seen, into: into.theme.id, expectedVersionOfInto: 1 });
    const [saved, revised] = from.slugs;
    const own = into.slugs[0]!;
    // one is saved again as it stands; others get a second version, and one of them without the theme
    await app.pool.query(
      `with gone as (delete from material_version_theme vt using material_version v, material m
         where v.id = vt.material_version_id and m.id = v.material_id and m.slug = $1 returning vt.*)
       insert into material_version_theme (material_version_id, priority_theme_id)
       select material_version_id, priority_theme_id from gone`,
      [saved],
    );
    for (const slug of [revised, own, both.slug]) await revise(slug!);
    await revise(dropped.slug!, 'without themes');
    expect((await publicTheme(into.theme.slug)).materialCount).toBe(4);
    await undo(into.theme.id);
    expect(await themesOf(saved!)).toEqual([from.theme.id]);
    expect(await themesOf(revised!)).toEqual([from.theme.id]);
    expect(await themesOf(both.slug!)).toEqual([from.theme.id, into.theme.id].toSorted());
    expect(await themesOf(own)).toEqual([into.theme.id]);
    expect(await themesOf(dropped.slug!)).toEqual([]);
    expect([await found(from.theme.slug), await found(into.theme.slug)]).toEqual([3, 2]);
  });

  test('addresses lead on when the theme that stayed is merged itself', async () => {
    const [a, b, c] = [await stored('Первая'), await stored('Вторая'), await stored('Третья')] as const;
    const join = async (from: Shown, into: Shown) =>
      act('merge', {
        ...(await seenOf(from.theme.id)),
        into: into.theme.id,
        expectedVersionOfInto: (await themeOf(into.theme.id)).version,
      });
    await join(a, b);
    await join(b, c);
    expect(await publicTheme(a.theme.slug)).toMatchObject({ title: 'Третья' });
    // the later one stands in the way
    const { id } = (
      await ask(as.secretary, 'query ($t: ID!) { themeChanges(theme: $t) { id viewerCanUndo } }', {
        t: a.theme.id,
      })
    )[0];
    expect((await ask(as.secretary, UNDO, { id })).code).toBe('CONFLICT');
    await undo(c.theme.id);
    await undo(a.theme.id);
    expect(await publicTheme(a.theme.slug)).toMatchObject({ title: 'Первая' });
    expect(await publicTheme(b.theme.slug)).toMatchObject({ title: 'Вторая' });
  });

  test('a theme is merged neither into itself, nor into what lies under it or is not open', async () => {
    const { theme, seen } = await stored('Открытая для слияния');
    const hidden = await stored('Скрытая', 0, { status: ThemeStatus.PROPOSED });
    const below = await stored('Под ней');
    await act('move', { ...below.seen, broader: theme.id, position: 0 });
    for (const [into, version] of [
      [theme.id, 1],
      [hidden.theme.id, 1],
      [below.theme.id, (await themeOf(below.theme.id)).version],
    ])
      expect((await act('merge', { ...seen, into, expectedVersionOfInto: version })).fields).toHaveProperty(
        'into',
      );
  });

  test('a draft that still names the former theme is saved with the one that took it over', async () => {
    const from = await stored('Уходящая');
    const into = await stored('Остающаяся');
    await act('merge', { ...from.seen, into: into.theme.id, expectedVersionOfInto: 1 });
    const em = app.orm.em.fork();
    buildMaterial(em, { title: 'Опоздавший', themes: [em.getReference(PriorityTheme, from.theme.id)] });
    await em.flush();
    expect((await themeOf(into.theme.id)).materials).toBe(1);
  });
});

describe('splitting', () => {
  test('some materials go to a new theme beside the old one; undoing brings them and later ones back', async () => {
    const { theme, seen, slugs } = await stored('Большая тема', 3);
    const input = { title: 'Часть большой', shortTitle: 'Часть', under: false, materials: slugs.slice(0, 2) };
    const { themes: all } = await act('split', { ...seen, ...input });
    const part = all.find((one: Shown) => one.title === 'Часть большой');
    expect(part).toMatchObject({ materials: 2, status: 'ACTIVE', broader: null });
    expect((await themeOf(theme.id)).materials).toBe(1);
    expect(await found(part.slug)).toBe(2);
    const em = app.orm.em.fork();
    buildMaterial(em, { title: 'Пришёл позже', themes: [em.getReference(PriorityTheme, part.id)] });
    await em.flush();
    await undo(theme.id);
    expect((await themeOf(theme.id)).materials).toBe(4);
    expect(await publicTheme(part.slug)).toMatchObject({ title: 'Большая тема' });
    expect(await found(part.slug)).toBe(4);
    // the name is free again
    const again = await act('split', { ...(await seenOf(theme.id)), ...input });
    expect(again.themes.find((one: Shown) => one.title === 'Часть большой').slug).not.toBe(part.slug);
  });

  test('materials of another theme are refused by name', async () => {
    const { seen } = await stored('Делимая', 1);
    const { slugs } = await stored('Не делимая', 1);
    const refused = await act('split', {
      ...seen,
      title: 'Новая доля',
      shortTitle: 'Доля',
      materials: slugs,
    });
    expect(refused.fields.materials).toContain(slugs[0]);
  });
});

test('a member of the council takes back what was described, not what was decided', async () => {
  const { theme, seen } = await stored('Кто отменяет');
  await act('describe', { ...seen, ...SAID, description: 'Описана' });
  expect(await undo(theme.id, as.member)).toHaveProperty('themes');
  await act('close', await seenOf(theme.id));
  expect((await undo(theme.id, as.member)).code).toBe('FORBIDDEN');
  expect((await undo(theme.id, as.secretary)).themes).toBeDefined();
  expect((await undo(theme.id, as.secretary)).code).toBe('CONFLICT');
});

test('twenty merges of one theme at once make one', async () => {
  const from = await stored('Двадцать раз', 1);
  const into = await stored('Куда двадцать раз');
  const input = { ...from.seen, into: into.theme.id, expectedVersionOfInto: 1 };
  const answers = await Promise.all(Array.from({ length: 20 }, () => act('merge', input)));
  expect(answers.filter(({ code }) => code === undefined)).toHaveLength(1);
});

test('searches never fail nor lose a material while two themes are merged and indexed', async () => {
  const from = await stored('Сливаемая', 150);
  const into = await stored('Принимающая', 150);
  await app.search.catchUp();
  const totals = new Set<number>();
  const stop = new AbortController();
  const searching = (async () => {
    while (!stop.signal.aborted) {
      const args = {
        query: '',
        filter: { themes: [into.theme.slug] },
        sort: 'NEWEST',
        page: 1,
        pageSize: 10,
      };
      totals.add((await app.search.service.search({ ...args, exact: false } as never)).total);
    }
  })();
  await act('merge', { ...from.seen, into: into.theme.id, expectedVersionOfInto: 1 });
  await app.search.catchUp();
  stop.abort();
  await searching;
  expect([...totals].sort()).toEqual([150, 300]);
});

describe('taking back what others have built on', () => {
  const changesOf = async (theme: string): Promise<{ id: string; kind: string }[]> =>
    ask(as.secretary, 'query ($t: ID!) { themeChanges(theme: $t) { id kind } }', { t: theme });
  const move = async (id: string, broader: string | null) =>
    act('move', { ...(await seenOf(id)), broader, position: 0 });
  const undoOf = (id: string) => ask(as.secretary, UNDO, { id });

  test('no undo puts a theme under itself, or under one that is none any more', async () => {
    const [a, b, c] = [await stored('Круг А'), await stored('Круг Б'), await stored('Круг В')];
    await move(b.theme.id, a.theme.id);
    await move(b.theme.id, null);
    const [out] = await changesOf(b.theme.id);
    await move(a.theme.id, b.theme.id);
    expect((await undoOf(out!.id)).code).toBe('CONFLICT');
    await undo(a.theme.id);
    await act('merge', {
      ...(await seenOf(a.theme.id)),
      into: c.theme.id,
      expectedVersionOfInto: (await themeOf(c.theme.id)).version,
    });
    expect((await undoOf(out!.id)).code).toBe('CONFLICT');
    expect(await themeOf(b.theme.id)).toMatchObject({ broader: null });
    expect((await fetch(`${app.url}/themes.ttl`)).status).toBe(200);
  });

  test('a theme that materials name is neither hidden nor deleted by undoing how it came', async () => {
    const { themes: all } = await act('propose', {
      ...{ title: 'Прижившаяся', shortTitle: 'Прижившаяся', rationale: 'Нужна.' },
    });
    const { id } = all.find((one: Shown) => one.title === 'Прижившаяся');
    await act('approve', { ...(await seenOf(id)), decision: 'Протокол № 5' });
    await act('activate', await seenOf(id));
    const em = app.orm.em.fork();
    buildMaterial(em, { themes: [em.getReference(PriorityTheme, id)] });
    await em.flush();
    const refused = await undo(id);
    expect(refused).toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('Закройте её') });
    expect((await themeOf(id)).materials).toBe(1);
  });

  test('a relation belongs to both themes: an old form of the other is out of date, and undoing keeps its order', async () => {
    const [a, b] = [await stored('Родня А'), await stored('Родня Б')];
    await act('describe', { ...a.seen, ...SAID, description: 'Раньше' });
    await act('describe', { ...(await seenOf(b.theme.id)), ...SAID, related: [a.theme.id] });
    const old = { ...(await seenOf(a.theme.id)), expectedVersion: 2 };
    expect((await act('describe', { ...old, ...SAID })).code).toBe('CONFLICT');
    const [, first] = await changesOf(a.theme.id);
    expect((await undoOf(first!.id)).code).toBe('CONFLICT');
    expect((await themeOf(a.theme.id)).related).toEqual([b.theme.id]);
  });

  test('who follows a split-off theme follows the old one again, and a call goes along with a merge and back', async () => {
    const { theme, seen, slugs } = await stored('Делимая с подпиской', 2);
    const input = { title: 'Отделённая', shortTitle: 'Отделённая', materials: slugs.slice(0, 1) };
    const { themes: all } = await act('split', { ...seen, ...input });
    const part = all.find((one: Shown) => one.title === 'Отделённая');
    await ask(as.moderator, 'mutation ($s: String!) { follow(kind: THEME, slug: $s) }', { s: part.slug });
    await undo(theme.id);
    const followed = await ask(as.moderator, '{ followed { slug } }', {});
    expect(followed).toEqual([{ slug: theme.slug }]);

    const into = await stored('С запросом');
    await app.pool.query(
      `insert into material_call (id, created_at, updated_at, theme_id, kinds, levels, text, until, opened_by_id)
       select gen_random_uuid(), now(), now(), $1, '{}', '{}', 'Ждём', current_date, id from account limit 1`,
      [theme.id],
    );
    const callsOf = async (id: string) =>
      (await app.pool.query('select from material_call where theme_id = $1', [id])).rowCount;
    await act('merge', { ...(await seenOf(theme.id)), into: into.theme.id, expectedVersionOfInto: 1 });
    expect([await callsOf(theme.id), await callsOf(into.theme.id)]).toEqual([0, 1]);
    await undo(into.theme.id);
    expect([await callsOf(theme.id), await callsOf(into.theme.id)]).toEqual([1, 0]);
  });
});

test('a material names a theme and its heir once, in whatever order they come', async () => {
  const from = await stored('Уйдёт');
  const into = await stored('Примет');
  await act('merge', { ...from.seen, into: into.theme.id, expectedVersionOfInto: 1 });
  for (const pair of [
    [from, into],
    [into, from],
  ]) {
    const em = app.orm.em.fork();
    const named = pair.map(({ theme }) => em.getReference(PriorityTheme, theme.id));
    const { slug } = buildMaterial(em, { themes: named });
    await em.flush();
    const { data } = await app.gql('query ($s: String!) { material(slug: $s) { themes { slug } } }', {
      s: slug,
    });
    expect(data.material.themes).toEqual([{ slug: into.theme.slug }]);
  }
});

test('a long name is merged, the former one is found first and is free again; what was split off is pinned no more', async () => {
  const long = `Очень длинное название темы ${'о том же самом '.repeat(8)}`.trim().slice(0, 150).trim();
  const altLabels = Array.from({ length: 30 }, (_, n) => `синоним ${n}`);
  const from = await stored(long, 1);
  const into = await stored('Короткая', 0, { altLabels });
  const merged = { ...from.seen, into: into.theme.id, expectedVersionOfInto: 1 };
  expect(await act('merge', merged)).toHaveProperty('themes');
  expect((await themeOf(into.theme.id)).altLabels[0]).toBe(long);
  const proposed = await act('propose', { title: long, shortTitle: 'Снова', rationale: 'Снова нужна.' });
  expect(proposed).toHaveProperty('themes');

  const { theme, seen, slugs } = await stored('С закреплением', 2);
  await act('pin', { ...seen, materials: slugs });
  const input = { title: 'Без закрепления', shortTitle: 'Без', materials: slugs.slice(0, 1) };
  await act('split', { ...(await seenOf(theme.id)), ...input });
  expect((await themeOf(theme.id)).pins).toEqual([{ slug: slugs[1] }]);
});

test('addresses of concepts elsewhere never break the file of themes', async () => {
  const { theme, seen } = await stored('С чужими адресами');
  const exactMatch = ['https://other.example/a b', 'https://x.example/> . <urn:x> <urn:y> <urn:z>'];
  await act('describe', { ...seen, ...SAID, exactMatch });
  const text = await (await fetch(`${app.url}/themes/${theme.slug}.ttl`)).text();
  expect(text).toContain('<https://other.example/a%20b>');
  expect(text).not.toContain('<urn:x>');
});
