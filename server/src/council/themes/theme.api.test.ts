import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildMaterial } from '../../../test/builders.js';
import { CurationDesk, SAID, type Shown, UNDO } from '../../../test/curation-desk.js';
import { statementsOf } from '../../../test/statements.js';
import { PriorityTheme } from '../../vocabulary/priority-theme.entity.js';

let desk: CurationDesk;
beforeAll(async () => {
  desk = await CurationDesk.open();
});
afterAll(() => desk.close());

describe('the way of a theme', () => {
  test('a moderator proposes, the council approves by a decision, opens and closes it', async () => {
    const rationale = 'Педагоги спрашивают о ней в каждой сети.';
    const input = { title: 'Функциональная грамотность', shortTitle: 'Грамотность', rationale };
    const proposed = await desk.act('propose', input, desk.as.moderator);
    const { id } = proposed.themes.find((one: Shown) => one.title === input.title);
    expect(await desk.publicTheme('funkcionalnaya-gramotnost')).toBeNull();
    expect(
      (await desk.act('approve', { ...(await desk.seenOf(id)), decision: 'Протокол № 1' }, desk.as.member))
        .code,
    ).toBe('FORBIDDEN');
    expect((await desk.act('activate', await desk.seenOf(id))).code).toBe('CONFLICT');
    await desk.act('approve', { ...(await desk.seenOf(id)), decision: 'Протокол № 3 от 12.02.2026' });
    const { slug } = await desk.themeOf(id);
    expect(await desk.publicTheme(slug)).toBeNull();
    await desk.act('activate', await desk.seenOf(id));
    expect(await desk.publicTheme(slug)).toMatchObject({ title: input.title });
    await desk.act('close', await desk.seenOf(id));
    expect(await desk.themeOf(id)).toMatchObject({
      status: 'CLOSED',
      viewerCan: { activate: true, close: false },
    });
    expect(await desk.publicTheme(slug)).toMatchObject({ slug });
  });

  test('a name that a theme has is refused beside the field, an empty one too', async () => {
    await desk.stored('Занятое название');
    const input = { title: ' занятое  НАЗВАНИЕ ', shortTitle: '', rationale: 'Нужна.' };
    expect((await desk.act('propose', input)).fields).toHaveProperty('shortTitle');
    expect((await desk.act('propose', { ...input, shortTitle: 'Занятое' })).fields).toHaveProperty('title');
  });

  test('who looked at an older state is told so, and nothing changes', async () => {
    const { theme, seen } = await desk.stored('Две вкладки');
    await desk.act('describe', { ...seen, ...SAID, description: 'Первая вкладка' });
    expect((await desk.act('describe', { ...seen, ...SAID, description: 'Вторая вкладка' })).code).toBe(
      'CONFLICT',
    );
    expect((await desk.themeOf(theme.id)).version).toBeGreaterThan(1);
  });
});

describe('what is said of a theme', () => {
  test('a synonym reaches the search, each once, and never the name itself', async () => {
    const { theme, seen } = await desk.stored('Наставничество молодых', 1);
    const altLabels = ['тьюторство', ' Тьюторство ', 'наставничество молодых', ''];
    await desk.act('describe', { ...seen, ...SAID, altLabels });
    expect((await desk.themeOf(theme.id)).altLabels).toEqual(['тьюторство']);
    await desk.app.search.catchUp();
    const { data } = await desk.app.gql('{ searchMaterials(query: "тьюторство") { total } }');
    expect(data.searchMaterials.total).toBe(1);
  });

  test('faults are told beside their fields', async () => {
    const { seen } = await desk.stored('Полная ошибок');
    const fields = async (input: object) =>
      (await desk.act('describe', { ...seen, ...SAID, ...input })).fields;
    expect(await fields({ exactMatch: ['javascript:alert(1)'] })).toHaveProperty('exactMatch');
    expect(await fields({ curators: ['nikto'] })).toHaveProperty('curators');
    expect(await fields({ related: ['0199f000-0000-7000-8000-00000000ffff'] })).toHaveProperty('related');
    expect(await fields({ activeFrom: '2026-05-01', activeTo: '2026-04-01' })).toHaveProperty('activeTo');
  });

  test('pinned materials keep their order and belong to the theme', async () => {
    const { theme, seen, slugs } = await desk.stored('С закреплёнными', 3);
    const { slugs: foreign } = await desk.stored('Чужая', 1);
    await desk.act('pin', { ...seen, materials: [slugs[2], slugs[0]] });
    expect((await desk.themeOf(theme.id)).pins.map(({ slug }: Shown) => slug)).toEqual([slugs[2], slugs[0]]);
    const refused = await desk.act('pin', { ...(await desk.seenOf(theme.id)), materials: foreign });
    expect(refused.fields).toHaveProperty('materials');
  });
});

