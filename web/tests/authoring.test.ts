import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { alive, useBrowser } from './browser.ts';
import { signedIn, sql } from './database.ts';
import { expectTidy } from './tidy.ts';

const open = useBrowser();
const LESSON = {
  name: 'Театр на стене.txt',
  mimeType: 'text/plain',
  buffer: Buffer.from(
    `Театр на стене: спектакль своими руками\nКласс: 4\nАннотация\nПроект для четвёртого класса: за месяц дети пишут сказку, вырезают героев и показывают спектакль дошкольникам. В файле план занятий, образец афиши и вопросы к обсуждению.\nКлючевые слова: театр, проект, сказка\n`,
  ),
};
let cookie: { name: string; value: string; url: string };

beforeAll(async () => {
  const [author] = await sql<{ slug: string }>(
    `select p.slug from person p join account a on a.person_id = p.id where a.email = 'avtor@demo.example'`,
  );
  cookie = await signedIn(author!.slug);
});

const state = (page: Page) => page.locator('[data-state]').getAttribute('data-state');
async function saved(page: Page): Promise<void> {
  await expect.poll(() => state(page)).toBe('saved');
}

/** Begins a material; the page of its editor. */
async function begin(options: object = {}): Promise<Page> {
  const page = await open('/my/materials', { cookie, ...options });
  await page.getByRole('button', { name: 'Начать новый материал' }).click();
  await page.getByRole('heading', { name: 'Новый материал' }).waitFor();
  return page;
}

test('what is typed before the scripts have come is saved when they have', async () => {
  const address = (await begin()).url();
  const page = await open('/about', { cookie });
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/_app/immutable/**', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(address, { waitUntil: 'commit' });
  await page.locator('#title').fill('Набрано до скриптов');
  release();
  await saved(page);
  await page.reload();
  expect(await page.locator('#title').inputValue()).toBe('Набрано до скриптов');
});

test('a guest who wants to publish signs in first and comes back', async () => {
  const page = await open('/catalogue');
  await page.getByRole('link', { name: 'Опубликовать опыт' }).first().click();
  await page.waitForURL('**/sign-in**');
  expect(new URL(page.url()).searchParams.get('returnTo')).toBe('/my/materials');
});

test('an author drops a file, accepts what it proposes, fills the rest and hands it in', async () => {
  const page = await begin();
  await page.locator('.drop input[type=file]').setInputFiles(LESSON);
  await page.getByRole('button', { name: 'Принять: Название' }).click();
  await page.getByRole('button', { name: 'Принять: Аннотация' }).click();
  await page.getByRole('button', { name: 'Принять: Класс' }).click();
  expect(await page.locator('#title').inputValue()).toBe('Театр на стене: спектакль своими руками');
  expect(await page.getByRole('checkbox', { name: '4', exact: true }).isChecked()).toBe(true);
  await page.locator('#kind').selectOption('PROJECT');
  await page.getByLabel('Начальное общее').check();
  await page.getByLabel('Условия использования').selectOption('CC_BY');
  await saved(page);
  await expectTidy(page);
  await page.getByRole('heading', { name: 'Всё готово к отправке' }).waitFor();
  await page.getByRole('button', { name: 'Отправить на рассмотрение' }).click();
  await page.getByText('Материал отправлен').waitFor();
  await page.getByRole('link', { name: 'Театр на стене: спектакль своими руками' }).first().click();
  await page.getByRole('button', { name: 'Забрать на правку' }).click();
  await page.locator('#title').waitFor();
});

test('two tabs: what one changed the other shows, and of two texts the author chooses', async () => {
  const page = await begin();
  await page.locator('#title').fill('Урок');
  await saved(page);
  const other = await page.context().newPage();
  await other.goto(page.url());
  await alive(other);
  await other.locator('#subtitle').fill('Из опыта работы');
  await saved(other);
  await page.locator('#keywords').fill('дроби, проценты');
  await expect.poll(() => page.locator('#subtitle').inputValue()).toBe('Из опыта работы');
  await saved(page);
  await page.locator('#title').fill('Урок в первом окне');
  await saved(page);
  await other.locator('#title').fill('Урок во втором окне');
  const choice = other.getByRole('region', { name: 'Изменено в двух местах' });
  await choice.getByText('Урок в первом окне').waitFor();
  expect(await state(other)).toBe('conflict');
  await choice.getByRole('button', { name: 'Оставить этот' }).click();
  await saved(other);
  await page.reload();
  expect(await page.locator('#title').inputValue()).toBe('Урок во втором окне');
});

test('a lost connection and a closed tab lose nothing', async () => {
  const page = await begin();
  const context = page.context();
  const address = page.url();
  // what the editor sends finds no bank; the page itself still comes
  await context.route('**/graphql', (route) => route.fulfill({ contentType: 'application/json', body: '' }));
  await page.locator('#title').fill('Набрано без связи');
  await expect.poll(() => state(page)).toBe('unreachable');
  await page.close();
  await context.unroute('**/graphql');
  const again = await context.newPage();
  await again.goto(address);
  await alive(again);
  expect(await again.locator('#title').inputValue()).toBe('Набрано без связи');
  await saved(again);
});

test('Enter in the name of a file renames it, and in the address of a co-author invites', async () => {
  const page = await begin();
  await page.locator('.drop input[type=file]').setInputFiles(LESSON);
  await page.getByRole('link', { name: LESSON.name, exact: true }).waitFor();
  const file = page.locator('li[id^="file-"]');
  await file.locator('summary.btn').click();
  await file.locator('input[name^="name-"]').fill('План занятий.txt');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'План занятий.txt', exact: true }).waitFor();
  expect(await page.getByRole('link', { name: LESSON.name, exact: true }).count()).toBe(0);
  await page.locator('#coAuthorName').fill('Лосева Вера Ильинична');
  await page.locator('#coAuthorEmail').fill('loseva@school.example');
  await page.keyboard.press('Enter');
  await page.locator('#contributions').getByText('loseva@school.example').waitFor();
  expect(await page.locator('#contributions li').count()).toBe(2);
});

test('without scripts every button saves what was typed', async () => {
  const title = `Урок без скриптов ${Date.now()}`;
  const page = await begin({ javaScriptEnabled: false });
  await page.locator('#title').fill(title);
  await page.getByLabel('Основное общее').check();
  await page.getByRole('button', { name: 'Сохранить' }).last().click();
  await page.getByRole('heading', { name: title }).waitFor();
  expect(await page.getByLabel('Основное общее').isChecked()).toBe(true);
  await page.locator('#file').setInputFiles(LESSON);
  await page.getByRole('button', { name: 'Загрузить' }).click();
  await page.getByRole('link', { name: LESSON.name }).waitFor();
  expect(await page.locator('#title').inputValue()).toBe(title);
  await page.locator('#annotation').fill('Ещё не дописано');
  await page.locator('#coAuthorName').fill('Лосева Вера Ильинична');
  await page.locator('#coAuthorEmail').fill('loseva@school.example');
  await page.getByRole('button', { name: 'Пригласить' }).click();
  await page.locator('#contributions').getByText('loseva@school.example').waitFor();
  expect(await page.locator('#annotation').inputValue()).toBe('Ещё не дописано');
  await page.getByText('Удалить черновик').click();
  await page.getByRole('button', { name: 'Удалить навсегда' }).click();
  await page.getByRole('heading', { name: 'Мои материалы' }).waitFor();
  expect(await page.getByText(title).count()).toBe(0);
});
