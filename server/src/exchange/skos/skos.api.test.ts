import jsonld from 'jsonld';
import { Parser, type Quad } from 'n3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BootedApp, bootApp } from '../../../test/app.js';
import { buildTheme } from '../../../test/builders.js';
import { buildAccount, signIn } from '../../../test/members.js';
import { Role } from '../../directory/role.js';
import { ThemeStatus } from '../../vocabulary/priority-theme.entity.js';

const BANK = 'http://bank.example';
/** What the web answers with. */
const PAGE = '<h1>Страница</h1>';
const SKOS = 'http://www.w3.org/2004/02/skos/core#';
let app: BootedApp;
let secretary: { cookie: string };
beforeAll(async () => {
  app = await bootApp({ config: { publicUrl: BANK }, web: (_request, response) => response.end(PAGE) });
  const em = app.orm.em.fork();
  const account = buildAccount(em, { roles: [Role.COUNCIL_SECRETARY] });
  const quality = buildTheme(em, {
    ...{
      slug: 'kachestvo',
      title: 'Качество «образования»',
      altLabels: ['оценка', 'КАЧЕСТВО «образования»'],
    },
    ...{ description: 'Строка\nи ещё одна с "кавычками"', exactMatch: ['https://other.example/c/1'] },
  });
  const marks = buildTheme(em, { slug: 'otmetki', title: 'Отметки' });
  buildTheme(em, { slug: 'tajnaya', title: 'Тайная', status: ThemeStatus.PROPOSED });
  await em.flush();
  marks.broader = em.getReference(quality.constructor as never, quality.id, { wrapped: true }) as never;
  // what SKOS does not allow, and people choose all the same
  quality.related.add(marks);
  await em.flush();
  await app.pool.query(`insert into priority_theme_address (slug, theme_id) values ('ocenka', $1)`, [
    quality.id,
  ]);
  secretary = await signIn(app.pool, account);
});
afterAll(() => app.close());

const get = (path: string, headers: Record<string, string> = {}) => fetch(app.url + path, { headers });
const objects = (quads: Quad[], subject: string, predicate: string) =>
  quads
    .filter((q) => q.subject.value === subject && q.predicate.value === predicate)
    .map((q) => q.object.value);

async function importThemes(input: object, who: { cookie: string } = secretary) {
  const { data, errors } = await app.gql(
    `mutation ($input: ImportThemesInput!) { importThemes(input: $input) { created enriched unchanged applied } }`,
    { input },
    who,
  );
  // deliberately loose: tests look into answers of many shapes
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  return (errors?.[0]?.extensions ?? data.importThemes) as any;
}

describe('the themes as SKOS', () => {
  test('Turtle names each public theme, its labels and its place, and no other', async () => {
    const response = await get('/themes.ttl');
    expect(response.headers.get('content-type')).toBe('text/turtle; charset=utf-8');
    const quads = new Parser().parse(await response.text());
    const me = `${BANK}/themes/kachestvo`;
    expect(objects(quads, me, `${SKOS}prefLabel`)).toEqual(['Качество «образования»']);
    // preferred and other labels are disjoint (S13), related and broader ones too (S27)
    expect(objects(quads, me, `${SKOS}altLabel`)).toEqual(['оценка']);
    expect(objects(quads, me, `${SKOS}narrower`)).toEqual([`${BANK}/themes/otmetki`]);
    expect(objects(quads, me, `${SKOS}related`)).toEqual([]);
    expect(objects(quads, me, `${SKOS}definition`)).toEqual(['Строка\nи ещё одна с "кавычками"']);
    expect(objects(quads, `${BANK}/themes`, `${SKOS}hasTopConcept`)).toEqual([me]);
    expect(quads.some((q) => q.subject.value.includes('tajnaya'))).toBe(false);
  });

  test('a former address is a deprecated concept that leads to the present one', async () => {
    const quads = new Parser().parse(await (await get('/themes/ocenka.ttl')).text());
    const former = `${BANK}/themes/ocenka`;
    expect(objects(quads, former, 'http://www.w3.org/2002/07/owl#deprecated')).toEqual(['true']);
    expect(objects(quads, former, 'http://purl.org/dc/terms/isReplacedBy')).toEqual([
      `${BANK}/themes/kachestvo`,
    ]);
    expect((await get('/themes/net-takoj.ttl')).status).toBe(404);
  });

  test('JSON-LD says the same without fetching anything, and an unchanged file answers 304', async () => {
    const response = await get('/themes.jsonld');
    const document = (await response.json()) as object;
    const refuse = () => Promise.reject(new Error('fetched'));
    const nquads = await jsonld.toRDF(
      document as never,
      {
        documentLoader: refuse,
        format: 'application/n-quads',
      } as never,
    );
    const turtle = new Parser().parse(await (await get('/themes.ttl')).text());
    const told = new Parser({ format: 'N-Quads' }).parse(nquads as unknown as string);
    const key = (q: Quad) => `${q.subject.value} ${q.predicate.value} ${q.object.value}`;
    expect(told.map(key).sort()).toEqual(turtle.map(key).sort());
    const again = await get('/themes.jsonld', { 'if-none-match': response.headers.get('etag')! });
    expect(again.status).toBe(304);
  });
});

