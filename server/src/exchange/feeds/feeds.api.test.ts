import { ref } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { create } from 'xmlbuilder2';
import { type BootedApp, bootApp } from '../../../test/app.js';
import { buildMaterial, buildNetwork, buildPerson, buildTheme } from '../../../test/builders.js';
import { buildAccount, signIn } from '../../../test/members.js';
import { MaterialStatus } from '../../materials/material-enums.js';

let app: BootedApp;
let headers: { cookie: string };
let other: { cookie: string };
const paths = {} as Record<'theme' | 'network' | 'author' | 'empty', string>;

beforeAll(async () => {
  app = await bootApp();
  const em = app.orm.em.fork();
  const person = buildPerson(em, ['Ёлкина', 'Анна', 'Олеговна']);
  const broad = buildTheme(em, { title: 'Оценка & качество' });
  const narrow = buildTheme(em, { title: 'Самооценка' });
  narrow.broader = ref(broad);
  const empty = buildTheme(em, { title: 'Пустая' });
  const network = buildNetwork(em, []);
  for (let i = 0; i < 35; i += 1)
    buildMaterial(em, {
      title: `Урок <${i}> о дробях\u0001`,
      ...{ themes: [narrow], authors: [person], network },
      pages: [`страница ${i}`],
    });
  buildMaterial(em, { title: 'Отозван', themes: [narrow], status: MaterialStatus.WITHDRAWN });
  const accounts = [buildAccount(em), buildAccount(em)] as const;
  await em.flush();
  headers = await signIn(app.pool, accounts[0]);
  other = await signIn(app.pool, accounts[1]);
  Object.assign(paths, {
    theme: `/feeds/themes/${broad.slug}.atom`,
    network: `/feeds/networks/${network.slug}.atom`,
    author: `/feeds/authors/${person.slug}.atom`,
    empty: `/feeds/themes/${empty.slug}.atom`,
  });
  await app.search.catchUp();
});
afterAll(() => app.close());

interface Feed {
  id: string;
  title: string;
  updated: string;
  author: { name: string };
  link: Record<string, string>[];
  entry?: { id: string; title: string; updated: string; summary: string; link: Record<string, string>[] }[];
}

