import { generateSync } from 'otplib';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { useBrowser } from './browser.ts';
import { signedIn, sql } from './database.ts';
import { launchBank, type LaunchedBank } from './start-bank.ts';
import { expectTidy } from './tidy.ts';

const open = useBrowser();
const PASSWORD = 'metodbank-demo';

/** What an authenticator app shows, so many steps of thirty seconds from now: each code counts once. */
const codeOf = (key: string, shift = 0) =>
  generateSync({ secret: key.replaceAll(' ', ''), epoch: Math.floor(Date.now() / 1000) + shift * 30 });

async function signInAs(page: Page, email: string, password = PASSWORD) {
  await page.getByLabel('Адрес электронной почты').fill(email);
  await page.getByLabel('Пароль').fill(password);
  await page.getByRole('button', { name: 'Войти' }).click();
}

/** An account of the demo bank with a password, and nothing of a second step. */
async function freshAccount(email: string): Promise<string> {
  await sql(`delete from totp_factor where account_id in (select id from account where email = $1)`, [email]);
  await sql('delete from sign_in_attempt');
  const [person] = await sql<{ slug: string }>(
    'select p.slug from person p join account a on a.person_id = p.id where a.email = $1',
    [email],
  );
  return person!.slug;
}

describe.each([
  ['with scripts', 'avtor@demo.example', {}],
  ['without scripts', 'uchitel@demo.example', { javaScriptEnabled: false }],
  [
    'on a phone',
    'avtor@demo.example',
    { viewport: { width: 360, height: 740 }, colorScheme: 'dark' as const },
  ],
] as const)('%s', (look, email, options) => {
  test('a teacher switches the second step on, signs in with it and with a recovery code, and off again', async () => {
    const slug = await freshAccount(email);
    const page = await open('/my/account', { ...options, cookie: await signedIn(slug) });
    await page.getByRole('link', { name: 'Включить' }).click();
    await page.waitForURL('**/my/account/two-steps');
    await page.getByLabel('Нынешний пароль').fill('не тот');
    await page.getByRole('button', { name: 'Показать код для приложения' }).click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel('Нынешний пароль').fill(PASSWORD);
    await page.getByRole('button', { name: 'Показать код для приложения' }).click();
    const key = (await page.locator('code').textContent())!;
    if (look !== 'without scripts') await expectTidy(page);
    await page.getByLabel('Код из приложения').fill('000000');
    await page.getByRole('button', { name: 'Включить вход в два шага' }).click();
    await page.getByRole('alert').waitFor();
    // the same key is still there
    expect(await page.locator('code').textContent()).toBe(key);
    await page.getByLabel('Код из приложения').fill(codeOf(key));
    await page.getByRole('button', { name: 'Включить вход в два шага' }).click();
    await page.getByRole('heading', { name: 'Запасные коды' }).waitFor();
    // the code of this moment may be used once more
    await sql('update totp_factor set last_step = last_step - 1');
    const codes = await page.locator('ol code').allTextContents();
    expect(codes).toHaveLength(10);
    if (look !== 'without scripts') await expectTidy(page);
    await page.getByRole('link', { name: 'Коды сохранены' }).click();
    await page.getByText('Запасных кодов осталось: 10').waitFor();

    const door = await open('/sign-in?returnTo=/themes', options);
    await signInAs(door, email);
    await door.getByRole('heading', { name: 'Второй шаг входа' }).waitFor();
    if (look !== 'without scripts') await expectTidy(door);
    await door.getByLabel('Код из приложения или запасной').fill('123');
    await door.getByRole('button', { name: 'Войти' }).click();
    await door.getByRole('alert').waitFor();
    await door.getByLabel('Код из приложения или запасной').fill(codeOf(key));
    await door.getByRole('button', { name: 'Войти' }).click();
    await door.waitForURL('**/themes');

    const again = await open('/sign-in?returnTo=/themes', options);
    await signInAs(again, email);
    await again.getByLabel('Код из приложения или запасной').fill(codes[0]!.toLowerCase());
    await again.getByRole('button', { name: 'Войти' }).click();
    await again.waitForURL('**/themes');
    await again.goto('/my/account/two-steps');
    await again.getByText('Запасных кодов осталось: 9').waitFor();
    if (look !== 'without scripts') await expectTidy(again);
    const off = again.getByRole('region', { name: 'Выключить' });
    await off.getByLabel('Нынешний пароль').fill(PASSWORD);
    await off.getByLabel('Код из приложения').fill(codes[1]!);
    await off.getByRole('button').click();
    await again.getByText('Вход в два шага выключен').waitFor();
    // the other devices are signed out
    await door.goto('/my/account');
    await door.getByRole('heading', { name: 'Вход в Методбанк' }).waitFor();
  });
});

