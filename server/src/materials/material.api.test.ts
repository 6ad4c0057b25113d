import { ref } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BootedApp, type ClientAnswer, bootApp } from '../../test/app.js';
import {
  buildMaterial,
  buildNetwork,
  buildOrganization,
  buildPerson,
  buildSubject,
  buildTheme,
} from '../../test/builders.js';
import { statementsOf } from '../../test/statements.js';
import { MaterialKind, MaterialStatus } from './material-enums.js';

const EVERYTHING = `totalCount pageInfo { hasNextPage endCursor } nodes {
  slug title themes { title materialCount broader { title } } subjects { title }
  network { name materialCount members { organization { shortName materialCount } } }
  organization { shortName networks { name } authors { shortName materialCount } }
  contributions { name author { fullName organization { shortName } } }
  files { name downloadUrl html passages(first: 2) { page text } } }`;

let app: BootedApp;

beforeAll(async () => {
  app = await bootApp();
  const em = app.orm.em.fork();
  const broad = buildTheme(em, { title: 'Оценка качества' });
  const narrow = buildTheme(em, { title: 'Самооценка' });
  narrow.broader = ref(broad);
  const school = buildOrganization(em, 'МОБУ Лесная СОШ');
  const kindergarten = buildOrganization(em, 'МДОБУ «Ёлочка»');
  const network = buildNetwork(em, [school, kindergarten]);
  const author = buildPerson(em, ['Ёлкина', 'Анна', 'Олеговна'], school);
  buildPerson(em, ['Никтова', 'Вера'], school);
  const subject = buildSubject(em, 'Математика');
  for (let i = 0; i < 100; i += 1)
    buildMaterial(em, {
      title: `Урок ${i}`,
      themes: [i % 2 ? narrow : broad],
      subjects: [subject],
      authors: [author],
      organization: school,
      network,
      grades: [(i % 11) + 1],
      kind: i % 10 ? MaterialKind.LESSON_PLAN : MaterialKind.LESSON_VIDEO,
      pages: [`первая ${i}`, `вторая ${i}`, `третья ${i}`],
    });
  for (const status of Object.values(MaterialStatus))
    buildMaterial(em, { title: `Состояние ${status}`, status, organization: kindergarten });
  await em.flush();
});
afterAll(() => app.close());

async function counted(ask: () => Promise<ClientAnswer>): Promise<{ count: number; result: ClientAnswer }> {
  let result!: ClientAnswer;
  const statements = await statementsOf(async () => {
    result = await ask();
  });
  return { count: statements.length, result };
}

describe('the list of materials', () => {
  it('A24: costs the same number of statements for 20 and for 100 items, at most twelve', async () => {
    const counts: number[] = [];
    for (const first of [20, 100]) {
      const { count, result } = await counted(() =>
        app.gql(`query($first: Int!) { materials(first: $first) { ${EVERYTHING} } }`, { first }),
      );
      expect(result.errors).toEqual([]);
      expect(result.data.materials.nodes).toHaveLength(first);
      counts.push(count);
    }
    expect(counts[0]).toBe(counts[1]);
    expect(counts[0]).toBeLessThanOrEqual(12);
  });

  it('is walked by its cursor to the end, each material once', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { data } = await app.gql(
        `query($after: String) { materials(first: 30, after: $after) { totalCount nodes { slug } pageInfo { hasNextPage endCursor } } }`,
        { after },
      );
      seen.push(...data.materials.nodes.map((node: { slug: string }) => node.slug));
      expect(data.materials.totalCount).toBe(102);
      after = data.materials.pageInfo.hasNextPage ? data.materials.pageInfo.endCursor : null;
    } while (after);
    expect(new Set(seen).size).toBe(102);
    expect(seen).toHaveLength(102);
  });

  it('is narrowed by AND between fields and OR inside one; a theme covers its narrower themes', async () => {
    const themes = await app.gql(`{ priorityThemes { slug title materialCount narrower { title } } }`);
    const broad = themes.data.priorityThemes.find(
      (theme: { title: string }) => theme.title === 'Оценка качества',
    );
    expect(broad).toMatchObject({ materialCount: 100, narrower: [{ title: 'Самооценка' }] });
    const { data } = await app.gql(
      `query($filter: MaterialFilter) { materials(filter: $filter) { totalCount } }`,
      { filter: { themes: [broad.slug], kinds: ['LESSON_VIDEO'], grades: [1, 11] } },
    );
    expect(data.materials.totalCount).toBe(
      [...Array(100).keys()].filter((i) => i % 10 === 0 && [1, 11].includes((i % 11) + 1)).length,
    );
  });

  it('refuses a cursor that the server did not make', async () => {
    const { errors } = await app.gql(`{ materials(after: "нет") { totalCount } }`);
    expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});