async function read(path: string): Promise<Feed> {
  const response = await fetch(app.url + path.replace(/^https?:\/\/[^/]+/, ''));
  expect(response.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
  const text = await response.text();
  const { feed } = create(text).end({ format: 'object' }) as unknown as { feed: Record<string, unknown> };
  const listOf = (value: unknown) => (value === undefined ? [] : [value].flat());
  return { ...feed, link: listOf(feed['link']), entry: listOf(feed['entry']) } as unknown as Feed;
}
const linkOf = ({ link }: Feed, rel: string) => link.find((one) => one['@rel'] === rel)?.['@href'];

describe('a feed', () => {
  it.each(['theme', 'network', 'author'] as const)(
    'of a %s has what RFC 4287 asks for, newest first, and nothing withdrawn',
    async (kind) => {
      const feed = await read(paths[kind]);
      expect(feed.id).toMatch(/^urn:uuid:[0-9a-f-]{36}$/);
      expect(feed.title).toBeTruthy();
      expect(linkOf(feed, 'self')).toMatch(new RegExp(`${paths[kind]}$`));
      expect(feed.entry).toHaveLength(30);
      expect(feed.entry![0]).toMatchObject({
        id: expect.stringMatching(/^urn:uuid:/),
        title: 'Урок &lt;34&gt; о дробях', // the parser leaves entities as they are written
        summary: 'О материале. 0+',
      });
      const updated = feed.entry!.map((entry) => entry.updated);
      expect(feed.updated).toBe(updated.toSorted().at(-1));
      expect(JSON.stringify(feed)).not.toContain('Отозван');
      const enclosure = feed.entry![0]!.link.find((one) => one['@rel'] === 'enclosure');
      expect(enclosure).toMatchObject({ '@type': 'application/pdf', '@length': '1000' });
    },
  );

  it('is paged by RFC 5005 to its end, each entry once, under one id', async () => {
    const first = await read(paths.theme);
    const second = await read(linkOf(first, 'next')!);
    expect(second.id).toBe(first.id);
    expect(linkOf(second, 'next')).toBeUndefined();
    expect(linkOf(second, 'first')).toBe(linkOf(first, 'self'));
    expect(linkOf(second, 'self')).toBe(linkOf(first, 'next'));
    const ids = [...first.entry!, ...second.entry!].map(({ id }) => id);
    expect(new Set(ids).size).toBe(35);
  });

  it('answers 304 to whoever has it, and anew after a change', async () => {
    const before = await fetch(app.url + paths.author);
    const etag = before.headers.get('etag')!;
    const again = () => fetch(app.url + paths.author, { headers: { 'if-none-match': etag } });
    const unchanged = await again();
    expect(unchanged.status).toBe(304);
    expect(await unchanged.text()).toBe('');
    await app.pool.query(`update material_version set annotation = 'Иначе.' where title like 'Урок <34>%'`);
    expect((await again()).status).toBe(200);
  });

  it('without materials is a feed all the same; of what is not there it is not found; a made-up page is refused', async () => {
    expect((await read(paths.empty)).entry).toEqual([]);
    expect((await fetch(`${app.url}/feeds/themes/net-takoy.atom`)).status).toBe(404);
    expect((await fetch(`${app.url}${paths.theme}?after=нет`)).status).toBe(400);
    expect((await read('/feeds/materials.atom')).entry).toHaveLength(30);
  });
});

describe('a saved search', () => {
  const SAVED = 'id title mail feedUrl version';
  const save = async (input: object, as = headers) =>
    app.gql(
      `mutation($input: SaveSearchInput!) { saveSearch(input: $input) { ${SAVED} } }`,
      { input: { title: 'Дроби', ...input } },
      as,
    );
  const edit = (input: object) =>
    app.gql(
      `mutation($input: EditSavedSearchInput!) { editSavedSearch(input: $input) { ${SAVED} } }`,
      { input },
      headers,
    );

  it('has a feed of its newest materials that only its secret address opens', async () => {
    const { feedUrl } = (await save({ query: 'дроби', filter: { kinds: ['LESSON_PLAN'] } })).data.saveSearch;
    expect(feedUrl).toMatch(/^\/feeds\/searches\/[\w-]{22}\.atom$/);
    const feed = await read(feedUrl);
    expect(feed.entry).toHaveLength(30);
    expect(feed.entry![0]!.title).toBe('Урок &lt;34&gt; о дробях');
    const nothing = (await save({ query: 'дроби', filter: { kinds: ['GAME'] } })).data.saveSearch;
    expect((await read(nothing.feedUrl)).entry).toEqual([]);
    expect((await fetch(`${app.url}/feeds/searches/${'a'.repeat(22)}.atom`)).status).toBe(404);
    const { headers: given } = await fetch(app.url + feedUrl);
    expect(given.get('cache-control')).toMatch(/private/);
  });

  it('gets a new address when the old one went astray, and is dead with its owner blocked or when deleted', async () => {
    const { id, feedUrl, version } = (await save({ query: 'дроби' })).data.saveSearch;
    const status = async (url: string) => (await fetch(app.url + url)).status;
    await app.gql('mutation { giveConsent(kind: MAILING) }', {}, headers);
    const again = { id, expectedVersion: version, title: 'Дроби', mail: 'WEEK', newFeedAddress: true };
    const renewed = (await edit(again)).data.editSavedSearch;
    expect(renewed).toMatchObject({ mail: 'WEEK' });
    expect(await status(feedUrl)).toBe(404);
    expect(await status(renewed.feedUrl)).toBe(200);
    expect((await edit(again)).errors[0]?.extensions['code']).toBe('CONFLICT');
    await app.gql('mutation($id: ID!) { deleteSavedSearch(id: $id) }', { id }, headers);
    expect(await status(renewed.feedUrl)).toBe(404);
  });

  it('is listed for its owner alone', async () => {
    const { id } = (await save({ query: 'только мне' })).data.saveSearch;
    const idsOf = async (as: { cookie: string }) =>
      (await app.gql('{ savedSearches { id } }', {}, as)).data.savedSearches.map(
        (one: { id: string }) => one.id,
      );
    expect(await idsOf(headers)).toContain(id);
    expect(await idsOf(other)).toEqual([]);
  });

  it.each([
    ['no title', { title: ' ' }],
    ['an endless query', { query: 'я'.repeat(501) }],
    ['an endless address', { address: 'a'.repeat(2001) }],
    ['a filter of nonsense', { filter: { themes: Array.from({ length: 2000 }, (_, i) => `t${i}`) } }],
  ])('with %s is refused', async (_, input) => {
    expect((await save(input)).errors[0]?.extensions['code']).toBe('BAD_USER_INPUT');
  });
});
