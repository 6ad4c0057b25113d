import { readFile } from 'node:fs/promises';
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

test('what is typed or chosen before the scripts have come is saved when they have', async () => {
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
  await page.locator('.drop input[type=file]').setInputFiles(LESSON);
  release();
  await saved(page);
  await page.getByRole('listitem').getByText(LESSON.name).waitFor();
  await page.getByRole('button', { name: 'Принять: Аннотация' }).waitFor();
  await page.reload();
  expect(await page.locator('#title').inputValue()).toBe('Набрано до скриптов');
});

test('a closed theme is offered to those materials alone that have it already', async () => {
  const [theme] = await sql<{ id: string; title: string }>(
    `select id, title from priority_theme where status = 'ACTIVE' order by position desc limit 1`,
  );
  const { id, title } = theme!;
  const page = await begin();
  const box = page.getByRole('checkbox', { name: title });
  await box.check();
  await saved(page);
  await sql(`update priority_theme set status = 'CLOSED' where id = $1`, [id]);
  try {
    await page.reload();
    expect(await box.isChecked()).toBe(true);
    expect(await (await begin()).getByRole('checkbox', { name: title }).count()).toBe(0);
  } finally {
    await sql(`update priority_theme set status = 'ACTIVE' where id = $1`, [id]);
  }
});

test('a guest who wants to publish signs in first and comes back', async () => {
  const page = await open('/catalogue');
  await page.getByRole('link', { name: 'Опубликовать опыт' }).first().click();
  await page.waitForURL('**/sign-in**');
  expect(new URL(page.url()).searchParams.get('returnTo')).toBe('/my/materials');
});

test('an author drops a file, accepts what it proposes, fills the rest and hands it in', async () => {
  await sql(
    `delete from consent where kind = 'MATERIAL_LICENSE'
     and account_id in (select id from account where email = 'avtor@demo.example')`,
  );
  const page = await begin();
  await page.locator('.drop input[type=file]').setInputFiles(LESSON);
  await page.getByRole('button', { name: 'Принять: Название' }).click();
  await page.getByRole('button', { name: 'Принять: Аннотация' }).click();
  await page.getByRole('button', { name: 'Принять: Класс' }).click();
  expect(await page.locator('#title').inputValue()).toBe('Театр на стене: спектакль своими руками');
  await page.getByRole('heading', { level: 1, name: 'Театр на стене: спектакль своими руками' }).waitFor();
  expect(await page.getByRole('checkbox', { name: '4', exact: true }).isChecked()).toBe(true);
  await page.locator('#kind').selectOption('PROJECT');
  await page.getByLabel('Начальное общее').check();
  await page.getByLabel('Условия использования').selectOption('CC_BY');
  await saved(page);
  await expectTidy(page);
  await page.getByRole('heading', { name: 'Всё готово к отправке' }).waitFor();
  // nothing is handed in without the consent, and it is never ticked beforehand
  await page.getByRole('button', { name: 'Отправить на рассмотрение' }).click();
  await page.getByRole('alert').getByText('отметьте согласие').waitFor();
  await page.getByLabel('Согласие на размещение материалов').check();
  // nor without what was typed last
  await page.route('**/graphql', (route) => route.fulfill({ contentType: 'application/json', body: '' }));
  await page.locator('#subtitle').fill('Набрано напоследок');
  await page.getByRole('button', { name: 'Отправить на рассмотрение' }).click();
  const submission = page.getByRole('region', { name: 'Отправка' });
  await submission.getByText('Нет связи').waitFor();
  await page.unroute('**/graphql');
  await saved(page);
  await page.getByRole('button', { name: 'Отправить на рассмотрение' }).click();
  await page.getByText('Материал отправлен').waitFor();
  const [given] = await sql(
    `select 1 from consent c join account a on a.id = c.account_id
     where a.email = 'avtor@demo.example' and c.kind = 'MATERIAL_LICENSE' and c.withdrawn_at is null`,
  );
  expect(given).toBeDefined();
  await page.getByRole('link', { name: 'Театр на стене: спектакль своими руками' }).first().click();
  await page.getByRole('button', { name: 'Забрать на правку' }).click();
  await page.locator('#title').waitFor();
});