describe('the address of a concept', () => {
  const asked = (path: string, accept?: string, init: RequestInit = {}) =>
    fetch(app.url + path, { redirect: 'manual', ...init, ...(accept && { headers: { accept } }) });

  /** What an answer depends on, word by word: `Accept-Encoding` is not `Accept`. */
  const varies = ({ headers }: Response) => headers.get('vary')?.split(/, */) ?? [];

  test('gives Turtle or JSON-LD to whoever prefers it, as its file does', async () => {
    for (const [accept, type, file] of [
      ['text/turtle', 'text/turtle', 'ttl'],
      ['text/html;q=0.5, application/ld+json, text/turtle;q=0.9', 'application/ld+json', 'jsonld'],
      ['application/rdf+xml, text/turtle;q=0.3, */*;q=0.1', 'text/turtle', 'ttl'],
      ['text/turtle;charset=utf-8', 'text/turtle', 'ttl'],
      ['text/html; level="a, b;c";q=0.2, Text/Turtle; charset="utf-8" ;q=0.3', 'text/turtle', 'ttl'],
      [
        'application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"',
        'application/ld+json',
        'jsonld',
      ],
    ] as const)
      for (const path of ['/themes/kachestvo', '/themes']) {
        const response = await asked(path, accept);
        expect(response.status).toBe(200);
        expect(response.headers.get('content-type')).toBe(`${type}; charset=utf-8`);
        expect(varies(response)).toContain('Accept');
        expect(response.headers.get('content-location')).toBe(`${path}.${file}`);
        expect(response.headers.get('cache-control')).toBe('private, max-age=300');
        const itself = await get(`${path}.${file}`);
        expect(await response.text()).toBe(await itself.text());
        expect(itself.headers.get('cache-control')).toBe('public, max-age=300');
        expect(itself.headers.get('content-location')).toBeNull();
      }
    const head = await asked('/themes/kachestvo', 'text/turtle', { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
  });

  test('leaves everybody else to the page', async () => {
    for (const accept of [
      ...['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', '*/*', undefined],
      ...['text/html, text/turtle', 'application/json', 'text/turtle;q=0'],
      'text/turtle;charset=utf-8;q=0',
    ])
      for (const path of ['/themes/kachestvo', '/themes'])
        expect(await (await asked(path, accept)).text()).toBe(PAGE);
    // a form of the page reaches it; a file has none
    for (const path of ['/themes/kachestvo', '/themes'])
      expect(await (await asked(path, undefined, { method: 'POST' })).text()).toBe(PAGE);
    expect((await asked('/themes.ttl', undefined, { method: 'POST' })).status).toBe(405);
  });

  test('leads on from a former address, and knows no theme that is not public', async () => {
    const former = await asked('/themes/ocenka', 'text/turtle');
    expect([former.status, former.headers.get('location')]).toEqual([307, '/themes/kachestvo']);
    expect(varies(former)).toContain('Accept');
    expect(former.headers.get('access-control-allow-origin')).toBe('*');
    for (const slug of ['tajnaya', 'net-takoj']) {
      const none = await asked(`/themes/${slug}`, 'text/turtle');
      expect([none.status, none.headers.get('access-control-allow-origin')]).toEqual([404, '*']);
      expect(none.headers.get('content-location')).toBeNull();
    }
  });
});

describe('themes from a file', () => {
  test('what the bank itself has written changes nothing', async () => {
    for (const [path, format] of [
      ['/themes.ttl', 'TURTLE'],
      ['/themes.jsonld', 'JSON_LD'],
    ] as const) {
      const text = await (await get(path)).text();
      const told = await importThemes({ text, format });
      expect(told).toEqual({ created: [], enriched: [], unchanged: 2, applied: false });
    }
  });

  const FILE = `@prefix skos: <${SKOS}> . @prefix e: <https://e.example/> .
    e:a a skos:Concept ; skos:prefLabel "Школьный театр"@ru, "School theatre"@en ; skos:altLabel "драмкружок"@ru ;
      skos:definition "О театре."@ru ; skos:narrower e:b ; skos:exactMatch <https://x.example/t> .
    e:b a skos:Concept ; skos:prefLabel "Сценическая речь"@ru ; skos:related e:c .
    e:c a skos:Concept ; skos:prefLabel "Отметки"@ru ; skos:altLabel "баллы"@ru .
    e:d a skos:Concept ; skos:prefLabel "Ушедшая"@ru ; <http://www.w3.org/2002/07/owl#deprecated> true .`;

  test('new ones are proposed, known ones get what they lack, and all of it is taken back at once', async () => {
    const told = { created: ['Школьный театр', 'Сценическая речь'], enriched: ['Отметки'], unchanged: 0 };
    expect(await importThemes({ text: FILE, format: 'TURTLE' })).toEqual({ ...told, applied: false });
    expect(await importThemes({ text: FILE, format: 'TURTLE', apply: true })).toEqual({
      ...told,
      applied: true,
    });
    const curation = async () =>
      (
        await app.gql(
          '{ themeCuration { themes { id title status altLabels broader exactMatch } } themeChanges { id } }',
          {},
          secretary,
        )
      ).data;
    const { themeCuration, themeChanges } = await curation();
    const named = (title: string) =>
      themeCuration.themes.find((theme: { title: string }) => theme.title === title);
    expect(named('Школьный театр')).toMatchObject({
      ...{ status: 'PROPOSED', altLabels: ['драмкружок'] },
      exactMatch: ['https://e.example/a', 'https://x.example/t'],
    });
    expect(named('Сценическая речь').broader).toBe(named('Школьный театр').id);
    expect(named('Отметки')).toMatchObject({ altLabels: ['баллы'], exactMatch: ['https://e.example/c'] });
    await app.gql(
      'mutation ($id: ID!) { undoThemeChange(id: $id) { viewerCan { edit } } }',
      { id: themeChanges[0].id },
      secretary,
    );
    const after = (await curation()).themeCuration.themes as { title: string; altLabels: string[] }[];
    expect(after.map(({ title }) => title)).toEqual(['Качество «образования»', 'Отметки', 'Тайная']);
    expect(after[1]!.altLabels).toEqual([]);
  });

  test('a file that is none is refused with the line, and nothing is fetched', async () => {
    expect((await importThemes({ text: '<a> <b>\n oops', format: 'TURTLE' })).fields.text).toContain(
      'строке 2',
    );
    const empty = await importThemes({ text: '<urn:a> <urn:b> <urn:c> .', format: 'TURTLE' });
    expect(empty.fields.text).toContain('skos:Concept');
    const remote = JSON.stringify({ '@context': `${app.url}/themes.jsonld`, '@id': 'urn:a' });
    expect((await importThemes({ text: remote, format: 'JSON_LD' })).fields.text).toContain('@context');
    expect((await importThemes({ text: '{', format: 'JSON_LD' })).fields.text).toContain('JSON');
    // «Тема» in windows-1251, as a reader of UTF-8 has it
    const garbled = new TextDecoder().decode(Uint8Array.of(0xd2, 0xe5, 0xec, 0xe0));
    const text = `<urn:a> a <http://www.w3.org/2004/02/skos/core#Concept> ;
      <http://www.w3.org/2004/02/skos/core#prefLabel> "${garbled}"@ru .`;
    expect((await importThemes({ text, format: 'TURTLE' })).fields.text).toContain('UTF-8');
  });
});
