import { expect, test } from 'vitest';
import { useBrowser } from './browser.ts';

const open = useBrowser();
const plain = { javaScriptEnabled: false };

test('the search, the filters, the pages and a material work without scripts', async () => {
  const page = await open('/', plain);
  await page.getByRole('combobox').fill('урок');
  await page.getByRole('button', { name: 'Найти' }).click();
  await page.waitForURL('**/catalogue?q=*');
  expect(await page.getByRole('article').count()).toBeGreaterThan(0);

  await page.getByRole('group', { name: 'Уровень' }).getByRole('checkbox').first().check();
  await page.getByRole('button', { name: 'Применить фильтры' }).click();
  await page.waitForURL('**level=*');
  expect(new URL(page.url()).searchParams.get('q')).toBe('урок');
  expect(await page.getByRole('link', { name: /^Убрать фильтр/ }).count()).toBe(1);

  await page.getByRole('article').first().getByRole('heading').getByRole('link').click();
  await page.waitForURL('**/materials/**');
  expect(await page.getByRole('link', { name: /^Скачать (всё )?·/ }).getAttribute('href')).toMatch(
    /^\/(files|archives)\//,
  );
  expect(await page.getByText('Как сослаться').isVisible()).toBe(true);
});

test('the second page of the catalogue is a link', async () => {
  const page = await open('/catalogue', plain);
  await page.getByRole('link', { name: 'Страница 2' }).click();
  expect(await page.getByRole('link', { name: 'Страница 2' }).getAttribute('aria-current')).toBe('page');
});

test('the version for low vision is a form that returns where it was opened', async () => {
  const page = await open('/catalogue?q=урок', plain);
  await page.getByRole('link', { name: 'Версия для слабовидящих' }).click();
  await page.getByRole('checkbox', { name: 'Версия для слабовидящих' }).check();
  await page.getByLabel('Белым по чёрному').check();
  await page.getByLabel('200').check();
  await page.getByRole('button', { name: 'Применить' }).click();
  await page.waitForURL('**/catalogue?q=*');
  const root = page.locator('html');
  expect(await root.getAttribute('data-scheme')).toBe('black');
  expect(await root.getAttribute('data-text')).toBe('200');
});

test('the form of the appearance leads to no other site', async () => {
  const page = await open('/appearance?back=//example.org/', plain);
  await page.getByRole('button', { name: 'Применить' }).click();
  await page.waitForLoadState();
  expect(new URL(page.url()).hostname).toBe('127.0.0.1');
});
