import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MaterialKind, MaterialStatus } from '../materials/material-enums.js';
import { Material } from '../materials/material.entity.js';
import { bootApp, type BootedApp } from '../../test/app.js';
import {
  buildMaterial,
  buildNetwork,
  buildOrganization,
  buildPerson,
  buildSubject,
  buildTheme,
} from '../../test/builders.js';
import { statementsOf } from '../../test/statements.js';

const SEARCH = `query ($query: String! = "", $filter: MaterialFilter, $sort: MaterialSort! = RELEVANCE,
    $page: Int! = 1, $pageSize: Int! = 20, $exact: Boolean! = false) {
  searchMaterials(query: $query, filter: $filter, sort: $sort, page: $page, pageSize: $pageSize, exact: $exact) {
    total engine simplified synonyms corrections { kind original corrected }
    hits {
      material { slug title kind authors { name slug } themes { slug title } formats downloadUrl publishedAt }
      highlights { title { text match } annotation { text match } }
      place { ordinal page file { id name } } snippet { text match } morePlaces { place { page } } placeCount
    }
    facets { field buckets { value label count parent } }
  }
}`;

let app: BootedApp;

beforeAll(async () => {
  app = await bootApp();
  const em = app.orm.em.fork();
  const quality = buildTheme(em, {
    slug: 'kachestvo',
    title: 'Система оценки качества образования',
    shortTitle: 'Качество образования',
    altLabels: ['ВСОКО', 'мониторинг качества'],
  });
  const inner = buildTheme(em, { slug: 'samoocenka', title: 'Самооценка ученика', shortTitle: 'Самооценка' });
  await em.flush();
  inner.broader = em.getReference(quality.constructor as never, quality.id, { wrapped: true }) as never;
  const mathematics = buildSubject(em, 'Математика');
  const school = buildOrganization(em, 'МОБУ СОШ № 4');
  const network = buildNetwork(em, [school]);
  const author = buildPerson(em, ['Соколова', 'Анна', 'Игоревна'], school);
  buildMaterial(em, {
    title: 'Лист оценки образовательных достижений пятиклассника',
    annotation: 'Ребёнок сам отмечает, чему научился.',
    kind: MaterialKind.ASSESSMENT_SHEET,
    themes: [inner],
    subjects: [mathematics],
    grades: [5],
    authors: [author],
    organization: school,
    network,
    pages: ['Введение. О чём эта работа.', 'Листы оценки достижений заполняют дети вместе с учителем.'],
  });
  buildMaterial(em, {
    title: 'Дроби: урок открытия нового знания',
    annotation: 'Конспект для шестого класса.',
    subjects: [mathematics],
    grades: [6],
    themes: [quality],
    authors: [author],
  });
  buildMaterial(em, { title: 'Профессия повара', kind: MaterialKind.PROJECT, grades: [5, 6] });
  buildMaterial(em, { title: 'Тайная рукопись о дробях', status: MaterialStatus.DRAFT, authors: [author] });
  await em.flush();
  await app.search.catchUp();
});

afterAll(() => app?.close());

async function search(variables: object) {
  const answer = await app.gql(SEARCH, variables);
  expect(answer.errors).toEqual([]);
  return answer.data.searchMaterials;
}

const titles = (result: { hits: { material: { title: string } }[] }) =>
  result.hits.map(({ material }) => material.title);
const buckets = (result: { facets: { field: string; buckets: object[] }[] }, field: string) =>
  result.facets.find((facet) => facet.field === field)!.buckets as {
    value: string;
    label: string;
    count: number;
    parent: string | null;
  }[];

