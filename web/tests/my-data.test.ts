import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { useBrowser } from './browser.ts';
import { signedIn, sql } from './database.ts';
import { expectTidy } from './tidy.ts';

const open = useBrowser();
const PASSWORD = 'metodbank-demo';

/** An author of the demo bank with a password, signed in. */
async function author() {
  const [person] = await sql<{ slug: string }>(
    `select slug from person p where not exists (select from account a where a.person_id = p.id)
       and exists (select from contribution c where c.person_id = p.id) limit 1`,
  );
  const cookie = await signedIn(person!.slug);
  const [account] = await sql<{ id: string; email: string }>(
    `update account set password_hash = (select password_hash from account where email = 'uchitel@demo.example')
     where person_id = (select id from person where slug = $1) returning id, email`,
    [person!.slug],
  );
  return { cookie, ...account! };
}

test('one takes the own data along, and reads what becomes of each part', async () => {
  const { cookie, email } = await author();
  const page = await open('/my/account', { cookie });
  await page.getByRole('link', { name: 'Мои данные' }).last().click();
  await page.getByRole('heading', { name: 'Мои данные', level: 1 }).waitFor();
  await page.getByText('авторство охраняется бессрочно').waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Скачать всё одним архивом' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^Мои данные \d{4}-\d\d-\d\d\.zip$/);
  // what is stored as it is can be read without opening the archive
  expect((await readFile(await download.path())).toString()).toContain(email);
});

describe.each([
  ['with scripts', {}],
  ['without scripts', { javaScriptEnabled: false }],
] as const)('%s', (_, options) => {
  test('who asks to be deleted reads until when to think better of it, and stays by signing in', async () => {
    const { cookie, id, email } = await author();
    const page = await open('/my/data', { cookie, ...options });
    await page.getByLabel('Нынешний пароль').fill('не тот пароль');
    await page.getByRole('button', { name: 'Удалить запись' }).click();
    expect(await page.getByRole('alert').textContent()).toContain('пароль неверен');
    await page.getByLabel('Нынешний пароль').fill(PASSWORD);
    await page.getByRole('button', { name: 'Удалить запись' }).click();
    await page.getByText(/Запись будет удалена \d+/).waitFor();
    expect((await page.context().cookies()).some(({ name }) => name === 'sid')).toBe(false);
    const asked = 'select from account_deletion where account_id = $1';
    expect(await sql(asked, [id])).toHaveLength(1);
    await page.getByLabel('Адрес электронной почты').fill(email);
    await page.getByLabel('Пароль').fill(PASSWORD);
    await page.getByRole('button', { name: 'Войти' }).click();
    await page.waitForURL((url) => !url.pathname.includes('sign-in'));
    expect(await sql(asked, [id])).toEqual([]);
    await page.goto('/my/notifications');
    await page.getByText('удаление учётной записи отменено').waitFor();
  });
});

test.each([
  ['light', {}],
  ['dark', { colorScheme: 'dark' }],
  ['low vision', { appearance: 'vision=low&text=200&scheme=black&spacing=widest' }],
  ['a phone', { viewport: { width: 390, height: 780 }, hasTouch: true }],
] as const)('axe finds nothing on the page in %s', async (_look, options) => {
  const { cookie } = await author();
  const page = await open('/my/data', { cookie, ...options });
  await expectTidy(page);
});
