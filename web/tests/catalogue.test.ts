import { expect, test } from 'vitest';
import { alive, useBrowser } from './browser.ts';

const open = useBrowser();
const found = /^Найден[оа]? \d+\sматериал(а|ов)?, страница \d+ из \d+$/;
const statusOf = async (text: string | null) => Number(/\d+/.exec(text ?? '')?.[0]);

test('a teacher searches, narrows, opens the place found and downloads the file', async () => {
  const page = await open('/');
  await page.getByRole('combobox', { name: 'Поиск по банку' }).fill('листов оценки достижений');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/catalogue?q=*');
  const status = page.locator('.results > [role=status]');
  await expect.poll(() => status.textContent()).toMatch(found);
  const before = await statusOf(await status.textContent());

  const kind = page.getByRole('checkbox', { name: /Листы оценки достижений/ });
  await kind.check();
  await page.waitForURL('**kind=assessment-sheet*');
  await expect.poll(async () => statusOf(await status.textContent())).toBeLessThan(before);
  await expect.poll(() => page.getByRole('link', { name: 'Убрать фильтр: Листы оценки' }).count()).toBe(1);
  expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).name)).toBe('kind');

  const place = page.locator('article a.hit').first();
  expect(await place.locator('mark').count()).toBeGreaterThan(0);
  await place.click();
  await page.waitForURL('**/materials/**file=*');
  await expect
    .poll(() => page.getByRole('region', { name: 'Просмотр' }).locator('mark').count())
    .toBeGreaterThan(0);

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: /^Скачать (всё )?·/ }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.(zip|pdf|docx|xlsx)$/);
});

test('the address is the only state: back restores the list, a chip removes its filter', async () => {
  const page = await open('/catalogue?level=noo&sort=title');
  const status = page.locator('.results > [role=status]');
  const all = await status.textContent();
  await page.getByRole('group', { name: 'Тип материала' }).getByRole('checkbox').first().check();
  await page.waitForURL('**kind=*');
  await expect.poll(() => status.textContent()).not.toBe(all);
  expect(new URL(page.url()).searchParams.get('sort')).toBe('title');
  await page.goBack();
  await expect.poll(() => status.textContent()).toBe(all);
  expect(await page.getByRole('group', { name: 'Тип материала' }).locator(':checked').count()).toBe(0);

  await page.getByRole('link', { name: 'Убрать фильтр: Начальное общее' }).click();
  await page.waitForURL((url) => !url.searchParams.has('level'));
});

test('a group that a reader unfolds stays so when the page comes to life and when another is chosen from', async () => {
  const page = await open('/about');
  // a slow network: the page is there long before it comes to life
  await page.route('**/_app/immutable/nodes/*', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await route.continue();
  });
  await page.goto('/catalogue', { waitUntil: 'commit' });
  const format = page.locator('details', { has: page.getByRole('heading', { name: 'Формат' }) });
  const isOpen = () => format.evaluate((fold: HTMLDetailsElement) => fold.open);
  expect(await isOpen()).toBe(false);
  await format.locator('summary').first().click();
  await alive(page);
  expect(await isOpen()).toBe(true);
  const status = page.locator('.results > [role=status]');
  const before = await status.textContent();
  await page.getByRole('group', { name: 'Уровень' }).getByRole('checkbox').first().check();
  await expect.poll(() => status.textContent()).not.toBe(before);
  expect(await isOpen()).toBe(true);
});

test('the counts of a group ignore its own choice', async () => {
  const page = await open('/catalogue');
  const counts = () => page.getByRole('group', { name: 'Уровень' }).locator('em').allTextContents();
  const before = await counts();
  await page.getByRole('group', { name: 'Уровень' }).getByRole('checkbox').first().check();
  await page.waitForURL('**level=*');
  expect(await counts()).toEqual(before);
});

test('a long group can be searched in', async () => {
  const page = await open('/catalogue');
  const group = page.getByRole('group', { name: 'Предмет' });
  await group.getByRole('searchbox').fill('МАТЕМ');
  await expect
    .poll(() => group.locator('label:visible').allTextContents())
    .toSatisfy((labels: string[]) => labels.length > 0 && labels.every((label) => /матем/i.test(label)));
});

test('a long group is searched by any word of its values, and what is found there can be chosen', async () => {
  const page = await open('/catalogue');
  await page.locator('summary').filter({ hasText: 'Организация' }).click();
  const group = page.getByRole('group', { name: 'Организация' });
  await group.getByRole('searchbox').fill('зареч');
  const values = group.locator('label:visible');
  await expect.poll(() => values.count()).toBe(1);
  const count = Number(await values.locator('em').textContent());
  await values.getByRole('checkbox').check();
  await page.waitForURL('**organization=*');
  const status = page.locator('.results > [role=status]');
  await expect.poll(async () => statusOf(await status.textContent())).toBe(count);
  await group.getByRole('searchbox').fill('нет такой школы');
  await expect.poll(() => group.getByText('Нет совпадений').isVisible()).toBe(true);
});

test('giving up the filter of an empty result brings as many as it promises, also without scripts', async () => {
  for (const javaScriptEnabled of [true, false]) {
    const page = await open('/catalogue?q=дроби&level=do', { javaScriptEnabled });
    const drop = page.getByRole('listitem').filter({ hasText: /^Дошкольное.* – \d+\sматериал/ });
    const promised = Number(/– (\d+)/.exec((await drop.textContent()) ?? '')?.[1]);
    expect(promised).toBeGreaterThan(0);
    await drop.getByRole('link').click();
    await page.waitForURL((url) => !url.searchParams.has('level'));
    const status = page.locator('.results > [role=status]');
    await expect.poll(async () => statusOf(await status.textContent())).toBe(promised);
  }
});

test('what was typed in the other layout is found and said, and can be searched as it is', async () => {
  const page = await open('/catalogue?q=ghbxfcnbt');
  expect(await page.getByText('Показаны результаты для «причастие».').isVisible()).toBe(true);
  expect(await page.locator('article').count()).toBeGreaterThan(0);
  await page.getByRole('link', { name: 'Искать точно «ghbxfcnbt»' }).click();
  await page.waitForURL('**exact=1*');
  await expect.poll(() => page.getByRole('heading', { name: 'Ничего не нашлось' }).count()).toBe(1);
  expect(await page.getByRole('heading', { name: 'Посмотрите приоритетные темы' }).isVisible()).toBe(true);
});

test('an empty result says which filter to drop and what that would give', async () => {
  const page = await open('/catalogue?kind=game&kind=regulation&subject=no-such-subject');
  expect(await page.locator('.results > [role=status]').textContent()).toBe('Ничего не найдено');
  const drop = page.getByRole('link', { name: 'no-such-subject', exact: true });
  await drop.click();
  await expect.poll(() => page.locator('article').count()).toBeGreaterThan(0);
});

test('the page sends at most 60 KB of script', async () => {
  const page = await open('/catalogue');
  const scripts = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map((entry) => entry as PerformanceResourceTiming)
      .filter((entry) => new URL(entry.name).pathname.endsWith('.js'))
      .map((entry) => entry.encodedBodySize),
  );
  expect(scripts.length).toBeGreaterThan(3);
  expect(scripts.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThan(60_000);
});
