import type { CDPSession, Page, Response, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
}, 300_000);
afterAll(() => bank.stop());

/** An authenticator, as a laptop with a fingerprint reader has one. */
interface Reader {
  readonly cdp: CDPSession;
  readonly authenticatorId: string;
  /** Whether a finger lies on it. */
  touch(touched: boolean): Promise<unknown>;
}

/** Gives a page's browser an authenticator with a finger on it. */
async function withAuthenticator(page: Page): Promise<Reader> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true },
      ...{ isUserVerified: true, automaticPresenceSimulation: true },
    },
  });
  const touch = (enabled: boolean) =>
    cdp.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled });
  return { cdp, authenticatorId, touch };
}

/** Lifts the finger as soon as a passkey is shown: else it would answer whatever the page asks next. */
async function liftAfterwards(page: Page, { touch }: Reader) {
  await page.route('**/graphql', async (route) => {
    if (route.request().postData()?.includes('signInByPasskey(')) await touch(false);
    await route.fallback();
  });
}

/**
 * Reaches for a passkey by the button. A finger that lay there before would answer the field instead, and one that
 * comes after the browser has asked answers nothing: the bank's answer waits until it lies there.
 */
async function signInByKey(page: Page, { touch }: Reader) {
  const touched = Promise.withResolvers<void>();
  const wait = async (route: Route) => {
    if (isOffer(route)) await touched.promise;
    await route.fallback();
  };
  await page.route('**/graphql', wait);
  await page.getByRole('button', { name: 'Войти по ключу доступа' }).click();
  await touch(true);
  touched.resolve();
  await page.unroute('**/graphql', wait);
}

/** The page asks for a passkey in the field. */
const isOffer = (of: Response | Route) => of.request().postData()?.includes('beginPasskeySignIn') ?? false;
const offered = (page: Page) => page.waitForResponse(isOffer);

/** Counts from now on how often it does. */
function offersOf(page: Page): () => number {
  let offers = 0;
  page.on('response', (answer) => (offers += isOffer(answer) ? 1 : 0));
  return () => offers;
}

/** @param password null where it is not asked for */
async function addKey(page: Page, name: string, password: string | null = admin.password) {
  const form = page.getByRole('region', { name: /^(Новый ключ|Ключ доступа)$/ });
  await form.getByLabel('Название').fill(name);
  if (password !== null) await form.getByLabel('Нынешний пароль').fill(password);
  await form.getByRole('button', { name: 'Добавить ключ' }).click();
}

async function removeKey(page: Page) {
  await page.waitForLoadState('networkidle');
  await page.getByText('Изменить', { exact: true }).click();
  await page.getByRole('listitem').getByLabel('Нынешний пароль').fill(admin.password);
  await page.getByRole('button', { name: 'Удалить ключ' }).click();
  await page.getByText('Ключ удалён').waitFor();
}

async function lastSession() {
  const [session] = await sql<{ two_factors: boolean }>(
    'select two_factors from session order by created_at desc limit 1',
    [],
    bank.database,
  );
  return session;
}

async function signOut(page: Page) {
  await page.getByRole('button', { name: /Администратор/ }).click();
  await page.getByRole('button', { name: 'Выйти', exact: true }).click();
  await page.getByRole('link', { name: 'Войти', exact: true }).waitFor();
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
  const reader = await withAuthenticator(page);
  await addKey(page, 'Рабочий ноутбук', 'не тот');
  await page.getByRole('alert').waitFor();
  await addKey(page, 'Рабочий ноутбук');
  await page.getByText('Ключ добавлен').waitFor();
  await page.getByText('Рабочий ноутбук', { exact: true }).waitFor();
  await expectTidy(page);
  // one device, one key
  await addKey(page, 'Второй');
  await page.getByText('уже есть ваш ключ').waitFor();

  await reader.touch(false);
  await signOut(page);
  await page.goto('/sign-in?returnTo=/my/account/passkeys');
  await alive(page);
  await expectTidy(page);
  await signInByKey(page, reader);
  await page.waitForURL(({ pathname }) => pathname === '/my/account/passkeys');
  expect(await lastSession()).toEqual({ two_factors: true });

  await alive(page);
  await page.getByText('Изменить', { exact: true }).click();
  await page.getByRole('listitem').getByLabel('Название').fill('Домашний ноутбук');
  await page.getByRole('button', { name: 'Сохранить название' }).click();
  await page.getByText('Название сохранено.').waitFor();
  await page.getByText('Домашний ноутбук', { exact: true }).waitFor();
  await removeKey(page);

  await reader.touch(false);
  await signOut(page);
  const inTheField = offered(page);
  await page.goto('/sign-in');
  await inTheField;
  // the device still has it, the bank does not
  await liftAfterwards(page, reader);
  const offers = offersOf(page);
  await signInByKey(page, reader);
  await page.getByText('Ключ доступа не подошёл').waitFor();
  await expect.poll(offers).toBe(2);
  // and a device without one says so
  await reader.cdp.send('WebAuthn.clearCredentials', { authenticatorId: reader.authenticatorId });
  await signInByKey(page, reader);
  await page.getByText('Вход по ключу отменён').waitFor();
  await signInWithPassword(page);
  await page.waitForURL((url) => url.pathname === '/');
});

