import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Role } from '../../directory/role.js';
import { type BootedApp, bootApp } from '../../../test/app.js';
import { buildMaterial, buildTheme } from '../../../test/builders.js';
import { buildAccount, signIn } from '../../../test/members.js';
import { statementsOf } from '../../../test/statements.js';
import { SearchTally } from './search-tally.js';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const SAFARI =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15';
const SLUG = 'drobi';

let app: BootedApp;
let secretary: Record<string, string>;

beforeAll(async () => {
  app = await bootApp({
    web: (_request, response) => response.end('a page'),
  });
  const em = app.orm.em.fork();
  const theme = buildTheme(em, {
    slug: 'proforientaciya',
    title: 'Ранняя профориентация',
    altLabels: ['выбор профессии'],
  });
  buildMaterial(em, { title: 'Обыкновенные дроби', themes: [theme] });
  const account = buildAccount(em, { roles: [Role.COUNCIL_SECRETARY] });
  await em.flush();
  await app.search.catchUp();
  secretary = await signIn(app.pool, account);
});
afterAll(() => app.close());
beforeEach(async () => {
  await app.search.tally.flush();
  await app.pool.query('delete from search_query');
});

const ask = (query: string, agent = FIREFOX) =>
  app.gql(
    `query ($query: String!) { searchMaterials(query: $query) { total } }`,
    { query },
    { 'user-agent': agent },
  );

const kept = async () => {
  await app.search.tally.flush();
  const { rows } = await app.pool.query(
    `select q.query, d.nothing, d.shown, d.opened from search_query q join search_query_daily d using (terms)
     where d.day = (now() at time zone 'Europe/Moscow')::date order by q.query`,
  );
  return rows;
};

const open = (path: string, from: string, agent = FIREFOX) =>
  fetch(`${app.url}${path}`, { headers: { 'user-agent': agent, referer: `${app.url}${encodeURI(from)}` } });

describe('what is searched for', () => {
  test('is counted by day, queries of the same words as one, a visitor once', async () => {
    for (const query of ['квантоматика', 'Квантоматику?', 'квантоматика']) await ask(query);
    await ask('квантоматика', SAFARI);
    expect(await kept()).toEqual([{ query: 'квантоматика', nothing: 2, shown: 0, opened: 0 }]);
  });

  test('is written by itself, when the request is long over', async () => {
    await ask('само собой');
    const written = () => app.pool.query('select query from search_query').then(({ rows }) => rows);
    await expect.poll(written, { timeout: 30_000 }).toEqual([{ query: 'само собой' }]);
  });

  test('is counted also when the answer was remembered', async () => {
    for (const agent of ['A', 'B', 'C', 'D']) await ask('дробей много', agent);
    expect(await kept()).toEqual([{ query: 'дробей много', nothing: 0, shown: 4, opened: 0 }]);
  });

  test('is not counted for programs, for deeper pages, for filters that leave nothing', async () => {
    await ask('эхолокация', 'curl/8.0');
    await app.gql(`{ searchMaterials(query: "дробь", page: 2) { total } }`, {}, { 'user-agent': SAFARI });
    await app.gql(
      `{ searchMaterials(query: "дробь", filter: { grades: [11] }) { total } }`,
      {},
      { 'user-agent': SAFARI },
    );
    expect(await kept()).toEqual([]);
  });

  test('is not counted for those who look at what is looked for', async () => {
    await app.gql(
      '{ searchMaterials(query: "выяснение") { total } }',
      {},
      { ...secretary, 'user-agent': FIREFOX },
    );
    expect(await kept()).toEqual([]);
  });

  test('is not kept where it looks like somebody’s own data', async () => {
    for (const query of ['квантовый 89501234567', 'квант kvant@school.example', 'квант 8 (950) 12 34 567'])
      await ask(query, `${SAFARI} ${query.length}`);
    expect(await kept()).toEqual([]);
  });
});

describe('a result that is opened', () => {
  test.each([
    ['by its page', `/materials/${SLUG}`],
    ['by its page in English', `/en/materials/${SLUG}`],
  ])('%s is told by the referrer', async (_how, path) => {
    const agent = `${FIREFOX} ${path}`;
    await ask('дроби', agent);
    await open(path, '/catalogue?q=дробь&grade=5', agent);
    await expect.poll(kept).toEqual([{ query: 'дроби', nothing: 0, shown: 1, opened: 1 }]);
  });

  test('by a link within the site is told by the page itself', async () => {
    const agent = `${FIREFOX} beacon`;
    await ask('дроби', agent);
    const from = encodeURIComponent('/catalogue?q=дроби');
    await fetch(`${app.url}/views/${SLUG}?from=${from}`, {
      method: 'POST',
      headers: { 'user-agent': agent },
    });
    await expect.poll(kept).toEqual([{ query: 'дроби', nothing: 0, shown: 1, opened: 1 }]);
  });

  test('is not told by other pages, other sites and queries that nobody asked', async () => {
    const agent = `${FIREFOX} others`;
    await ask('дроби', agent);
    await open(`/materials/${SLUG}`, '/themes/x?q=дроби', agent);
    await open(`/materials/${SLUG}`, '/catalogue', agent);
    await open(`/materials/${SLUG}`, '/catalogue?q=никтонеспрашивал', agent);
    await fetch(`${app.url}/materials/${SLUG}`, {
      headers: {
        'user-agent': agent,
        referer: 'https://elsewhere.example/catalogue?q=%D0%B4%D1%80%D0%BE%D0%B1%D0%B8',
      },
    });
    expect(await kept()).toEqual([{ query: 'дроби', nothing: 0, shown: 1, opened: 0 }]);
  });
});