test('an administrator helps one who has lost the phone, with a reason', async () => {
  const slug = await freshAccount('avtor@demo.example');
  const member = await open('/my/account/two-steps', { cookie: await signedIn(slug) });
  await member.getByLabel('Нынешний пароль').fill(PASSWORD);
  await member.getByRole('button', { name: 'Показать код для приложения' }).click();
  const key = (await member.locator('code').textContent())!;
  await member.getByLabel('Код из приложения').fill(codeOf(key));
  await member.getByRole('button', { name: 'Включить вход в два шага' }).click();
  await member.getByRole('heading', { name: 'Запасные коды' }).waitFor();
  const [account] = await sql<{ id: string }>(`select id from account where email = 'avtor@demo.example'`);
  const [admin] = await sql<{ slug: string }>(
    `select p.slug from person p where not exists (select from account a where a.person_id = p.id) order by p.slug desc limit 1`,
  );
  const page = await open(`/admin/accounts/${account!.id}`, {
    cookie: await signedIn(admin!.slug, ['ADMIN']),
  });
  await page.getByLabel('Причина').first().fill('Потерян телефон');
  await page.getByRole('button', { name: 'Сбросить второй шаг' }).click();
  await page.getByText('Второй шаг сброшен.').waitFor();
  expect(await page.getByRole('button', { name: 'Сбросить второй шаг' }).count()).toBe(0);
  await expectTidy(page);
  await member.goto('/sign-in?returnTo=/');
  await signInAs(member, 'avtor@demo.example');
  await member.waitForURL((url) => url.pathname === '/');
});

describe('where staff has to have a second factor', () => {
  let strict: LaunchedBank;
  const admin = { email: 'glava@bank.example', password: 'Синий кит в пруду' };
  beforeAll(async () => {
    strict = await launchBank({
      ...{ STAFF_SECOND_FACTOR: 'true', SEED_DEMO: 'false' },
      ...{ ADMIN_EMAIL: admin.email, ADMIN_PASSWORD: admin.password },
    });
  }, 300_000);
  afterAll(() => strict.stop());

  test.each([
    ['with scripts', {}],
    ['without scripts', { javaScriptEnabled: false }],
  ])('%s: an administrator sets it up on the way in, and arrives where the link led', async (_, options) => {
    await sql('delete from totp_factor', [], strict.database);
    const page = await open('/admin/audit', { baseURL: strict.url, ...options });
    await signInAs(page, admin.email, admin.password);
    await page.getByRole('heading', { name: 'Сначала – второй шаг входа' }).waitFor();
    // nothing else is open
    await page.goto('/admin/audit');
    await page.getByRole('heading', { name: 'Вход в Методбанк' }).waitFor();
    await signInAs(page, admin.email, admin.password);
    await page.getByRole('button', { name: 'Показать код для приложения' }).click();
    const key = (await page.locator('code').textContent())!;
    await page.getByLabel('Код из приложения').fill('000000');
    await page.getByRole('button', { name: 'Включить вход в два шага' }).click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel('Код из приложения').fill(codeOf(key));
    await page.getByRole('button', { name: 'Включить вход в два шага' }).click();
    await page.getByRole('heading', { name: 'Запасные коды' }).waitFor();
    await page.getByRole('link', { name: 'Коды сохранены' }).click();
    await page.getByRole('heading', { name: 'Журнал', level: 1 }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/admin/audit');
  });
});