describe('searching the catalogue', () => {
  test('an empty query lists what is public, the newest first', async () => {
    const result = await search({});
    expect(result.total).toBe(3);
    expect(titles(result)[0]).toBe('Профессия повара');
    expect(result.engine).toBe('POSTGRESQL');
    expect(result.simplified).toBe(false);
  });

  test('words in another form find the page of the file where they stand', async () => {
    const result = await search({ query: 'листов оценки достижений' });
    expect(titles(result)).toEqual(['Лист оценки образовательных достижений пятиклассника']);
    const [hit] = result.hits;
    expect(hit.place).toMatchObject({ ordinal: 1, page: 2 });
    expect(
      hit.snippet
        .filter((piece: { match: boolean }) => piece.match)
        .map((piece: { text: string }) => piece.text),
    ).toEqual(['Листы оценки достижений']);
    expect(hit.highlights.title[0]).toEqual({ text: 'Лист оценки', match: true });
    expect(hit.material.authors).toEqual([{ name: 'Соколова А.', slug: expect.any(String) }]);
    expect(hit.material.formats).toEqual(['PDF']);
  });

  test('«ребёнок» finds «дети» and the other way round', async () => {
    expect((await search({ query: 'ребенку' })).total).toBe(1);
    expect((await search({ query: 'детьми' })).total).toBe(1);
  });

  test('a misspelt word is repaired and said', async () => {
    const result = await search({ query: 'професия' });
    expect(titles(result)).toEqual(['Профессия повара']);
    expect(result.corrections).toEqual([{ kind: 'SPELLING', original: 'професия', corrected: 'профессия' }]);
    expect((await search({ query: 'професия', exact: true })).total).toBe(0);
  });

  test('words typed with the Latin layout are repaired and said', async () => {
    const result = await search({ query: 'jwtyrf ljcnb;tybq' });
    expect(titles(result)).toEqual(['Лист оценки образовательных достижений пятиклассника']);
    expect(result.corrections[0]).toMatchObject({ kind: 'LAYOUT', corrected: 'оценка достижений' });
  });

  test('another label of a theme finds its materials', async () => {
    const result = await search({ query: 'мониторинг качества' });
    expect(titles(result)).toContain('Дроби: урок открытия нового знания');
  });

  test('quotes hold words together and a minus excludes', async () => {
    expect((await search({ query: '"лист оценки"' })).total).toBe(1);
    expect((await search({ query: 'математика -дроби' })).total).toBe(1);
  });

  test('a page costs the same few statements however many hits it has', async () => {
    const variables = { query: 'урок дроби оценка профессия' };
    const some = await statementsOf(() => app.gql(SEARCH, { ...variables, pageSize: 1 }));
    const more = await statementsOf(() => app.gql(SEARCH, { ...variables, pageSize: 50 }));
    expect(more.length).toBe(some.length);
    expect(more.length).toBeLessThanOrEqual(4);
    expect(
      more.filter((sql) =>
        /\b(material|material_version|person)\b/u.test(
          sql.replace(/search_\w+/gu, '').replace('d.material', ''),
        ),
      ),
    ).toEqual([]);
  });

  test('an author is found by the surname', async () => {
    expect((await search({ query: 'Соколовой' })).total).toBe(2);
  });

  test('a theme covers its narrower themes and the tree tells parents', async () => {
    const result = await search({ filter: { themes: ['kachestvo'] } });
    expect(result.total).toBe(2);
    expect(buckets(result, 'THEME')).toEqual([
      { value: 'kachestvo', label: 'Система оценки качества образования', count: 2, parent: null },
      { value: 'samoocenka', label: 'Самооценка ученика', count: 1, parent: 'kachestvo' },
    ]);
  });

  test('a facet ignores its own choice and obeys the others', async () => {
    const result = await search({ filter: { grades: [5], kinds: ['PROJECT'] } });
    expect(result.total).toBe(1);
    expect(buckets(result, 'GRADE').map(({ value, count }) => [value, count])).toEqual([
      ['5', 1],
      ['6', 1],
    ]);
    expect(
      buckets(result, 'KIND')
        .map(({ value }) => value)
        .sort(),
    ).toEqual(['ASSESSMENT_SHEET', 'PROJECT']);
  });

  test('values of a field are alternatives, a value that nothing has finds nothing', async () => {
    expect((await search({ filter: { grades: [5, 6] } })).total).toBe(3);
    expect((await search({ filter: { authors: ['nobody'] } })).total).toBe(0);
    expect((await search({ filter: { yearFrom: 2027 } })).total).toBe(0);
    expect((await search({ filter: { yearTo: 2026, approved: false } })).total).toBe(3);
    expect((await search({ filter: { approved: true } })).total).toBe(0);
  });

  test('titles stand in the order of the Russian alphabet', async () => {
    expect(titles(await search({ sort: 'TITLE' }))).toEqual([
      'Дроби: урок открытия нового знания',
      'Лист оценки образовательных достижений пятиклассника',
      'Профессия повара',
    ]);
    expect(titles(await search({ sort: 'OLDEST' }))[0]).toContain('Лист оценки');
  });

  test('pages do not overlap and their bounds are checked', async () => {
    const first = await search({ pageSize: 2 });
    const second = await search({ pageSize: 2, page: 2 });
    expect(new Set([...titles(first), ...titles(second)]).size).toBe(3);
    for (const variables of [
      { page: 0 },
      { pageSize: 51 },
      { page: 501, pageSize: 20 },
      { query: 'а'.repeat(501) },
    ]) {
      const { errors } = await app.gql(SEARCH, variables);
      expect(errors[0]?.extensions['code']).toBe('BAD_USER_INPUT');
    }
  });

  test('a query of punctuation, operators and words of no meaning is harmless', async () => {
    for (const query of ['%', "'; drop table material", '"', '- -', '((', '🙂', 'и в на', '\u0000', '«»'])
      expect((await search({ query })).total).toBeGreaterThanOrEqual(0);
  });
});

