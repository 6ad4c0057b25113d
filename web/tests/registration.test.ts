import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { bank } from './bank.ts';
import { alive, useBrowser } from './browser.ts';
import { signedIn, sql } from './database.ts';
import { lettersTo } from './mailbox.ts';
import { expectTidy } from './tidy.ts';

const open = useBrowser();
const PASSWORD = 'Синий кит в пруду';

/** The link of the last letter to an address. */
async function linkTo(email: string): Promise<string> {
  const letters = () => lettersTo(bank().letters, email);
  await expect.poll(async () => (await letters()).length).toBeGreaterThan(0);
  const link = /https?:\S+token=\S+/.exec((await letters()).at(-1)!.text)?.[0] ?? '';
  return link.replace(/^https?:\/\/[^/]+/, '');
}

describe.each([
  ['with scripts', {}],
  ['without scripts', { javaScriptEnabled: false }],
] as const)('%s', (_, options) => {
  test('a teacher registers, opens the link of the letter, and is known by name', async () => {
    const email = `${randomUUID()}@school.example`;
    const page = await open('/sign-in', options);
    await page.getByRole('link', { name: 'Зарегистрироваться' }).click();
    await page.waitForURL('**/register');
    await page.getByLabel('Фамилия').fill('Вербицкая');
    await page.getByLabel('Имя').fill('Ольга');
    await page.getByLabel('Адрес электронной почты').fill(email);
    await page.getByLabel('Пароль').fill(PASSWORD);
    // nothing is ticked beforehand
    expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(0);
    await page.getByRole('button', { name: 'Зарегистрироваться' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByLabel('Фамилия').inputValue()).toBe('Вербицкая');
    await page.getByLabel('Пароль').fill(PASSWORD);
    await page.getByLabel('Согласие на обработку персональных данных').check();
    await page.getByRole('button', { name: 'Зарегистрироваться' }).click();
    await page.getByRole('heading', { name: 'Проверьте почту' }).waitFor();
    const link = await linkTo(email);
    await page.goto(link);
    await page.getByRole('button', { name: 'Подтвердить' }).click();
    await page.getByRole('heading', { name: 'Мои материалы' }).waitFor();
    expect(await page.getByRole('button', { name: 'Вербицкая О.' }).count()).toBe(1);
    // the link works once
    await page.goto(link);
    await page.getByRole('button', { name: 'Подтвердить' }).click();
    await page.getByText('ссылка уже использована или устарела').waitFor();
  });
});

test('a region has more organisations than a page of the list, and a teacher chooses among all', async () => {
  const added = await sql<{ id: string }>(
    `insert into organization (id, created_at, updated_at, slug, short_name, full_name, kind, is_partner)
     select gen_random_uuid(), now(), now(), 'school-' || n, 'Яблоневая школа № ' || n, 'Яблоневая школа № ' || n, 'SCHOOL', false
     from generate_series(1, 120) n returning id`,
  );
  try {
    const page = await open('/register');
    // an answer may be remembered until the bank has heard of the change
    const options = async () => {
      await page.reload();
      return page.locator('option', { hasText: 'Яблоневая школа' }).count();
    };
    await expect.poll(options).toBe(120);
  } finally {
    await sql('delete from organization where id = any ($1)', [added.map(({ id }) => id)]);
  }
});

test('who forgot the password sets a new one by a link and signs in with it', async () => {
  const email = `${randomUUID()}@school.example`;
  const [person] = await sql<{ slug: string }>(
    `select slug from person p where not exists (select from account a where a.person_id = p.id) limit 1`,
  );
  await signedIn(person!.slug);
  await sql('update account set email = $1 where person_id = (select id from person where slug = $2)', [
    email,
    person!.slug,
  ]);
  const page = await open('/sign-in');
  await page.getByRole('link', { name: 'Забыли пароль?' }).click();
  await page.waitForURL('**/reset');
  await page.getByLabel('Адрес электронной почты').fill(email);
  await page.getByRole('button', { name: 'Прислать ссылку' }).click();
  await page.getByText('письмо уже в пути').waitFor();
  await page.goto(await linkTo(email));
  await page.getByLabel('Новый пароль').fill('password1');
  await page.getByRole('button', { name: 'Сохранить пароль' }).click();
  await page.getByRole('alert').waitFor();
  await page.getByLabel('Новый пароль').fill(PASSWORD);
  await page.getByRole('button', { name: 'Сохранить пароль' }).click();
  await page.getByText('Пароль изменён. Войдите с новым.').waitFor();
  await page.getByLabel('Адрес электронной почты').fill(email);
  await page.getByLabel('Пароль').fill(PASSWORD);
  await page.getByRole('button', { name: 'Войти' }).click();
  await page.locator('button[popovertarget=account]').click();
  await page.getByRole('link', { name: 'Согласия' }).click();
  await page.getByRole('button', { name: 'Дать согласие: Согласие на рассылку' }).click();
  await page.getByRole('button', { name: 'Отозвать: Согласие на рассылку' }).waitFor();
  await sql(
    `update consent set text_hash = 'of a former text'
     where kind = 'MAILING' and account_id = (select id from account where email = $1)`,
    [email],
  );
  await page.reload();
  await page.getByText('Текст изменился').waitFor();
  await page.getByRole('button', { name: 'Согласиться с новой: Согласие на рассылку' }).click();
  await page.getByText('Текст изменился').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Отозвать: Согласие на рассылку' }).click();
  await page.getByRole('button', { name: 'Дать согласие: Согласие на рассылку' }).waitFor();
  await page.goto('/my/account');
  await page.getByLabel('Нынешний пароль').last().fill('не тот');
  await page.getByLabel('Новый пароль').fill('Зелёный лес весной');
  await page.getByRole('button', { name: 'Изменить пароль' }).click();
  await page.getByRole('alert').waitFor();
  expect(await page.locator('#current-error').textContent()).toBe('пароль неверен');
  const moved = `${randomUUID()}@school.example`;
  await page.getByLabel('Новый адрес').fill(moved);
  await page.getByLabel('Нынешний пароль').first().fill(PASSWORD);
  await page.getByRole('button', { name: 'Изменить адрес' }).click();
  await page.getByText('отправлено письмо').waitFor();
  const link = await linkTo(moved);
  // a stranger's browser only learns who may open it
  const stranger = await open(link);
  await stranger.getByRole('button', { name: 'Подтвердить' }).click();
  await stranger.getByText('войдите в учётную запись с прежним адресом').waitFor();
  await page.goto(link);
  await page.getByRole('button', { name: 'Подтвердить' }).click();
  await page.getByText(`Вы входите с адресом ${moved}`).waitFor();
  await expect
    .poll(async () => (await lettersTo(bank().letters, email)).at(-1)?.text)
    .toContain(`входят с адресом ${moved}`);
});

test('an author opens a field of the profile after the consent, and everybody sees it', async () => {
  const [author] = await sql<{ slug: string }>(
    `select p.slug from person p join account a on a.person_id = p.id where a.email = 'avtor@demo.example'`,
  );
  const cookie = await signedIn(author!.slug);
  await sql(
    `delete from consent where account_id in (select id from account where email = 'avtor@demo.example')`,
  );
  const page = await open('/my/consents', { cookie });
  await page.getByRole('button', { name: 'Дать согласие: Согласие на распространение' }).click();
  await page.getByRole('button', { name: 'Отозвать: Согласие на распространение' }).waitFor();
  await page.goto('/my/profile');
  await alive(page);
  await page.locator('#bio').fill('Веду кружок «Юный лесник».');
  await page.getByRole('group', { name: 'Что видят все' }).getByLabel('О себе').check();
  await page.getByRole('button', { name: 'Сохранить' }).click();
  await page.getByText('Сохранено.').waitFor();
  await page.getByRole('link', { name: 'Ваша страница автора' }).click();
  await page.getByText('Веду кружок «Юный лесник».').waitFor();
  expect(new URL(page.url()).pathname).toBe(`/authors/${author!.slug}`);
});

test('a profile that was changed in two windows keeps what was typed, and is saved by the second press', async () => {
  const cookie = await signedInAnybody();
  const page = await open('/my/profile', { cookie });
  const other = await page.context().newPage();
  await other.goto('/my/profile');
  await alive(other);
  for (const [window, position] of [
    [other, 'Учитель химии'],
    [page, 'Учитель физики'],
  ] as const) {
    await window.getByLabel('Должность').first().fill(position);
    await window.getByRole('button', { name: 'Сохранить' }).click();
    await window
      .locator('[role=status], [role=alert]')
      .getByText(/Сохранено|в другом окне/)
      .waitFor();
  }
  expect(await page.getByLabel('Должность').first().inputValue()).toBe('Учитель физики');
  await page.getByRole('button', { name: 'Сохранить' }).click();
  await page.getByText('Сохранено.').waitFor();
  await page.reload();
  expect(await page.getByLabel('Должность').first().inputValue()).toBe('Учитель физики');
});

test.each([
  '/register',
  '/reset',
  '/reset/new?token=x',
  '/confirm?token=x',
  '/consents/processing',
  '/my/account',
  '/my/profile',
  '/en/my/consents',
])('axe finds nothing on %s, which fits a phone', async (path) => {
  const cookie = path.includes('/my/') ? await signedInAnybody() : undefined;
  const page = await open(path, { viewport: { width: 360, height: 740 }, ...(cookie && { cookie }) });
  await expectTidy(page);
});

async function signedInAnybody() {
  const [person] = await sql<{ slug: string }>('select slug from person order by slug limit 1');
  return signedIn(person!.slug);
}
