import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { bank } from './bank.ts';
import { useBrowser } from './browser.ts';
import { signedIn, sql } from './database.ts';
import { lettersTo } from './mailbox.ts';
import { expectTidy } from './tidy.ts';

const open = useBrowser();
const PASSWORD = 'Синий кит в пруду';

async function admin() {
  const [person] = await sql<{ slug: string }>(
    `select slug from person p where not exists (select from account a where a.person_id = p.id) limit 1`,
  );
  return signedIn(person!.slug, ['ADMIN']);
}

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
  test('an administrator invites, and the invited has an account with the role', async () => {
    const email = `${randomUUID()}@school.example`;
    const page = await open('/admin/accounts', { cookie: await admin(), ...options });
    await page.getByRole('link', { name: 'Пригласить' }).click();
    await page.waitForURL('**/invitations');
    await page.getByLabel('Адрес электронной почты').fill(email);
    await page.getByLabel('Фамилия').fill('Вербицкая');
    await page.getByLabel('Имя').fill('Ольга');
    await page.getByLabel('Роль').selectOption({ label: 'Методист' });
    await page.getByRole('button', { name: 'Отправить приглашение' }).click();
    // a role needs its document, and nothing of what was typed is lost
    await page.getByRole('alert').waitFor();
    expect(await page.getByLabel('Фамилия').inputValue()).toBe('Вербицкая');
    expect(await page.getByLabel('Роль').inputValue()).toBe('METHODIST');
    await page.getByLabel('Документ-основание').fill('приказ № 9 от 01.11.2026');
    await page.getByRole('button', { name: 'Отправить приглашение' }).click();
    await page.getByText('Приглашение отправлено.').waitFor();
    await page.getByText(email).waitFor();
    const guest = await open(await linkTo(email), options);
    await guest.getByText('Вам назначена роль: Методист').waitFor();
    expect(await guest.getByLabel('Фамилия').inputValue()).toBe('Вербицкая');
    expect(await guest.getByRole('checkbox', { checked: true }).count()).toBe(0);
    await guest.getByLabel('Отчество').fill('Павловна');
    await guest.getByLabel('Пароль').fill(PASSWORD);
    await guest.getByLabel('Согласие на обработку персональных данных').check();
    const link = guest.url();
    await guest.getByRole('button', { name: 'Завести запись' }).click();
    await guest.getByRole('heading', { name: 'Мои материалы' }).waitFor();
    expect(await guest.getByRole('button', { name: 'Вербицкая О. П.' }).count()).toBe(1);
    await guest.goto(link);
    await guest.getByText('Приглашение уже использовано').waitFor();
  });
});

test('an address with an account leads to it, with the role as it was typed', async () => {
  const page = await open('/admin/accounts/invitations', { cookie: await admin() });
  await page.getByLabel('Адрес электронной почты').fill('uchitel@demo.example');
  await page.getByLabel('Фамилия').fill('Бережная');
  await page.getByLabel('Имя').fill('Инна');
  await page.getByLabel('Роль').selectOption({ label: 'Эксперт' });
  await page.getByLabel('Документ-основание').fill('приказ № 10');
  await page.getByRole('button', { name: 'Отправить приглашение' }).click();
  await page.getByText('У этого адреса уже есть учётная запись').waitFor();
  expect(await page.getByLabel('Роль', { exact: true }).inputValue()).toBe('EXPERT');
  expect(await page.getByLabel('Документ-основание').inputValue()).toBe('приказ № 10');
});

test('an invitation is sent again and revoked from the list', async () => {
  const email = `${randomUUID()}@school.example`;
  const page = await open('/admin/accounts/invitations', { cookie: await admin() });
  await page.getByLabel('Адрес электронной почты').fill(email);
  await page.getByLabel('Фамилия').fill('Отзывная');
  await page.getByLabel('Имя').fill('Анна');
  await page.getByRole('button', { name: 'Отправить приглашение' }).click();
  await page.getByText('Приглашение отправлено.').waitFor();
  const first = await linkTo(email);
  await page.getByRole('button', { name: 'Отправить снова: Отзывная Анна' }).click();
  await page.getByText('Отправлено новое письмо').waitFor();
  await expect.poll(() => linkTo(email)).not.toBe(first);
  const second = await linkTo(email);
  const phone = { viewport: { width: 390, height: 780 }, hasTouch: true };
  const invited = await open(second, phone);
  await expectTidy(invited);
  await page.getByRole('button', { name: 'Отозвать приглашение: Отзывная Анна' }).click();
  await page.getByText('Приглашение отозвано').waitFor();
  expect(await page.getByText(email).count()).toBe(0);
  const guest = await open(second);
  await guest.getByText('Приглашение уже использовано, отозвано или устарело').waitFor();
});

test.each([
  ['light', {}],
  ['dark', { colorScheme: 'dark' }],
  ['low vision', { appearance: 'vision=low&text=200&scheme=black&spacing=widest' }],
  ['a phone', { viewport: { width: 390, height: 780 }, hasTouch: true }],
] as const)('axe finds nothing on the page of invitations in %s', async (_look, options) => {
  const page = await open('/admin/accounts/invitations', { cookie: await admin(), ...options });
  await page.getByRole('heading', { name: 'Открытые приглашения' }).waitFor();
  await expectTidy(page);
});