test('where the browser can, passkeys are offered in the field of the address', async () => {
  const page = await open('/sign-in?returnTo=/my/account/passkeys', { baseURL: bank.url });
  await signInWithPassword(page);
  const reader = await withAuthenticator(page);
  await addKey(page, 'Планшет');
  await page.getByText('Ключ добавлен').waitFor();
  await reader.touch(false);
  await signOut(page);

  await page.goto('/sign-in');
  const address = page.getByLabel('Адрес электронной почты');
  expect(await address.getAttribute('autocomplete')).toBe('username webauthn');
  // nobody has picked one
  await page.waitForLoadState('networkidle');
  expect(new URL(page.url()).pathname).toBe('/sign-in');
  await reader.touch(true);
  await page.goto('/sign-in?returnTo=/my/account/passkeys');
  await page.waitForURL(({ pathname }) => pathname === '/my/account/passkeys');
  expect(await lastSession()).toEqual({ two_factors: true });
  await alive(page);
  await removeKey(page);

  // what is picked and refused is told, and another may be picked
  await reader.touch(false);
  await signOut(page);
  await liftAfterwards(page, reader);
  await reader.touch(true);
  const offers = offersOf(page);
  await page.goto('/sign-in');
  await page.getByText('Ключ доступа не подошёл').waitFor();
  await expect.poll(offers).toBe(2);
});

test('what the field asks for late does not break off what the button has begun', async () => {
  const page = await open('/about', { baseURL: bank.url });
  const { touch } = await withAuthenticator(page);
  await touch(false);
  const late = Promise.withResolvers<void>();
  const held = Promise.withResolvers<void>();
  let asked = 0;
  await page.route('**/graphql', async (route) => {
    if (route.request().postData()?.includes('beginPasskeySignIn') && asked++ === 0) {
      held.resolve();
      await late.promise;
    }
    await route.fallback();
  });
  await page.goto('/sign-in');
  await held.promise;
  const begun = offered(page);
  await page.getByRole('button', { name: 'Войти по ключу доступа' }).click();
  await begun;
  const answered = offered(page);
  late.resolve();
  await answered;
  await page.waitForLoadState('networkidle');
  expect(await page.getByText('Вход по ключу отменён').isVisible()).toBe(false);
  await page.getByText('Следуйте подсказке браузера').waitFor();
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

describe('where staff has to have a second factor', () => {
  let strict: LaunchedBank;
  beforeAll(async () => {
    strict = await launchBank(
      {
        ...{ STAFF_SECOND_FACTOR: 'true', SEED_DEMO: 'false' },
        ...{ ADMIN_EMAIL: admin.email, ADMIN_PASSWORD: admin.password },
      },
      'localhost',
    );
  }, 300_000);
  afterAll(() => strict.stop());

  test('an administrator adds a passkey on the way in, and arrives where the link led', async () => {
    const page = await open('/admin/audit', {
      ...{ baseURL: strict.url, viewport: { width: 390, height: 844 } },
    });
    const { touch } = await withAuthenticator(page);
    await touch(false);
    await signInWithPassword(page);
    await page.getByRole('heading', { name: 'Сначала – второй шаг входа' }).waitFor();
    await page.getByRole('button', { name: 'Показать код для приложения' }).waitFor();
    await expectTidy(page);
    await touch(true);
    await addKey(page, '', null);
    await page.getByRole('alert').waitFor();
    await expectTidy(page);
    // with the app begun instead, the passkey's error is no matter any more
    await page.getByRole('button', { name: 'Показать код для приложения' }).click();
    await page.getByRole('button', { name: 'Начать с другим ключом' }).waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    await addKey(page, 'Рабочий ноутбук', null);
    await page.getByRole('heading', { name: 'Журнал', level: 1 }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/admin/audit');
  });
});