test('a video offers what its name and its format tell, and captions are shown as such at once', async () => {
  const page = await begin();
  const folder = new URL('../../seed/files/023-video-chto-prinyos-oktyabr/', import.meta.url);
  const video = await readFile(new URL('Что принёс октябрь.mp4', folder));
  const choose = page.locator('.drop input[type=file]');
  // other bytes than those of the demo, for those are in the bank already
  const buffer = Buffer.concat([video, Buffer.from('\0\0\0\x09free\x01', 'latin1')]);
  await choose.setInputFiles({ name: 'Открытый урок, 4 класс.mp4', mimeType: 'video/mp4', buffer });
  await page.getByRole('button', { name: 'Принять: Вид материала' }).click();
  await saved(page);
  expect(await page.locator('#kind').inputValue()).toBe('LESSON_VIDEO');
  // a lesson shows children until its author says no
  await page.getByRole('link', { name: /На видео дети/ }).waitFor();
  await choose.setInputFiles({
    name: 'Открытый урок.vtt',
    mimeType: 'text/vtt',
    buffer: Buffer.from('WEBVTT\n\n00:05.000 --> 00:02.000\nНазад\n'),
  });
  await page.getByText('В субтитрах ошибки').waitFor();
  const advice = page.getByRole('link', { name: 'Исправьте ошибки в субтитрах «Открытый урок.vtt».' });
  await page.locator((await advice.getAttribute('href'))!.replace('#', 'li#')).waitFor();
  const roles = page.getByLabel('Чем является файл «Открытый урок, 4 класс.mp4»').locator('option');
  expect(await roles.allTextContents()).toEqual(['Основной', 'Приложение', 'Расшифровка']);
});

test('a bank that is out of space says so at once, keeps what has come, and takes the rest when asked again', async () => {
  const page = await begin();
  const full = 'На сервере кончилось место. Загруженное сохранено.';
  await page.route('**/uploads/*', async (route) => {
    if (route.request().method() === 'PATCH') await route.fulfill({ status: 507, body: full });
    else await route.continue();
  });
  await page.locator('.drop input[type=file]').setInputFiles(LESSON);
  const row = page.locator('li[data-upload]');
  await row.getByRole('alert').getByText(full).waitFor();
  expect(await row.getByRole('progressbar').evaluate((bar: HTMLProgressElement) => bar.value)).toBe(0);
  await page.unroute('**/uploads/*');
  await row.getByRole('button', { name: 'Повторить' }).click();
  await page.getByRole('button', { name: 'Принять: Аннотация' }).waitFor();
});

test('who moves a file with the keyboard stays at it', async () => {
  const page = await begin();
  await page
    .locator('.drop input[type=file]')
    .setInputFiles([
      LESSON,
      { name: 'Афиша.txt', mimeType: 'text/plain', buffer: Buffer.from('Афиша спектакля') },
      { name: 'Вопросы.txt', mimeType: 'text/plain', buffer: Buffer.from('Вопросы к обсуждению') },
    ]);
  await expect.poll(() => page.locator('li[id^="file-"]').count()).toBe(3);
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  const names = page.locator('li[id^="file-"] .name');
  const [name] = await names.allTextContents();
  for (const [place, left] of [
    [1, 'Ниже'],
    // the last one goes no lower: what is left of its arrows has the focus
    [2, 'Выше'],
  ] as const) {
    await page.getByRole('button', { name: `Ниже: ${name}` }).press('Enter');
    await expect.poll(() => names.nth(place).textContent()).toBe(name);
    await expect.poll(focused).toBe(`${left}: ${name}`);
  }
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

test('what was typed after the session had ended is saved when its author has signed in in another window', async () => {
  const page = await begin();
  const context = page.context();
  const cookies = await context.cookies();
  await context.clearCookies();
  await page.locator('#title').fill('Набрано после выхода');
  await expect.poll(() => state(page)).toBe('signed-out');
  await context.addCookies(cookies);
  await page.evaluate(() => dispatchEvent(new Event('focus')));
  await saved(page);
  await page.reload();
  expect(await page.locator('#title').inputValue()).toBe('Набрано после выхода');
});

test('a button that leads to the page where one signs in loses nothing of what was typed', async () => {
  const page = await begin();
  const editor = page.url();
  const context = page.context();
  const cookies = await context.cookies();
  await context.clearCookies();
  await page.locator('#title').fill('Набрано перед входом');
  await expect.poll(() => state(page)).toBe('signed-out');
  await page.locator('#coAuthorName').fill('Лосева Вера Ильинична');
  await page.locator('#coAuthorEmail').fill('loseva@school.example');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/sign-in?**');
  await context.addCookies(cookies);
  await page.goto(editor);
  await expect.poll(() => page.locator('#title').inputValue()).toBe('Набрано перед входом');
  await saved(page);
});

test('Enter in the name of a file renames it, and in the address of a co-author invites; of two quick choices the last one stays', async () => {
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
  const role = page.getByLabel('Участие: Лосева Вера Ильинична');
  await page.route('**/my/materials/*?/coAuthorRole', async (route) => {
    if (route.request().postData()?.includes('EDITOR')) await new Promise((done) => setTimeout(done, 700));
    await route.continue();
  });
  await role.selectOption('EDITOR');
  const second = page.waitForResponse(
    (answer) => answer.request().postData()?.includes('SUPERVISOR') ?? false,
  );
  await role.selectOption('SUPERVISOR');
  await second;
  await page.reload();
  expect(await role.inputValue()).toBe('SUPERVISOR');
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
