import { expect, test } from 'vitest';
import { alive, useBrowser } from './browser.ts';
import { signedIn, sql } from './database.ts';

const open = useBrowser();
const password = 'metodbank-demo';

test('an author signs in, is known by name, and signs out', async () => {
  const page = await open('/themes');
  await page.getByRole('link', { name: 'Войти' }).click();
  await page.getByLabel('Адрес электронной почты').fill('avtor@demo.example');
  await page.getByLabel('Пароль').fill(password);
  await page.getByRole('button', { name: 'Войти' }).click();
  await page.waitForURL('**/themes');
  expect(await page.getByRole('link', { name: 'Войти' }).count()).toBe(0);
  await page.getByRole('button', { name: 'Ледовских' }).click();
  await page.getByRole('button', { name: 'Выйти' }).click();
  await page.getByRole('link', { name: 'Войти' }).waitFor();
  expect((await page.context().cookies()).some(({ name }) => name === 'sid')).toBe(false);
});

test('a wrong password keeps the address and says what to do, also without scripts', async () => {
  const page = await open('/sign-in?returnTo=//evil.example', { javaScriptEnabled: false });
  await page.getByLabel('Адрес электронной почты').fill('uchitel@demo.example');
  await page.getByLabel('Пароль').fill('не тот');
  await page.getByRole('button', { name: 'Войти' }).click();
  expect(await page.getByRole('alert').textContent()).toContain('Адрес почты или пароль неверны');
  expect(await page.getByLabel('Адрес электронной почты').inputValue()).toBe('uchitel@demo.example');
  await page.getByLabel('Пароль').fill(password);
  await page.getByRole('button', { name: 'Войти' }).click();
  // C55: whatever the link said, the way leads nowhere else
  await page.waitForURL(({ pathname }) => pathname === '/');
  await page.getByRole('button', { name: 'Бережная' }).click();
  await page.getByRole('button', { name: 'Выйти' }).click();
  await page.getByRole('link', { name: 'Войти' }).waitFor();
});

test('K115: the pages of one who has signed in are kept nowhere', async () => {
  const page = await open('/sign-in');
  await page.getByLabel('Адрес электронной почты').fill('avtor@demo.example');
  await page.getByLabel('Пароль').fill(password);
  await page.getByRole('button', { name: 'Войти' }).click();
  await page.waitForURL((url) => url.pathname === '/');
  const answer = await page.request.get('/themes');
  expect(answer.headers()['cache-control']).toBe('private, no-store');
  const token = (await page.context().cookies()).find(({ name }) => name === 'sid')!;
  expect(token.httpOnly).toBe(true);
  expect(await answer.text()).not.toContain(token.value);
});

test('what was typed before the scripts came is still there when they have', async () => {
  const [person] = await sql<{ slug: string }>('select slug from person order by slug limit 1');
  const page = await open('/about', { cookie: await signedIn(person!.slug) });
  // a slow network: the page is there long before it comes to life
  await page.route('**/_app/immutable/nodes/*', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await route.continue();
  });
  await page.goto('/my/collections', { waitUntil: 'commit' });
  const title = page.getByLabel('Новая подборка');
  await title.fill('К открытому уроку');
  const menu = page.locator('button[popovertarget=account]');
  await menu.click();
  await alive(page);
  expect(await title.inputValue()).toBe('К открытому уроку');
  await page.getByRole('link', { name: 'Согласия' }).waitFor();
});
