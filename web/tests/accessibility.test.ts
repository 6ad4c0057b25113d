import { beforeAll, describe, expect, test } from 'vitest';
import { bank } from './bank.ts';
import { useBrowser } from './browser.ts';
import { expectTidy } from './tidy.ts';

const open = useBrowser();
const large = 'vision=low&text=200&scheme=black&spacing=widest';
const phone = { viewport: { width: 360, height: 780 }, hasTouch: true };
const looks = {
  light: {},
  dark: { colorScheme: 'dark' },
  'low vision': { viewport: { width: 1280, height: 800 }, appearance: large },
  'a phone': phone,
  'a phone with low vision': { ...phone, appearance: 'vision=low&text=200&scheme=beige' },
} as const;
let material = '';

beforeAll(async () => {
  const answer = await fetch(`${bank().url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      query: '{ searchMaterials(query: "лист оценки") { hits { material { slug } } } }',
    }),
  });
  const { data } = (await answer.json()) as {
    data: { searchMaterials: { hits: { material: { slug: string } }[] } };
  };
  material = `/materials/${data.searchMaterials.hits[0]?.material.slug}`;
});

const pages: [string, () => string][] = [
  ['home', () => '/'],
  ['catalogue', () => '/catalogue?q=урок&level=noo'],
  ['empty catalogue', () => '/catalogue?q=ыыыыыы'],
  ['material', () => material],
  ['themes', () => '/themes'],
  ['authors', () => '/authors'],
  ['about', () => '/en/about'],
  ['missing page', () => '/no-such-page'],
  ['appearance', () => '/appearance'],
];

describe.each(Object.entries(looks))('in %s', (_, options) => {
  test.each(pages)('axe finds nothing on the page %s and it does not scroll sideways', async (_, path) => {
    const page = await open(path(), options);
    await expectTidy(page);
  });
});

test('the panel draws the choice at once and the server draws it next time', async () => {
  const page = await open('/about');
  await page.getByRole('link', { name: 'Версия для слабовидящих' }).click();
  await page.getByLabel('Версия для слабовидящих', { exact: true }).getByRole('checkbox').check();
  await page.getByLabel('Тёмно-синим по голубому').check();
  expect(await page.locator('html').getAttribute('data-scheme')).toBe('blue');
  const html = await (await page.request.get('/about')).text();
  expect(html).toContain('data-vision="low"');
  expect(html).toContain('data-scheme="blue"');
});