describe('a flood', () => {
  test('of different queries by one visitor adds no more than one may', async () => {
    const { analyser } = await app.search.service.knowledge();
    const tally = new SearchTally(app.pool, () => {});
    const client = { address: '203.0.113.7', userAgent: FIREFOX };
    for (let n = 0; n < 3_000; n += 1) {
      const text = `выдумка${n}`;
      const term = { term: analyser.term(text), alternatives: [] };
      const query = { text, terms: [term], phrases: [], excluded: [], corrections: [], synonyms: [] };
      tally.count(query, 'nothing', { ...client, userAgent: `${FIREFOX} ${n}` });
    }
    await tally.flush();
    const { rows } = await app.pool.query(`select count(*)::int as count from search_query`);
    expect(rows[0].count).toBe(500);
  });

  test('is forgotten after 400 days', async () => {
    await app.pool.query(`insert into search_query (terms, query, times, last_at)
      values ('old', 'old', 9, now() - interval '401 days'), ('new', 'new', 1, now() - interval '399 days')`);
    await app.search.tally.tidy();
    const { rows } = await app.pool.query('select terms from search_query');
    expect(rows).toEqual([{ terms: 'new' }]);
  });

  test('of many visitors fills no more than the table holds, and what was asked often stays', async () => {
    await app.pool.query(`insert into search_query (terms, query, times, last_at)
      select 'rare' || n, 'rare', 1, now() from generate_series(1, 19999) n
      union all select 'often', 'often', 9, now() - interval '300 days'`);
    await ask('сверх предела', SAFARI);
    expect(await kept()).toEqual([]);
    await app.search.tally.tidy();
    const { rows } = await app.pool.query(
      `select count(*)::int as count, array_agg(terms) filter (where times > 1) as often from search_query`,
    );
    expect(rows[0]).toEqual({ count: 18_000, often: ['often'] });
  });
});

describe('themes near to a query that found nothing', () => {
  const NEAR = `query ($query: String!, $first: Int! = 6) { nearThemes(query: $query, first: $first) { slug materialCount } }`;

  test('are told to everybody with their counts, also for a wrong keyboard layout', async () => {
    for (const query of ['профессии будущего', 'ghjatccbb ,eleotuj']) {
      const { data, errors } = await app.gql(NEAR, { query });
      expect(errors).toEqual([]);
      expect(data.nearThemes).toEqual([{ slug: 'proforientaciya', materialCount: 1 }]);
    }
    const { data } = await app.gql(NEAR, { query: 'эхолокация' });
    expect(data.nearThemes).toEqual([]);
  });

  test('are asked for within bounds', async () => {
    for (const variables of [{ query: 'а'.repeat(501) }, { query: 'а', first: 21 }])
      expect((await app.gql(NEAR, variables)).errors[0]).toMatchObject({
        extensions: { code: 'BAD_USER_INPUT' },
      });
  });
});

describe('the gaps of a period', () => {
  const GAPS = `query ($days: Int! = 90) { searchGaps(days: $days) {
    total askedOnce nothing unopened nodes { query nothing unopened lastDay days { count } themes { slug } } } }`;

  const day = (terms: string, ago: number, nothing: number, shown: number, opened: number) =>
    app.pool.query(
      `with q as (insert into search_query (terms, query) values ($1, $1) on conflict do nothing)
       insert into search_query_daily values ($1, (now() at time zone 'Europe/Moscow')::date - $2::int, $3, $4, $5)`,
      [terms, ago, nothing, shown, opened],
    );

  test('hold what found nothing and what nobody opened, with the themes that the words name', async () => {
    await day('выбор профессии в 9 классе', 1, 2, 0, 0);
    await day('выбор профессии в 9 классе', 3, 1, 0, 0);
    await day('дроби', 1, 0, 5, 2);
    await day('найденное', 1, 0, 3, 3);
    await day('давнее', 100, 9, 0, 0);
    await day('единственный раз', 1, 1, 0, 0);
    const { data, errors } = await app.gql(GAPS, {}, secretary);
    expect(errors).toEqual([]);
    expect(data.searchGaps).toMatchObject({ total: 3, askedOnce: 1, nothing: 4, unopened: 3 });
    expect(data.searchGaps.nodes).toMatchObject([
      { query: 'выбор профессии в 9 классе', nothing: 3, unopened: 0, themes: [{ slug: 'proforientaciya' }] },
      { query: 'дроби', nothing: 0, unopened: 3, days: [{ count: 3 }], themes: [] },
    ]);
    expect(data.searchGaps.nodes[0].days).toEqual([{ count: 1 }, { count: 2 }]);
    const { data: week } = await app.gql(GAPS, { days: 2 }, secretary);
    expect(week.searchGaps.nodes[0]).toMatchObject({ query: 'дроби' });
  });

  test('cost the same number of statements however many there are', async () => {
    await day('одно', 1, 2, 0, 0);
    const one = await statementsOf(() => app.gql(GAPS, {}, secretary));
    for (let n = 0; n < 40; n += 1) await day(`выбор профессии ${n}`, 1, 2, 0, 0);
    const many = await statementsOf(() => app.gql(GAPS, {}, secretary));
    expect(many.length).toBe(one.length);
  });

  test('are of 1 to 400 days', async () => {
    const { errors } = await app.gql(GAPS, { days: 401 }, secretary);
    expect(errors[0]).toMatchObject({
      extensions: { code: 'BAD_USER_INPUT', fields: { days: expect.any(String) } },
    });
  });
});
