import { beforeAll, describe, expect, test } from 'vitest';
import { useBrowser } from './browser.ts';
import { signedIn, sql } from './database.ts';
import { expectTidy } from './tidy.ts';

const open = useBrowser();
let secretary: { name: string; value: string; url: string };

beforeAll(async () => {
  const [person] = await sql<{ slug: string }>(
    'select p.slug from person p join account a on a.person_id = p.id where a.email = $1',
    ['sekretar@demo.example'],
  );
  secretary = await signedIn(person!.slug);
});

/** What was counted of a query today; it is written a few seconds later. */
const counted = (query: string) =>
  sql<{ nothing: number; shown: number; opened: number }>(
    `select d.nothing, d.shown, d.opened from search_query q join search_query_daily d using (terms)
     where q.query = $1`,
    [query],
  );
const soon = { interval: 500 };

/** A word that nobody has searched for. */
const word = () => Array.from({ length: 12 }, () => 'бвгджзклмнпр'[Math.floor(Math.random() * 12)]).join('');

describe.each([
  ['with scripts', {}],
  ['without scripts', { javaScriptEnabled: false }],
] as const)('%s', (_, options) => {
  const userAgent = `Mozilla/5.0 Firefox/140.0 ${word()}`.replaceAll(
    /[а-я]/g,
    (letter) => `${letter.charCodeAt(0)}.`,
  );
  const lost = word();
  const found = `дидактическая игра ${word()}`;

  test('what is not found, and what is found and opened, is counted', async () => {
    await open(`/catalogue?q=${encodeURIComponent(lost)}`, { userAgent, ...options });
    const page = await open(`/catalogue?q=${encodeURIComponent(found)}`, { userAgent, ...options });
    await page.locator('article h2 a').first().click();
    await page.waitForURL('**/materials/**');
    await expect.poll(() => counted(lost), soon).toEqual([{ nothing: 1, shown: 0, opened: 0 }]);
    await expect.poll(() => counted(found), soon).toEqual([{ nothing: 0, shown: 1, opened: 1 }]);
  });
});

test.each([1400, 390])('the council sees what was not found, %d px', async (width) => {
  await sql(
    `insert into search_query (terms, query) values ('гонки дрон', 'гонки дронов'), ('класс профес', 'выбор профессии, 9 класс')
     on conflict do nothing`,
  );
  await sql(
    `insert into search_query_daily (terms, day, nothing, shown)
     select terms, (now() at time zone 'Europe/Moscow')::date - n, 1, n from search_query, generate_series(1, 3) n
     where terms in ('гонки дрон', 'класс профес') on conflict do nothing`,
  );
  const page = await open('/council/search-gaps', { cookie: secretary, viewport: { width, height: 900 } });
  await page.getByRole('row', { name: /гонки дронов/ }).waitFor();
  await expectTidy(page);
  await page.getByRole('link', { name: '30 дней' }).click();
  await page.getByRole('row', { name: /гонки дронов/ }).waitFor();
  await expect.poll(() => page.url()).toContain('days=30');
});

const lowVision = 'vision=low&text=200&scheme=black';

describe.each([
  ['light', {}],
  ['on a phone', { viewport: { width: 390, height: 800 } }],
  ['dark', { colorScheme: 'dark' }],
  ['for low vision', { appearance: lowVision }],
] as const)('the theme map, %s', (_, options) => {
  test.each(['', '?by=level', '?view=table'])('has no faults: %s', async (query) => {
    const page = await open(`/council/theme-map${query}`, { cookie: secretary, ...options });
    await page.getByRole('row', { name: /Весь банк/ }).waitFor();
    await expectTidy(page);
  });
});

test.each([
  ['with scripts', {}],
  ['without scripts', { javaScriptEnabled: false }],
])('a place of the map leads to just its materials, %s', async (_, options) => {
  const page = await open('/council/theme-map', { cookie: secretary, ...options });
  await page.getByLabel('Столбцы').selectOption('level');
  await page.getByRole('combobox', { name: 'Вид', exact: true }).selectOption('lesson-plan');
  await page.getByRole('button', { name: 'Показать' }).click();
  await page.getByRole('columnheader', { name: 'Начальное общее' }).waitFor();
  const cell = page
    .getByRole('row', { name: /Развивающее обучение/ })
    .getByRole('cell')
    .getByRole('link')
    .first();
  const count = await cell.textContent();
  await cell.click();
  await page.waitForURL('**/catalogue?*');
  await expect.poll(() => page.locator('.count').textContent()).toMatch(new RegExp(`^${count}\\sматериал`));
});

test('the council takes the map along as a workbook', async () => {
  const page = await open('/council/theme-map', { cookie: secretary });
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Скачать XLSX' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^Карта тем .*\.xlsx$/);
});

describe.each([
  ['with scripts', {}],
  ['without scripts', { javaScriptEnabled: false }],
  ['on a phone', { viewport: { width: 390, height: 800 } }],
] as const)('who finds nothing, %s', (_, options) => {
  const scripts = !('javaScriptEnabled' in options);

  test('is shown near themes with counts, and says what is missing', async () => {
    const wish = `олимпиады по ${word()}`;
    const page = await open(
      `/catalogue?q=${encodeURIComponent(wish)}&kind=game&grade=11&from=1999&to=1999`,
      options,
    );
    await page.getByRole('heading', { name: 'Близкие темы' }).waitFor();
    await page.getByRole('main').getByRole('link', { name: 'Одарённые дети' }).last().waitFor();
    if (scripts) await expectTidy(page);
    const field = page.getByLabel('Чего не хватает', { exact: true });
    expect(await field.inputValue()).toBe(wish);
    await field.fill(`${wish}, звоните 89501234567`);
    await page.getByRole('button', { name: 'Отправить' }).click();
    await page.getByRole('alert').waitFor();
    if (scripts) await expectTidy(page);
    const again = page.getByLabel('Чего не хватает', { exact: true });
    expect(await again.inputValue()).toBe(`${wish}, звоните 89501234567`);
    expect(await page.getByLabel('Вид материала').inputValue()).toBe('GAME');
    await again.fill(wish);
    await page.getByRole('button', { name: 'Отправить' }).click();
    await page.getByText('Спасибо. Просьба добавлена').waitFor();

    const gaps = await open('/council/search-gaps', { cookie: secretary, ...options });
    await gaps.getByText(wish, { exact: true }).waitFor();
    if (scripts) await expectTidy(gaps);
    await gaps.getByRole('button', { name: `Убрать просьбу: ${wish}` }).click();
    await gaps.getByText('Просьба убрана.').waitFor();
    expect(await gaps.getByText(wish, { exact: true }).count()).toBe(0);
  });
});
