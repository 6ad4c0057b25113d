import { beforeAll, describe, expect, test } from 'vitest';
import { useBrowser } from './browser.ts';
import { signedIn, sql } from './database.ts';
import { expectTidy } from './tidy.ts';

const open = useBrowser();
let cookie: { name: string; value: string; url: string };
let number = '';
let slug = '';

beforeAll(async () => {
  const [author] = await sql<{ slug: string; number: string }>(
    `select p.slug, max(e.number) as number from certificate e join person p on p.id = e.person_id
     where e.status = 'VALID' group by p.slug having count(*) > 2 order by p.slug limit 1`,
  );
  ({ slug, number } = author!);
  cookie = await signedIn(slug);
});

test('a guest who asks for the own pages is led to the sign-in and back', async () => {
  const page = await open('/about');
  for (const path of ['/my/certificates', '/my/statistics', '/my/portfolio']) {
    const answer = await page.request.get(path, { maxRedirects: 0 });
    expect([answer.status(), answer.headers().location]).toEqual([
      303,
      `/sign-in?returnTo=${encodeURIComponent(path)}`,
    ]);
  }
});

test('a shortened address leads to the first page that is for the viewer', async () => {
  const page = await open('/about', { cookie });
  const leads = async (path: string) =>
    (await page.request.get(path, { maxRedirects: 0 })).headers()['location'];
  expect(await leads('/my')).toBe('/my/materials');
  expect(await leads('/en/council')).toBe('/en/decisions');
  const [other] = await sql<{ slug: string }>(
    'select slug from person where slug <> $1 order by slug limit 1',
    [slug],
  );
  await page.context().clearCookies();
  await page.context().addCookies([await signedIn(other!.slug, ['COUNCIL_MEMBER'])]);
  expect(await leads('/council')).toBe('/council/meetings');
});

describe.each([
  ['with scripts', {}],
  ['without scripts', { javaScriptEnabled: false }],
] as const)('%s', (_, options) => {
  test('an author finds a certificate, its sheet and its check page', async () => {
    const page = await open('/my/certificates', { cookie, ...options });
    const sheet = page.getByRole('link', { name: `Открыть PDF свидетельства ${number}` });
    const answer = await page.request.get((await sheet.getAttribute('href')) ?? '');
    expect(answer.headers()['content-type']).toBe('application/pdf');
    await page.getByRole('link', { name: `Страница проверки свидетельства ${number}` }).click();
    await page.getByRole('heading', { name: 'Свидетельство действительно' }).waitFor();
  });

  test('the period of the statistics is a form, and its table says what the chart draws', async () => {
    const page = await open('/my/statistics', { cookie, ...options });
    await page.getByLabel('С', { exact: true }).fill('2017-09-01');
    await page.getByLabel('По', { exact: true }).fill('2026-09-30');
    await page.getByRole('button', { name: 'Показать' }).click();
    await page.waitForURL('**from=2017-09-01**');
    const rows = page.getByRole('table').first().locator('tbody tr');
    expect(await rows.count()).toBe(109);
    const [stored] = await sql<{ views: number }>(
      `select sum(u.views)::int as views from usage_daily u
       where u.day between '2017-09-01' and '2026-09-30' and u.material_id in (
         select m.id from material m join contribution c on c.material_version_id = m.published_version_id
         join person p on p.id = c.person_id where p.slug = $1)`,
      [slug],
    );
    const total = page
      .getByRole('row', { name: /За период/ })
      .getByRole('cell')
      .first();
    expect((await total.textContent())?.replace(/\s/g, '')).toBe(String(stored?.views));
  });

  test('a period whose ends change places is refused in words', async () => {
    const page = await open('/my/portfolio?from=2026-02-01&to=2026-01-01', { cookie, ...options });
    expect(await page.getByRole('alert').textContent()).toBe(
      'Начало периода позже его конца. Поменяйте даты местами.',
    );
  });

  test('a portfolio is previewed and taken as a document of its period', async () => {
    const page = await open('/my/portfolio?from=2017-01-01&to=2026-12-31', { cookie, ...options });
    expect(await page.getByText('[сайт]').count()).toBeGreaterThan(2);
    for (const [name, start] of [
      ['Скачать DOCX', 'PK'],
      ['Скачать PDF', '%PDF'],
    ] as const) {
      const href = await page.getByRole('link', { name }).getAttribute('href');
      expect(href).toContain('from=2017-01-01&to=2026-12-31');
      const body = await (await page.request.get(href ?? '')).body();
      expect(body.subarray(0, start.length).toString()).toBe(start);
    }
  });
});

test('a reader who comes by a link of the site is counted, the author is not', async () => {
  const [material] = await sql<{ slug: string; title: string }>(
    `select m.slug, v.title from material m join material_version v on v.id = m.published_version_id
     join contribution c on c.material_version_id = v.id join person p on p.id = c.person_id
     where p.slug = $1 and m.status = 'PUBLISHED' order by m.slug limit 1`,
    [slug],
  );
  const views = async () => {
    const [all] = await sql<{ views: number }>(
      `select coalesce(sum(u.views), 0)::int as views from usage_daily u join material m on m.id = u.material_id
       where m.slug = $1`,
      [material?.slug],
    );
    return all?.views;
  };
  const before = (await views()) ?? 0;
  const own = await open(`/authors/${slug}`, { cookie });
  await own
    .getByRole('link', { name: material?.title ?? '' })
    .first()
    .click();
  await own.waitForURL(`**/materials/${material?.slug}`);
  const reader = await open(`/authors/${slug}`);
  await reader
    .getByRole('link', { name: material?.title ?? '' })
    .first()
    .click();
  await reader.waitForURL(`**/materials/${material?.slug}`);
  await reader.reload();
  await expect.poll(views).toBe(before + 2);
});

describe.each([
  ['light', {}],
  ['dark on a phone', { colorScheme: 'dark', viewport: { width: 360, height: 780 }, hasTouch: true }],
  ['low vision', { viewport: { width: 1280, height: 800 }, appearance: 'vision=low&text=200&scheme=black' }],
] as const)('in %s', (_, options) => {
  test.each(['/my/certificates', '/my/statistics?from=2017-09-01', '/en/my/portfolio?from=2017-09-01'])(
    'axe finds nothing on %s and it does not scroll sideways',
    async (path) => {
      const page = await open(path, { cookie, ...options });
      await expectTidy(page);
    },
  );
});
