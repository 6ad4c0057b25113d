import { ref } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildMaterial, buildPerson } from '../../../test/builders.js';
import { CurationDesk, type Shown, UNDO } from '../../../test/curation-desk.js';
import { copyVersion } from '../../materials/authoring/version-copy.js';
import { MaterialVersion } from '../../materials/material-version.entity.js';
import { Material } from '../../materials/material.entity.js';
import { PriorityTheme, ThemeStatus } from '../../vocabulary/priority-theme.entity.js';
import { setCurators, setPins } from './theme-snapshot.js';

let desk: CurationDesk;
beforeAll(async () => {
  desk = await CurationDesk.open();
});
afterAll(() => desk.close());

/** Gives a public material a second version with the themes of the first, made by a server whose clock is slow. */
async function revise(slug: string, how: 'with themes' | 'without themes' = 'with themes') {
  await desk.app.pool.query(
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

/** Publishes a next version of a material that was begun from its first one. */
async function beginFromFirst(slug: string): Promise<void> {
  const em = desk.app.orm.em.fork();
  const material = await em.findOneOrFail(Material, { slug });
  const first = await em.findOneOrFail(MaterialVersion, { material: material.id, number: 1 });
  material.publishedVersion = ref(await copyVersion(em, material, first));
  await em.flush();
}

/** Ids of the themes of a public material. */
async function themesOf(slug: string): Promise<string[]> {
  const { rows } = await desk.app.pool.query<{ id: string }>(
    `select vt.priority_theme_id as id from material m
     join material_version_theme vt on vt.material_version_id = m.published_version_id where m.slug = $1 order by 1`,
    [slug],
  );
  return rows.map(({ id }) => id);
}

describe('merging', () => {
  test('tells before which synonyms there is no room for', async () => {
    const from = await desk.stored('Мейкерство', 0, { shortTitle: 'Роботы', altLabels: ['LEGO', 'Ардуино'] });
    const many = Array.from({ length: 28 }, (_, n) => `синоним ${n}`);
    const into = await desk.stored('Моделирование из бумаги', 0, { altLabels: many });
    const seen = { id: from.theme.id, into: into.theme.id };
    const document =
      'query ($id: ID!, $into: ID!) { themeMergePreview(id: $id, into: $into) { lostLabels } }';
    expect(await desk.ask(desk.as.secretary, document, seen)).toEqual({ lostLabels: ['LEGO', 'Ардуино'] });
  });

  test('tells before which curators, pinned materials and equal concepts there is no room for', async () => {
    const [from, into] = [await desk.stored('Тесная тема', 20), await desk.stored('Полная тема', 20)];
    const em = desk.app.orm.em.fork();
    for (const [of, { theme }] of Object.entries({ from, into })) {
      const named = await em.findOneOrFail(PriorityTheme, theme.id);
      named.exactMatch = Array.from({ length: 16 }, (_, n) => `https://${of}.example/${n}`);
      const people = Array.from({ length: 16 }, (_, n) => buildPerson(em, [`${of} ${n}`, 'Анна']));
      await em.flush();
      await setCurators(
        em,
        theme.id,
        people.map(({ id }) => id),
      );
      const pins = await em.execute<{ id: string }[]>(
        `select material_id as id from material_version v join material_version_theme t on t.material_version_id = v.id
         where t.priority_theme_id = ? order by v.title limit 16`,
        [theme.id],
      );
      await setPins(
        em,
        theme.id,
        pins.map(({ id }) => id),
      );
    }
    const document = `query ($id: ID!, $into: ID!) { themeMergePreview(id: $id, into: $into) {
      lostCurators lostPins lostMatches } }`;
    const lost = await desk.ask(desk.as.secretary, document, { id: from.theme.id, into: into.theme.id });
    expect(lost).toMatchObject({ lostMatches: ['https://from.example/14', 'https://from.example/15'] });
    expect(lost.lostPins).toHaveLength(2);
    expect(lost.lostCurators.toSorted()).toEqual(['from 14\u00a0А.', 'from 15\u00a0А.']);
  });

  test('everything goes to the theme that stays, every address leads there, and undoing gives all back', async () => {
    const from = await desk.stored('Цифровая школа', 2, { slug: 'cifra', altLabels: ['ИКТ'] });
    const into = await desk.stored('Дистанционное обучение', 1, { slug: 'distant' });
    const child = await desk.stored('Вебинары', 1, { slug: 'vebinary' });
    await desk.act('move', { ...(await desk.seenOf(child.theme.id)), broader: from.theme.id, position: 0 });
    const em = desk.app.orm.em.fork();
    const named = [from.theme.id, into.theme.id].map((id) => em.getReference(PriorityTheme, id));
    buildMaterial(em, { title: 'В обеих', themes: named });
    await em.flush();
    await desk.ask(desk.as.teacher, 'mutation { follow(kind: THEME, slug: "cifra") }', {});
    const preview = await desk.ask(
      desk.as.secretary,
      `query ($id: ID!, $into: ID!) { themeMergePreview(id: $id, into: $into) { materials both narrower followers addresses lostLabels } }`,
      { id: from.theme.id, into: into.theme.id },
    );
    expect(preview).toEqual({
      materials: 3,
      both: 1,
      narrower: ['Вебинары'],
      followers: 1,
      addresses: ['cifra'],
      lostLabels: [],
    });

    const both = { ...(await desk.seenOf(from.theme.id)), into: into.theme.id, expectedVersionOfInto: 1 };
    const { themes: left } = await desk.act('merge', both);
    expect(left.find((one: Shown) => one.id === from.theme.id)).toBeUndefined();
    expect(left.find((one: Shown) => one.id === into.theme.id)).toMatchObject({
      ...{ materials: 4, addresses: ['cifra'] },
      altLabels: expect.arrayContaining(['Цифровая школа', 'ИКТ']),
    });
    expect((await desk.themeOf(child.theme.id)).broader).toBe(into.theme.id);
    expect(await desk.publicTheme('cifra')).toMatchObject({ slug: 'distant', materialCount: 5 });
    expect(await desk.found('cifra')).toBe(5);
    expect(await desk.found('distant')).toBe(5);
    const followed = await desk.ask(desk.as.teacher, '{ followed { slug } }', {});
    expect(followed).toEqual([{ slug: 'distant' }]);
    expect(await desk.lastChange(into.theme.id)).toMatchObject({
      kind: 'MERGED',
      materials: 3,
      viewerCanUndo: true,
    });

    await desk.undo(into.theme.id);
    expect(await desk.publicTheme('cifra')).toMatchObject({
      slug: 'cifra',
      materialCount: 4,
      altLabels: ['ИКТ'],
    });
    expect(await desk.publicTheme('distant')).toMatchObject({ materialCount: 2, altLabels: [] });
    expect((await desk.themeOf(child.theme.id)).broader).toBe(from.theme.id);
    expect([await desk.found('cifra'), await desk.found('distant')]).toEqual([4, 2]);
    expect(await desk.ask(desk.as.teacher, '{ followed { slug } }', {})).toEqual([{ slug: 'cifra' }]);
  });

  test('undoing follows the versions that were made of the moved ones meanwhile', async () => {
    const from = await desk.stored('Робототехника', 2);
    const into = await desk.stored('Техническое творчество', 1);
    const em = desk.app.orm.em.fork();
    const named = [from.theme.id, into.theme.id].map((id) => em.getReference(PriorityTheme, id));
    const both = buildMaterial(em, { title: 'Обо всём', themes: named });
    const dropped = buildMaterial(em, { title: 'О другом', themes: [named[0]!] });
    await em.flush();
    await desk.act('merge', { ...from.seen, into: into.theme.id, expectedVersionOfInto: 1 });
    const [saved, revised] = from.slugs;
    const own = into.slugs[0]!;
    // one is saved again as it stands; others get a second version, and one of them without the theme
    await desk.app.pool.query(
      `with gone as (delete from material_version_theme vt using material_version v, material m
         where v.id = vt.material_version_id and m.id = v.material_id and m.slug = $1 returning vt.*)
       insert into material_version_theme (material_version_id, priority_theme_id)
       select material_version_id, priority_theme_id from gone`,
      [saved],
    );
    for (const slug of [revised, own, both.slug]) await revise(slug!);
    await revise(dropped.slug!, 'without themes');
    expect((await desk.publicTheme(into.theme.slug)).materialCount).toBe(4);
    await desk.undo(into.theme.id);
    expect(await themesOf(saved!)).toEqual([from.theme.id]);
    expect(await themesOf(revised!)).toEqual([from.theme.id]);
    expect(await themesOf(both.slug!)).toEqual([from.theme.id, into.theme.id].toSorted());
    expect(await themesOf(own)).toEqual([into.theme.id]);
    expect(await themesOf(dropped.slug!)).toEqual([]);
    expect([await desk.found(from.theme.slug), await desk.found(into.theme.slug)]).toEqual([3, 2]);
  });

  test('undoing tells a version that was begun from an older one by what it was begun from', async () => {
    const from = await desk.stored('Читательская грамотность', 2);
    const into = await desk.stored('Смысловое чтение');
    const [back, chosen] = from.slugs as [string, string];
    // of one the older version alone names the theme; of the other it names the one that stays, by its author's choice
    await revise(back, 'without themes');
    await revise(chosen);
    await desk.app.pool.query(
      `update material_version_theme vt set priority_theme_id = $1 from material_version v join material m on m.id = v.material_id
       where v.id = vt.material_version_id and v.number = 1 and m.slug = $2`,
      [into.theme.id, chosen],
    );
    await desk.act('merge', {
      ...(await desk.seenOf(from.theme.id)),
      into: into.theme.id,
      expectedVersionOfInto: 1,
    });
    for (const slug of [back, chosen]) await beginFromFirst(slug);
    expect([await themesOf(back), await themesOf(chosen)]).toEqual([[into.theme.id], [into.theme.id]]);
    await desk.undo(into.theme.id);
    expect([await themesOf(back), await themesOf(chosen)]).toEqual([[from.theme.id], [into.theme.id]]);
  });

  test('addresses lead on when the theme that stayed is merged itself', async () => {
    const [a, b, c] = [
      await desk.stored('Первая'),
      await desk.stored('Вторая'),
      await desk.stored('Третья'),
    ] as const;
    const join = async (from: Shown, into: Shown) =>
      desk.act('merge', {
        ...(await desk.seenOf(from.theme.id)),
        into: into.theme.id,
        expectedVersionOfInto: (await desk.themeOf(into.theme.id)).version,
      });
    await join(a, b);
    await join(b, c);
    expect(await desk.publicTheme(a.theme.slug)).toMatchObject({ title: 'Третья' });
    const successor = (id: string, who = desk.as.secretary) =>
      desk.ask(who, 'query ($id: ID!) { themeSuccessor(id: $id) }', { id });
    expect(await successor(a.theme.id)).toBe(c.theme.id);
    expect([await successor(c.theme.id), await successor('none')]).toEqual([null, null]);
    expect((await successor(a.theme.id, desk.as.teacher)).code).toBe('FORBIDDEN');
    // the later one stands in the way
    const { id } = (
      await desk.ask(desk.as.secretary, 'query ($t: ID!) { themeChanges(theme: $t) { id viewerCanUndo } }', {
        t: a.theme.id,
      })
    )[0];
    expect((await desk.ask(desk.as.secretary, UNDO, { id })).code).toBe('CONFLICT');
    await desk.undo(c.theme.id);
    await desk.undo(a.theme.id);
    expect(await desk.publicTheme(a.theme.slug)).toMatchObject({ title: 'Первая' });
    expect(await desk.publicTheme(b.theme.slug)).toMatchObject({ title: 'Вторая' });
  });

  test('a theme is merged neither into itself, nor into what lies under it or is not open', async () => {
    const { theme, seen } = await desk.stored('Открытая для слияния');
    const hidden = await desk.stored('Скрытая', 0, { status: ThemeStatus.PROPOSED });
    const below = await desk.stored('Под ней');
    await desk.act('move', { ...below.seen, broader: theme.id, position: 0 });
    for (const [into, version] of [
      [theme.id, 1],
      [hidden.theme.id, 1],
      [below.theme.id, (await desk.themeOf(below.theme.id)).version],
    ])
      expect(
        (await desk.act('merge', { ...seen, into, expectedVersionOfInto: version })).fields,
      ).toHaveProperty('into');
  });

  test('a draft that still names the former theme is saved with the one that took it over', async () => {
    const from = await desk.stored('Уходящая');
    const into = await desk.stored('Остающаяся');
    await desk.act('merge', { ...from.seen, into: into.theme.id, expectedVersionOfInto: 1 });
    const em = desk.app.orm.em.fork();
    buildMaterial(em, { title: 'Опоздавший', themes: [em.getReference(PriorityTheme, from.theme.id)] });
    await em.flush();
    expect((await desk.themeOf(into.theme.id)).materials).toBe(1);
  });
});

describe('splitting', () => {
  test('some materials go to a new theme beside the old one; undoing brings them and later ones back', async () => {
    const { theme, seen, slugs } = await desk.stored('Большая тема', 3);
    const input = { title: 'Часть большой', shortTitle: 'Часть', under: false, materials: slugs.slice(0, 2) };
    const { themes: all } = await desk.act('split', { ...seen, ...input });
    const part = all.find((one: Shown) => one.title === 'Часть большой');
    expect(part).toMatchObject({ materials: 2, status: 'ACTIVE', broader: null });
    expect((await desk.themeOf(theme.id)).materials).toBe(1);
    expect(await desk.found(part.slug)).toBe(2);
    const em = desk.app.orm.em.fork();
    buildMaterial(em, { title: 'Пришёл позже', themes: [em.getReference(PriorityTheme, part.id)] });
    await em.flush();
    await desk.undo(theme.id);
    expect((await desk.themeOf(theme.id)).materials).toBe(4);
    expect(await desk.publicTheme(part.slug)).toMatchObject({ title: 'Большая тема' });
    expect(await desk.found(part.slug)).toBe(4);
    // the name is free again
    const again = await desk.act('split', { ...(await desk.seenOf(theme.id)), ...input });
    expect(again.themes.find((one: Shown) => one.title === 'Часть большой').slug).not.toBe(part.slug);
  });

  test('materials of another theme are refused by name', async () => {
    const { seen } = await desk.stored('Делимая', 1);
    const { slugs } = await desk.stored('Не делимая', 1);
    const refused = await desk.act('split', {
      ...seen,
      title: 'Новая доля',
      shortTitle: 'Доля',
      materials: slugs,
    });
    expect(refused.fields.materials).toContain(slugs[0]);
  });
});

test('twenty merges of one theme at once make one', async () => {
  const from = await desk.stored('Двадцать раз', 1);
  const into = await desk.stored('Куда двадцать раз');
  const input = { ...from.seen, into: into.theme.id, expectedVersionOfInto: 1 };
  const answers = await Promise.all(Array.from({ length: 20 }, () => desk.act('merge', input)));
  expect(answers.filter(({ code }) => code === undefined)).toHaveLength(1);
});

test('searches never fail nor lose a material while two themes are merged and indexed', async () => {
  const from = await desk.stored('Сливаемая', 150);
  const into = await desk.stored('Принимающая', 150);
  await desk.app.search.catchUp();
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
      totals.add((await desk.app.search.service.search({ ...args, exact: false } as never)).total);
    }
  })();
  await expect.poll(() => totals.has(150), { interval: 5 }).toBe(true);
  await desk.act('merge', { ...from.seen, into: into.theme.id, expectedVersionOfInto: 1 });
  await desk.app.search.catchUp();
  await expect.poll(() => totals.has(300), { interval: 5 }).toBe(true);
  stop.abort();
  await searching;
  expect([...totals].sort()).toEqual([150, 300]);
});

