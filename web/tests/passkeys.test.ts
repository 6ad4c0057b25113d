import type { CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { alive, useBrowser } from './browser.ts';
import { sql } from './database.ts';
import { launchBank, type LaunchedBank } from './start-bank.ts';
import { expectTidy } from './tidy.ts';

const open = useBrowser();
const admin = { email: 'glava@bank.example', password: 'Синий кит в пруду' };

let bank: LaunchedBank;
beforeAll(async () => {
  // a browser makes no passkey for a bare IP address
  bank = await launchBank(
    { SEED_DEMO: 'false', ADMIN_EMAIL: admin.email, ADMIN_PASSWORD: admin.password },
    'localhost',
  );
}, 120_000);
afterAll(() => bank.stop());

/** Gives a page's browser an authenticator, as a laptop with a fingerprint reader has one. */
async function withAuthenticator(page: Page): Promise<{ cdp: CDPSession; authenticatorId: string }> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true },
      ...{ isUserVerified: true, automaticPresenceSimulation: true },
    },
  });
  return { cdp, authenticatorId };
}

async function signInWithPassword(page: Page) {
  await page.getByLabel('Адрес электронной почты').fill(admin.email);
  await page.getByLabel('Пароль').fill(admin.password);
  await page.getByRole('button', { name: 'Войти', exact: true }).click();
}

test('a passkey is added, signs in without an address, is renamed and removed', async () => {
  const page = await open('/sign-in?returnTo=/my/account', { baseURL: bank.url });
  await signInWithPassword(page);
  await page.getByRole('region', { name: 'Ключи доступа' }).getByRole('link', { name: 'Настроить' }).click();
  await page.waitForURL(({ pathname }) => pathname === '/my/account/passkeys');
  const { cdp, authenticatorId } = await withAuthenticator(page);
  await page.getByLabel('Название').fill('Рабочий ноутбук');
  await page.getByLabel('Нынешний пароль').fill('не тот');
  await page.getByRole('button', { name: 'Добавить ключ' }).click();
  await page.getByRole('alert').waitFor();
  await page.getByLabel('Нынешний пароль').fill(admin.password);
  await page.getByRole('button', { name: 'Добавить ключ' }).click();
  await page.getByText('Ключ добавлен').waitFor();
  await page.getByText('Рабочий ноутбук', { exact: true }).waitFor();
  await expectTidy(page);
  // one device, one key
  await page.getByLabel('Название').last().fill('Второй');
  await page.getByLabel('Нынешний пароль').last().fill(admin.password);
  await page.getByRole('button', { name: 'Добавить ключ' }).click();
  await page.getByText('уже есть ваш ключ').waitFor();

  await page.getByRole('button', { name: /Администратор/ }).click();
  await page.getByRole('button', { name: 'Выйти', exact: true }).click();
  await page.goto('/sign-in?returnTo=/my/account/passkeys');
  await alive(page);
  await expectTidy(page);
  await page.getByRole('button', { name: 'Войти по ключу доступа' }).click();
  await page.waitForURL(({ pathname }) => pathname === '/my/account/passkeys');
  const [session] = await sql<{ two_factors: boolean }>(
    'select two_factors from session order by created_at desc limit 1',
    [],
    bank.database,
  );
  expect(session).toEqual({ two_factors: true });

  await alive(page);
  await page.getByText('Изменить', { exact: true }).click();
  await page.getByRole('listitem').getByLabel('Название').fill('Домашний ноутбук');
  await page.getByRole('button', { name: 'Сохранить название' }).click();
  await page.getByText('Название сохранено.').waitFor();
  await page.getByText('Домашний ноутбук', { exact: true }).waitFor();
  await page.getByText('Изменить', { exact: true }).click();
  await page.getByRole('listitem').getByLabel('Нынешний пароль').fill(admin.password);
  await page.getByRole('button', { name: 'Удалить ключ' }).click();
  await page.getByText('Ключ удалён').waitFor();

  await page.getByRole('button', { name: /Администратор/ }).click();
  await page.getByRole('button', { name: 'Выйти', exact: true }).click();
  await page.goto('/sign-in');
  await alive(page);
  // the device still has it, the bank does not
  await page.getByRole('button', { name: 'Войти по ключу доступа' }).click();
  await page.getByText('Ключ доступа не подошёл').waitFor();
  // and a device without one says so
  await cdp.send('WebAuthn.clearCredentials', { authenticatorId });
  await page.getByRole('button', { name: 'Войти по ключу доступа' }).click();
  await page.getByText('Вход по ключу отменён').waitFor();
  await signInWithPassword(page);
  await page.waitForURL((url) => url.pathname === '/');
});

test('without scripts nobody is offered a passkey in vain', async () => {
  const page = await open('/sign-in?returnTo=/my/account/passkeys', {
    ...{ baseURL: bank.url, javaScriptEnabled: false },
  });
  expect(await page.getByRole('button', { name: 'Войти по ключу доступа' }).isVisible()).toBe(false);
  await signInWithPassword(page);
  await page.getByText('включите в браузере сценарии').waitFor();
  expect(await page.getByRole('button', { name: 'Добавить ключ' }).isVisible()).toBe(false);
});

test('on a phone the page fits and axe finds nothing', async () => {
  const page = await open('/sign-in?returnTo=/my/account/passkeys', {
    ...{ baseURL: bank.url, viewport: { width: 360, height: 740 }, colorScheme: 'dark' },
  });
  await signInWithPassword(page);
  await page.getByRole('heading', { name: 'Новый ключ' }).waitFor();
  await expectTidy(page);
});