describe('a material', () => {
  it('is answered by one statement with its files, people and themes', async () => {
    const { data } = await app.gql(
      `{ materials(first: 1, filter: { kinds: [LESSON_PLAN], grades: [4] }) { nodes { slug } } }`,
    );
    const { count, result } = await counted(() =>
      app.gql(
        `query($slug: String!) { material(slug: $slug) { title totalSize archiveUrl downloads year
          network { name territory { name } } organization { shortName } themes { title }
          contributions { shortName author { slug fullName } } files { name size viewUrl downloadUrl } } }`,
        { slug: data.materials.nodes[0].slug },
      ),
    );
    expect(count).toBe(1);
    expect(result.data.material).toMatchObject({
      organization: { shortName: 'МОБУ Лесная СОШ' },
      contributions: [{ author: { fullName: 'Ёлкина Анна Олеговна' } }],
    });
    expect(result.data.material.files[0].viewUrl).toMatch(/^\/files\/[0-9a-f-]+\/.+\.pdf\?inline$/);
  });

  it('B30: is there for the public only when published or outdated; all else answers as what never was', async () => {
    const { rows } = await app.pool.query<{ slug: string; status: string }>(
      `select slug, status from material where published_version_id in
        (select id from material_version where title like 'Состояние %')`,
    );
    expect(rows).toHaveLength(9);
    const ask = (slug: string) =>
      app.gql(`query($slug: String!) { material(slug: $slug) { slug } }`, { slug });
    const absent = await ask('nikogda-ne-bylo');
    expect(absent.errors[0]?.extensions.code).toBe('NOT_FOUND');
    for (const { slug, status } of rows) {
      const answer = await app.gql(`query($slug: String!) { material(slug: $slug) { slug } }`, { slug });
      if (status === 'PUBLISHED' || status === 'OUTDATED') expect(answer.data.material.slug).toBe(slug);
      else expect(answer.errors).toEqual(absent.errors);
    }
  });

  it('is counted for its organisation only when public', async () => {
    const { data } = await app.gql(
      `{ organizations { nodes { shortName materialCount } } bank { materials } }`,
    );
    expect(data.bank.materials).toBe(102);
    expect(data.organizations.nodes).toContainEqual({ shortName: 'МДОБУ «Ёлочка»', materialCount: 2 });
  });
});

describe('authors', () => {
  it('are those with something published; nobody else has a page', async () => {
    const { data } = await app.gql(`{ authors { totalCount nodes { slug fullName materialCount } } }`);
    expect(data.authors).toMatchObject({
      totalCount: 1,
      nodes: [{ fullName: 'Ёлкина Анна Олеговна', materialCount: 100 }],
    });
  });

  it('are found by the beginnings of their names in any order, with ё as it is written', async () => {
    for (const [query, total] of [
      ['анна ёлк', 1],
      ['олег', 1],
      ['нна', 0],
      ['.*', 1],
      ['(', 1],
    ] as const) {
      const { data } = await app.gql(`query($query: String) { authors(query: $query) { totalCount } }`, {
        query,
      });
      expect([query, data.authors.totalCount]).toEqual([query, total]);
    }
  });
});
