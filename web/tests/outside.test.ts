import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { useBrowser } from './browser.ts';
import { launchBank, type LaunchedBank } from './start-bank.ts';
import { expectTidy } from './tidy.ts';

const open = useBrowser();
const admin = { email: 'glava@bank.example', password: 'Синий кит в пруду' };

let provider: ChildProcessByStdio<Writable, Readable, null>;
let said: AsyncIterableIterator<string>;
let bank: LaunchedBank;
beforeAll(async () => {
  const server = fileURLToPath(new URL('../../server', import.meta.url));
  provider = spawn(
    process.execPath,
    ['--import', '@oxc-node/core/register', 'test/openid-provider-process.ts'],
    { cwd: server, stdio: ['pipe', 'pipe', 'inherit'] },
  );
  said = createInterface({ input: provider.stdout })[Symbol.asyncIterator]();
  const first = await said.next();
  const { issuer, clientId, clientSecret } = JSON.parse(first.value!) as Record<string, string>;
  bank = await launchBank({
    ...{ SEED_DEMO: 'false', ADMIN_EMAIL: admin.email, ADMIN_PASSWORD: admin.password },
    ...{ OIDC_ISSUER: issuer!, OIDC_CLIENT_ID: clientId!, OIDC_CLIENT_SECRET: clientSecret! },
    OIDC_NAME: 'Школьный портал',
  });
}, 300_000);
afterAll(async () => {
  provider.stdin.end();
  await bank.stop();
});

/** Who is signed in at the service. */
async function atTheService(person: object) {
  provider.stdin.write(`${JSON.stringify(person)}\n`);
  expect((await said.next()).value).toBe('ok');
}

const looks = {
  'with scripts': {},
  'without scripts': { javaScriptEnabled: false },
  'on a phone': { viewport: { width: 360, height: 740 }, colorScheme: 'dark' },
} as const;

describe.each(Object.entries(looks))('%s', (look, options) => {
  const tidy = async (page: Page) => {
    if (look !== 'without scripts') await expectTidy(page);
  };

  test('a stranger registers with the consents, and then signs in without a password', async () => {
    const email = `new-${look.replaceAll(' ', '-')}@school.example`;
    const vera = { sub: look, email, email_verified: true, family_name: 'Лосева', given_name: 'Вера' };
    await atTheService(vera);
    const page = await open('/sign-in?returnTo=/themes', { baseURL: bank.url, ...options });
    await page.getByRole('link', { name: 'Войти через Школьный портал' }).click();
    await page.getByRole('heading', { name: 'Регистрация через Школьный портал' }).waitFor();
    await page.getByText(email).waitFor();
    await tidy(page);
    expect(await page.getByLabel('Фамилия').inputValue()).toBe('Лосева');
    expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(0);
    await page.getByLabel('Имя').fill('Вера Павловна');
    await page.getByRole('button', { name: 'Зарегистрироваться' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByLabel('Имя').inputValue()).toBe('Вера Павловна');
    await page.getByLabel('Согласие на обработку персональных данных').check();
    await page.getByRole('button', { name: 'Зарегистрироваться' }).click();
    await page.waitForURL(({ pathname }) => pathname === '/themes');
    const again = await open('/sign-in?returnTo=/my/account', { baseURL: bank.url, ...options });
    await again.getByRole('link', { name: 'Войти через Школьный портал' }).click();
    await again.waitForURL(({ pathname }) => pathname === '/my/account');
    await again.getByText(`адрес там – ${email}`).waitFor();
    await tidy(again);
  });

  test('an account is linked by its password, unlinked, and linked from its own page', async () => {
    await atTheService({ sub: `admin ${look}`, email: admin.email, email_verified: true });
    const page = await open('/sign-in?returnTo=/my/account', { baseURL: bank.url, ...options });
    await page.getByRole('link', { name: 'Войти через Школьный портал' }).click();
    await page.getByRole('heading', { name: 'Связать с вашей записью' }).waitFor();
    await tidy(page);
    await page.getByLabel('Пароль').fill('не тот');
    await page.getByRole('button', { name: 'Связать и войти' }).click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel('Пароль').fill(admin.password);
    await page.getByRole('button', { name: 'Связать и войти' }).click();
    await page.waitForURL(({ pathname }) => pathname === '/my/account');
    await page.getByRole('region', { name: 'Вход через Школьный портал' }).getByRole('link').click();
    await page.waitForURL(({ pathname }) => pathname === '/my/account/outside');
    await tidy(page);
    await page.getByLabel('Нынешний пароль').fill(admin.password);
    await page.getByRole('button', { name: 'Отвязать' }).click();
    await page.getByText('Запись отвязана').waitFor();
    await page.getByLabel('Нынешний пароль').fill(admin.password);
    await page.getByRole('button', { name: 'Связать' }).click();
    await page.getByRole('link', { name: 'Перейти: Школьный портал' }).click();
    await page.getByText('Запись связана').waitFor();
    await page.getByLabel('Нынешний пароль').fill(admin.password);
    await page.getByRole('button', { name: 'Отвязать' }).click();
    await page.getByText('Запись отвязана').waitFor();
    expect(await page.getByRole('button', { name: 'Связать' }).count()).toBe(1);
  });
});

test('C52, C55: a forged way back is refused with a page that says what to do, and leads nowhere else', async () => {
  await atTheService({ sub: 'vera', email: 'vera@school.example', email_verified: true });
  const page = await open('/sign-in/outside/callback?code=x&state=y', { baseURL: bank.url });
  await page.getByText('начат слишком давно или в другом браузере').waitFor();
  await expectTidy(page);
  await page.goto('/sign-in/outside?returnTo=//evil.example');
  await page.getByRole('heading', { name: 'Регистрация через Школьный портал' }).waitFor();
  await page.getByLabel('Фамилия').fill('Лосева');
  await page.getByLabel('Имя').fill('Вера');
  await page.getByLabel('Согласие на обработку персональных данных').check();
  await page.getByRole('button', { name: 'Зарегистрироваться' }).click();
  await page.waitForURL(({ pathname }) => pathname === '/');
  expect(new URL(page.url()).origin).toBe(bank.url);
});
