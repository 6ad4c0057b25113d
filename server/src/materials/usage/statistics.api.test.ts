import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type BootedApp, bootApp } from '../../../test/app.js';
import { buildMaterial, buildPerson } from '../../../test/builders.js';
import { buildAccount, signIn } from '../../../test/members.js';
import { oneWaits } from '../../../test/lock-waits.js';
import { Person } from '../../directory/person.entity.js';
import { MaterialStatus } from '../material-enums.js';
import type { Material } from '../material.entity.js';
import { MaterialViews } from './material-views.js';
import { UsageCounter } from './usage-counter.js';

const STATISTICS = `query ($from: LocalDate!, $to: LocalDate!) { authorStatistics(from: $from, to: $to) {
  views downloads uses materialCount months { month views downloads uses }
  materials { title views downloads uses } } }`;
const READER = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0' };

let app: BootedApp;
let own: Material;
let shared: Material;
let headers: { cookie: string };

beforeAll(async () => {
  app = await bootApp({
    web: (request, response) => {
      response.statusCode = request.url === '/materials/gone' ? 404 : 200;
      response.end('page');
    },
  });
  const em = app.orm.em.fork();
  const account = buildAccount(em);
  buildAccount(em, { email: 'colleague@school.example' });
  await em.flush();
  const me = await em.findOneOrFail(Person, account.person.id);
  own = buildMaterial(em, { title: 'Своё', authors: [me] });
  shared = buildMaterial(em, { title: 'Общее', authors: [buildPerson(em), me] });
  buildMaterial(em, { title: 'Чужое', authors: [buildPerson(em)] });
  buildMaterial(em, { title: 'Отозванное', authors: [me], status: MaterialStatus.WITHDRAWN });
  await em.flush();
  headers = await signIn(app.pool, account);
});
afterAll(() => app.close());
beforeEach(() => app.pool.query('delete from usage_daily'));

const use = (material: Material, day: string, views: number, downloads: number) =>
  app.pool.query('insert into usage_daily (material_id, day, views, downloads) values ($1, $2, $3, $4)', [
    material.id,
    day,
    views,
    downloads,
  ]);
const ask = async (from: string, to: string) => app.gql(STATISTICS, { from, to }, headers);

test('use is counted by month and by material, both ends of the period in, months without use too', async () => {
  await use(own, '2026-01-31', 5, 1);
  await use(own, '2026-02-01', 7, 2);
  await use(shared, '2026-02-10', 1, 0);
  await use(shared, '2026-04-15', 10, 4);
  await use(own, '2026-04-16', 100, 100);
  await app.pool.query(
    `insert into post (id, created_at, updated_at, kind, account_id, material_id, body, used_on, class_name)
     select gen_random_uuid(), now(), now(), 'USE_REPORT', a.id, $1, 'Получилось.', day::date, '5 «А»'
     from account a, unnest(array['2026-01-31', '2026-03-02', '2026-03-31']) day`,
    [own.id],
  );
  const { data } = await ask('2026-02-01', '2026-04-15');
  expect(data.authorStatistics).toEqual({
    views: 18,
    downloads: 6,
    // those of the one colleague; the author's own are no success
    uses: 2,
    materialCount: 2,
    months: [
      { month: '2026-02-01', views: 8, downloads: 2, uses: 0 },
      { month: '2026-03-01', views: 0, downloads: 0, uses: 2 },
      { month: '2026-04-01', views: 10, downloads: 4, uses: 0 },
    ],
    materials: [
      { title: 'Общее', views: 11, downloads: 4, uses: 0 },
      { title: 'Своё', views: 7, downloads: 2, uses: 2 },
    ],
  });
});

test('what is not the own or not public is not told of', async () => {
  const { rows } = await app.pool.query<{ id: string }>('select id from material');
  for (const { id } of rows) await use({ id } as Material, '2026-02-01', 1, 1);
  const { data } = await ask('2026-02-01', '2026-02-01');
  expect(data.authorStatistics).toMatchObject({ views: 2, downloads: 2, materialCount: 2 });
});

test.each([
  ['2026-02-02', '2026-02-01', 'конец периода раньше начала'],
  ['2006-02-02', '2026-02-01', 'период длиннее десяти лет'],
])('a period from %s to %s is refused in words', async (from, to, words) => {
  const { errors } = await ask(from, to);
  expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: { to: words } });
});

async function viewsOf(material: Material): Promise<number> {
  const { rows } = await app.pool.query<{ views: number }>(
    'select views from usage_daily where material_id = $1',
    [material.id],
  );
  return rows[0]?.views ?? 0;
}

test('readers of a page are counted; programs, guesses of a browser, other pages and the authors are not', async () => {
  const usage = new UsageCounter(app.pool);
  const views = new MaterialViews(usage, app.pool, async () => ({ kind: 'guest' }));
  const page = { method: 'GET', url: `/materials/${own.slug}`, headers: READER };
  await views.given(page, 200);
  await views.given({ ...page, url: `/en/materials/${own.slug}?page=2` }, 200);
  await views.given(page, 304);
  await views.read(own.slug!, READER);
  await views.given({ ...page, method: 'HEAD' }, 200);
  await views.given(page, 404);
  await views.given({ ...page, url: `/materials/${own.slug}/__data.json` }, 200);
  await views.given({ ...page, headers: {} }, 200);
  await views.given({ ...page, headers: { 'user-agent': 'Mozilla/5.0 (compatible; YandexBot/3.0)' } }, 200);
  await views.given({ ...page, headers: { ...READER, 'sec-purpose': 'prefetch;prerender' } }, 200);
  await views.read('no-such-material', READER);
  await usage.flush();
  expect(await viewsOf(own)).toBe(4);
});

test('a page that was given over HTTP is counted, also what a page in the browser tells, and the own visits are not', async () => {
  const get = (path: string, more: Record<string, string> = {}) =>
    fetch(`${app.url}${path}`, { headers: { ...READER, ...more } });
  await (await get(`/materials/${shared.slug}`)).text();
  await (await get(`/materials/${shared.slug}`, headers)).text();
  await (await get('/materials/gone')).text();
  const tell = (more: Record<string, string> = {}) =>
    fetch(`${app.url}/views/${shared.slug}`, { method: 'POST', headers: { ...READER, ...more } });
  expect((await tell()).status).toBe(204);
  expect((await tell(headers)).status).toBe(204);
  expect((await tell({ 'sec-fetch-site': 'cross-site' })).status).toBe(204);
  await expect.poll(() => viewsOf(shared), { timeout: 30_000 }).toBe(2);
});

test('who asks for all to be written waits also for what is being written', async () => {
  const client = await app.pool.connect();
  const usage = new UsageCounter(app.pool);
  let all = false;
  try {
    await client.query('begin; lock table usage_daily');
    usage.view(own.slug!);
    const first = usage.flush();
    const second = usage.flush().then(() => (all = true));
    await oneWaits(app.pool);
    expect(all).toBe(false);
    await client.query('rollback');
    await Promise.all([first, second]);
  } finally {
    await client.query('rollback');
    client.release();
  }
  expect(await viewsOf(own)).toBe(1);
});

test('a view leaves the remembered answers of the bank alone', async () => {
  const before = app.changes.generation;
  const usage = new UsageCounter(app.pool);
  usage.view(own.slug!);
  await usage.flush();
  expect(await viewsOf(own)).toBe(1);
  expect(app.changes.generation).toBe(before);
});
