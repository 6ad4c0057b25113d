import { expect, test } from 'vitest';
import { bank } from './bank.ts';
import { useBrowser } from './browser.ts';

const open = useBrowser();

test('every section leads from the header to a thing and back to its materials', async () => {
  const page = await open('/themes');
  for (const section of ['Темы', 'Сети', 'Авторы']) {
    await page.getByRole('banner').getByRole('link', { name: section, exact: true }).click();
    // the page before has headings with links too
    await page.waitForURL(/\/(themes|networks|authors)$/);
    await page.locator('main h2 a').first().click();
    await page.getByRole('link', { name: 'Все в каталоге' }).first().click();
    await page.waitForURL('**/catalogue?*');
    await expect.poll(() => page.getByRole('article').count()).toBeGreaterThan(0);
  }
});

test('English is the same page under another address', async () => {
  const page = await open('/themes');
  await page.getByRole('link', { name: 'English' }).click();
  await page.waitForURL('**/en/themes');
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Priority themes');
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
  expect(await page.locator('link[hreflang=ru]').getAttribute('href')).toBe(`${bank().url}/themes`);
});

test('an address that leads nowhere answers 404 and offers the search', async () => {
  const page = await open('/no-such-material');
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Такой страницы нет');
  expect(await page.getByRole('main').getByRole('combobox').isVisible()).toBe(true);
  expect((await page.request.get('/materials/no-such-material')).status()).toBe(404);
});

test('a material tells machines what it is', async () => {
  const page = await open('/catalogue?kind=lesson-plan');
  await page.getByRole('article').first().getByRole('heading').getByRole('link').click();
  await page.waitForURL('**/materials/**');
  await page.reload();
  const data = JSON.parse((await page.locator('script[type="application/ld+json"]').textContent()) ?? '{}');
  expect(data['@context'][0]).toBe('https://w3id.org/kim/amb/context.jsonld');
  expect(data.type).toContain('LearningResource');
  expect(data.id).toBe(await page.locator('link[rel=canonical]').getAttribute('href'));
  expect(data.name).toBe(await page.getByRole('heading', { level: 1 }).textContent());
  for (const file of data.encoding) expect(file.contentSize).toMatch(/^\d+$/);
});

test('a page is known by the address of the deployment, whatever host a request names', async () => {
  const page = await open('/about');
  const answer = await page.request.get('/about', { headers: { host: 'other.example' } });
  const html = await answer.text();
  expect(html).toContain(`<link rel="canonical" href="${bank().url}/about"`);
  expect(html).not.toContain('other.example');
});

test('a citation is copied, and downloads for reference managers', async () => {
  const page = await open('/catalogue', { permissions: ['clipboard-read', 'clipboard-write'] });
  await page.getByRole('article').first().getByRole('heading').getByRole('link').click();
  await page.waitForURL('**/materials/**');
  await page.getByRole('button', { name: 'ГОСТ' }).click();
  const text = () => page.evaluate(() => navigator.clipboard.readText());
  await expect
    .poll(async () => (await text()).replaceAll('\u00a0', ' '))
    .toContain('– Текст : электронный // Методбанк : [сайт].');
  const bibtex = await page.request.get(
    (await page.getByRole('link', { name: 'BibTeX' }).getAttribute('href')) ?? '',
  );
  expect(bibtex.headers()['content-disposition']).toMatch(/^attachment; .*\.bib$/);
  expect(await bibtex.text()).toMatch(/^@/);
});

test('a material has its address as a QR code, on the screen in both languages, without scripts and on paper', async () => {
  const list = await open('/catalogue');
  const path = (await list.locator('article h2 a').first().getAttribute('href'))!;
  for (const [address, name] of [
    [path, 'QR-код с адресом этой страницы'],
    [`/en${path}`, 'QR code with the address of this page'],
  ] as const) {
    const page = await open(address, { javaScriptEnabled: false });
    const code = page.getByRole('img', { name });
    await code.scrollIntoViewIfNeeded();
    await expect
      .poll(() => code.evaluate((picture: HTMLImageElement) => picture.naturalWidth))
      .toBeGreaterThan(0);
    await page.emulateMedia({ media: 'print' });
    expect(await code.isVisible()).toBe(true);
    expect(await page.locator('.btn').filter({ visible: true }).count()).toBe(0);
  }
});