describe('the tree', () => {
  test('a theme is moved by its place, and back by undoing', async () => {
    const parent = await desk.stored('Дерево');
    const children = [];
    for (const name of ['Дуб', 'Ель', 'Клён']) {
      const { theme } = await desk.stored(name);
      await desk.act('move', { ...(await desk.seenOf(theme.id)), broader: parent.theme.id, position: 99 });
      children.push(theme.id);
    }
    const order = async () =>
      (await desk.themes()).filter(({ broader }) => broader === parent.theme.id).map(({ title }) => title);
    expect(await order()).toEqual(['Дуб', 'Ель', 'Клён']);
    await desk.act('move', { ...(await desk.seenOf(children[2]!)), broader: parent.theme.id, position: 0 });
    expect(await order()).toEqual(['Клён', 'Дуб', 'Ель']);
    await desk.undo(children[2]!);
    expect(await order()).toEqual(['Дуб', 'Ель', 'Клён']);
  });

  test('a theme lies neither under itself nor under what lies under it', async () => {
    const { theme, seen } = await desk.stored('Вверху');
    const { theme: below } = await desk.stored('Внизу');
    await desk.act('move', { ...(await desk.seenOf(below.id)), broader: theme.id, position: 0 });
    for (const broader of [theme.id, below.id])
      expect((await desk.act('move', { ...seen, broader, position: 0 })).fields).toHaveProperty('broader');
  });

  test('the whole curation is one statement beside the session, however many themes there are', async () => {
    const count = async () => (await statementsOf(() => desk.themes())).length;
    const before = await count();
    await desk.stored('Ещё одна', 2);
    expect(await count()).toBe(before);
  });
});

describe('another name', () => {
  test('the former address leads to the theme, in pages, lists, search and feeds; undoing gives it back', async () => {
    const { theme, seen } = await desk.stored('Старое имя', 2, { slug: 'staroe-imya' });
    await desk.act('rename', { ...seen, title: 'Новое имя', shortTitle: 'Новое' });
    expect(await desk.publicTheme('staroe-imya')).toMatchObject({ slug: 'novoe-imya', title: 'Новое имя' });
    expect(await desk.found('staroe-imya')).toBe(2);
    const { data } = await desk.app.gql(
      '{ materials(first: 5, filter: { themes: ["staroe-imya"] }) { totalCount } }',
    );
    expect(data.materials.totalCount).toBe(2);
    const feed = await fetch(`${desk.app.url}/feeds/themes/staroe-imya.atom`);
    expect(await feed.text()).toContain('Новое имя');
    await desk.undo(theme.id);
    expect(await desk.publicTheme('novoe-imya')).toMatchObject({ slug: 'staroe-imya', title: 'Старое имя' });
    expect(await desk.found('novoe-imya')).toBe(2);
  });

  test('an address that a theme had is given to no other', async () => {
    const { seen } = await desk.stored('Прежняя', 0, { slug: 'prezhnyaya' });
    await desk.act('rename', { ...seen, title: 'Нынешняя', shortTitle: 'Нынешняя' });
    const input = { title: 'Прежняя', shortTitle: 'Прежняя', rationale: 'Снова нужна.' };
    const { themes: all } = await desk.act('propose', input);
    expect(all.find((one: Shown) => one.title === 'Прежняя').slug).toBe('prezhnyaya-2');
  });
});

test('a member of the council takes back what was described, not what was decided', async () => {
  const { theme, seen } = await desk.stored('Кто отменяет');
  await desk.act('describe', { ...seen, ...SAID, description: 'Описана' });
  expect(await desk.undo(theme.id, desk.as.member)).toHaveProperty('themes');
  await desk.act('close', await desk.seenOf(theme.id));
  expect((await desk.undo(theme.id, desk.as.member)).code).toBe('FORBIDDEN');
  expect((await desk.undo(theme.id, desk.as.secretary)).themes).toBeDefined();
  expect((await desk.undo(theme.id, desk.as.secretary)).code).toBe('CONFLICT');
});