describe('help with a query', () => {
  test('words that name a kind, a subject and a class are offered as filters', async () => {
    const { data, errors } = await app.gql(
      `{ searchMaterials(query: "конспект урока по математике 6 класс дроби") {
        total understood { field value label rest } } }`,
    );
    expect(errors).toEqual([]);
    const understood = data.searchMaterials.understood as { field: string; value: string; rest: string }[];
    expect(understood.map(({ field, value }) => [field, value]).sort()).toEqual([
      ['GRADE', '6'],
      ['KIND', 'LESSON_PLAN'],
      ['SUBJECT', expect.any(String)],
    ]);
    expect(understood.find(({ field }) => field === 'GRADE')?.rest).toBe(
      'конспект урока по математике дроби',
    );
  });

  test('an empty result says which filter to give up', async () => {
    const { data } = await app.gql(
      `{ searchMaterials(query: "дроби", filter: { grades: [5], kinds: [LESSON_PLAN] }) {
        total relaxations { field total } } }`,
    );
    expect(data.searchMaterials).toEqual({ total: 0, relaxations: [{ field: 'GRADE', total: 1 }] });
  });

  test('a long facet is searched by any word of its values', async () => {
    const { data, errors } = await app.gql(
      `{ facetValues(field: AUTHOR, typed: "сок", query: "дроби") { label count } }`,
    );
    expect(errors).toEqual([]);
    expect(data.facetValues).toEqual([{ label: expect.stringContaining('Соколова'), count: 1 }]);
  });
});

describe('what the public may not see', () => {
  test('is in no hit, count, facet, suggestion or similar list', async () => {
    expect(titles(await search({ query: 'тайная рукопись' }))).toEqual([]);
    const { data } = await app.gql(`{ suggest(query: "тайн") { kind title { text } } }`);
    expect(data.suggest).toEqual([]);
  });

  test('leaves with the withdrawal and comes with the publication', async () => {
    const em = app.orm.em.fork();
    const material = buildMaterial(em, {
      title: 'Ледоколы Арктики',
      authors: [buildPerson(em, ['Ледоколов', 'Пётр'])],
    });
    await em.flush();
    await app.search.catchUp();
    expect((await search({ query: 'ледокол' })).total).toBe(1);
    const suggested = async () =>
      (await app.gql(`{ suggest(query: "ледоко") { kind } }`)).data.suggest
        .map((one: { kind: string }) => one.kind)
        .sort();
    expect(await suggested()).toEqual(['AUTHOR', 'MATERIAL']);
    const again = app.orm.em.fork();
    (await again.findOneOrFail(Material, { id: material.id })).status = MaterialStatus.WITHDRAWN;
    await again.flush();
    await app.search.catchUp();
    expect((await search({ query: 'ледокол' })).total).toBe(0);
    expect(await suggested()).toEqual([]);
  });
});

describe('suggestions and similar materials', () => {
  test('offer themes, authors and materials by beginnings of words', async () => {
    const { data } = await app.gql(`{ suggest(query: "оцен") { kind slug title { text match } detail } }`);
    expect(data.suggest.map((one: { kind: string }) => one.kind)).toEqual(
      expect.arrayContaining(['THEME', 'MATERIAL']),
    );
    const author = await app.gql(`{ suggest(query: "сокол анн") { kind title { text match } detail } }`);
    expect(author.data.suggest[0]).toMatchObject({ kind: 'AUTHOR', detail: 'учитель' });
  });

  test('a material of the same subject and author is similar', async () => {
    const { data } = await app.gql(SEARCH, { query: 'дроби' });
    const { slug } = data.searchMaterials.hits[0].material;
    const answer = await app.gql(`query ($slug: String!) { material(slug: $slug) { similar { title } } }`, {
      slug,
    });
    expect(answer.data.material.similar[0].title).toContain('Лист оценки');
  });
});