test('a material names a theme and its heir once, in whatever order they come', async () => {
  const from = await desk.stored('Уйдёт');
  const into = await desk.stored('Примет');
  await desk.act('merge', { ...from.seen, into: into.theme.id, expectedVersionOfInto: 1 });
  for (const pair of [
    [from, into],
    [into, from],
  ]) {
    const em = desk.app.orm.em.fork();
    const named = pair.map(({ theme }) => em.getReference(PriorityTheme, theme.id));
    const { slug } = buildMaterial(em, { themes: named });
    await em.flush();
    const { data } = await desk.app.gql('query ($s: String!) { material(slug: $s) { themes { slug } } }', {
      s: slug,
    });
    expect(data.material.themes).toEqual([{ slug: into.theme.slug }]);
  }
});

test('a long name is merged, the former one is found first and is free again; what was split off is pinned no more', async () => {
  const long = `Очень длинное название темы ${'о том же самом '.repeat(8)}`.trim().slice(0, 150).trim();
  const altLabels = Array.from({ length: 30 }, (_, n) => `синоним ${n}`);
  const from = await desk.stored(long, 1);
  const into = await desk.stored('Короткая', 0, { altLabels });
  const merged = { ...from.seen, into: into.theme.id, expectedVersionOfInto: 1 };
  expect(await desk.act('merge', merged)).toHaveProperty('themes');
  expect((await desk.themeOf(into.theme.id)).altLabels[0]).toBe(long);
  const proposed = await desk.act('propose', { title: long, shortTitle: 'Снова', rationale: 'Снова нужна.' });
  expect(proposed).toHaveProperty('themes');

  const { theme, seen, slugs } = await desk.stored('С закреплением', 2);
  await desk.act('pin', { ...seen, materials: slugs });
  const input = { title: 'Без закрепления', shortTitle: 'Без', materials: slugs.slice(0, 1) };
  await desk.act('split', { ...(await desk.seenOf(theme.id)), ...input });
  expect((await desk.themeOf(theme.id)).pins).toEqual([{ slug: slugs[1] }]);
});