describe('taking back what others have built on', () => {
  const changesOf = async (theme: string): Promise<{ id: string; kind: string }[]> =>
    desk.ask(desk.as.secretary, 'query ($t: ID!) { themeChanges(theme: $t) { id kind } }', { t: theme });
  const move = async (id: string, broader: string | null) =>
    desk.act('move', { ...(await desk.seenOf(id)), broader, position: 0 });
  const undoOf = (id: string) => desk.ask(desk.as.secretary, UNDO, { id });

  test('no undo puts a theme under itself, or under one that is none any more', async () => {
    const [a, b, c] = [await desk.stored('Круг А'), await desk.stored('Круг Б'), await desk.stored('Круг В')];
    await move(b.theme.id, a.theme.id);
    await move(b.theme.id, null);
    const [out] = await changesOf(b.theme.id);
    await move(a.theme.id, b.theme.id);
    expect((await undoOf(out!.id)).code).toBe('CONFLICT');
    await desk.undo(a.theme.id);
    await desk.act('merge', {
      ...(await desk.seenOf(a.theme.id)),
      into: c.theme.id,
      expectedVersionOfInto: (await desk.themeOf(c.theme.id)).version,
    });
    expect((await undoOf(out!.id)).code).toBe('CONFLICT');
    expect(await desk.themeOf(b.theme.id)).toMatchObject({ broader: null });
    expect((await fetch(`${desk.app.url}/themes.ttl`)).status).toBe(200);
  });

  test('a theme that materials name is neither hidden nor deleted by undoing how it came', async () => {
    const { themes: all } = await desk.act('propose', {
      ...{ title: 'Прижившаяся', shortTitle: 'Прижившаяся', rationale: 'Нужна.' },
    });
    const { id } = all.find((one: Shown) => one.title === 'Прижившаяся');
    await desk.act('approve', { ...(await desk.seenOf(id)), decision: 'Протокол № 5' });
    await desk.act('activate', await desk.seenOf(id));
    const em = desk.app.orm.em.fork();
    buildMaterial(em, { themes: [em.getReference(PriorityTheme, id)] });
    await em.flush();
    const refused = await desk.undo(id);
    expect(refused).toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('Закройте её') });
    expect((await desk.themeOf(id)).materials).toBe(1);
  });

  test('a proposal is not taken back while another theme lies under it', async () => {
    const { themes: all } = await desk.act('propose', {
      ...{ title: 'Надстройка', shortTitle: 'Надстройка', rationale: 'Нужна.' },
    });
    const { id } = all.find((one: Shown) => one.title === 'Надстройка');
    const { theme: below } = await desk.stored('Под надстройкой');
    await move(below.id, id);
    const [proposed] = await changesOf(id);
    expect(await undoOf(proposed!.id)).toMatchObject({
      ...{ code: 'CONFLICT', message: expect.stringContaining('«Под надстройкой»') },
    });
    expect(await desk.themeOf(below.id)).toMatchObject({ broader: id });
    const { theme: heir } = await desk.stored('Наследница');
    await desk.act('merge', {
      ...(await desk.seenOf(below.id)),
      ...{ into: heir.id, expectedVersionOfInto: (await desk.themeOf(heir.id)).version },
    });
    expect(await undoOf(proposed!.id)).toMatchObject({
      ...{ code: 'CONFLICT', message: expect.stringContaining('Сначала отмените слияние') },
    });
    await desk.undo(heir.id);
    await move(below.id, null);
    expect((await undoOf(proposed!.id)).themes).toBeDefined();
  });

  test('a relation belongs to both themes: an old form of the other is out of date, and undoing keeps its order', async () => {
    const [a, b] = [await desk.stored('Родня А'), await desk.stored('Родня Б')];
    await desk.act('describe', { ...a.seen, ...SAID, description: 'Раньше' });
    await desk.act('describe', { ...(await desk.seenOf(b.theme.id)), ...SAID, related: [a.theme.id] });
    const old = { ...(await desk.seenOf(a.theme.id)), expectedVersion: 2 };
    expect((await desk.act('describe', { ...old, ...SAID })).code).toBe('CONFLICT');
    const [, first] = await changesOf(a.theme.id);
    expect((await undoOf(first!.id)).code).toBe('CONFLICT');
    expect((await desk.themeOf(a.theme.id)).related).toEqual([b.theme.id]);
  });

  test('who follows a split-off theme follows the old one again, and a call goes along with a merge and back', async () => {
    const { theme, seen, slugs } = await desk.stored('Делимая с подпиской', 2);
    const input = { title: 'Отделённая', shortTitle: 'Отделённая', materials: slugs.slice(0, 1) };
    const { themes: all } = await desk.act('split', { ...seen, ...input });
    const part = all.find((one: Shown) => one.title === 'Отделённая');
    await desk.ask(desk.as.moderator, 'mutation ($s: String!) { follow(kind: THEME, slug: $s) }', {
      s: part.slug,
    });
    await desk.undo(theme.id);
    const followed = await desk.ask(desk.as.moderator, '{ followed { slug } }', {});
    expect(followed).toEqual([{ slug: theme.slug }]);

    const into = await desk.stored('С запросом');
    await desk.app.pool.query(
      `insert into material_call (id, created_at, updated_at, theme_id, kinds, levels, text, until, opened_by_id)
       select gen_random_uuid(), now(), now(), $1, '{}', '{}', 'Ждём', current_date, id from account limit 1`,
      [theme.id],
    );
    const callsOf = async (id: string) =>
      (await desk.app.pool.query('select from material_call where theme_id = $1', [id])).rowCount;
    await desk.act('merge', {
      ...(await desk.seenOf(theme.id)),
      into: into.theme.id,
      expectedVersionOfInto: 1,
    });
    expect([await callsOf(theme.id), await callsOf(into.theme.id)]).toEqual([0, 1]);
    await desk.undo(into.theme.id);
    expect([await callsOf(theme.id), await callsOf(into.theme.id)]).toEqual([1, 0]);
  });
});

test('addresses of concepts elsewhere never break the file of themes', async () => {
  const { theme, seen } = await desk.stored('С чужими адресами');
  const exactMatch = ['https://other.example/a b', 'https://x.example/> . <urn:x> <urn:y> <urn:z>'];
  await desk.act('describe', { ...seen, ...SAID, exactMatch });
  const text = await (await fetch(`${desk.app.url}/themes/${theme.slug}.ttl`)).text();
  expect(text).toContain('<https://other.example/a%20b>');
  expect(text).not.toContain('<urn:x>');
});
