import { beforeAll, describe, expect, test } from 'vitest';
import { useBrowser } from './browser.ts';
import { signedIn, sql } from './database.ts';
import { expectTidy } from './tidy.ts';

const open = useBrowser();
let admin: { name: string; value: string; url: string };
let teacher: { slug: string; name: string; account: string };

beforeAll(async () => {
  const people = await sql<{ slug: string; name: string }>(
    `select p.slug, concat_ws(' ', p.last_name, p.first_name, p.patronymic) as name from person p
     where not exists (select from account a where a.person_id = p.id) order by p.last_name, p.slug limit 2`,
  );
  admin = await signedIn(people[0]!.slug, ['ADMIN']);
  await signedIn(people[1]!.slug);
  const [account] = await sql<{ id: string }>(
    'select a.id from account a join person p on p.id = a.person_id where p.slug = $1',
    [people[1]!.slug],
  );
  teacher = { ...people[1]!, account: account!.id };
});

test('a guest signs in first, and who is no administrator is told so', async () => {
  const page = await open('/about');
  const answer = await page.request.get('/admin/accounts', { maxRedirects: 0 });
  expect([answer.status(), answer.headers().location]).toEqual([
    303,
    '/sign-in?returnTo=%2Fadmin%2Faccounts',
  ]);
  const member = await open('/about', { cookie: await signedIn(teacher.slug) });
  for (const path of ['/admin', '/admin/accounts', `/admin/accounts/${teacher.account}`])
    expect((await member.request.get(path)).status(), path).toBe(403);
});

test('the menu of an administrator leads to the administration', async () => {
  const page = await open('/about', { cookie: admin });
  await page.locator('button[popovertarget=account]').click();
  await page.getByRole('link', { name: 'Управление банком' }).click();
  await page.waitForURL('**/admin');
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Управление банком');
});

test('an administrator confirms, and sees the index rebuilt without asking again', async () => {
  const page = await open('/admin/search', { cookie: admin });
  await page.getByText('поиск в базе данных банка').waitFor();
  const button = page.getByRole('button', { name: 'Да, перестроить' });
  expect(await button.isVisible()).toBe(false);
  await page.getByText('Перестроить индекс', { exact: true }).click();
  await button.click();
  await page.getByText('завершена', { exact: true }).waitFor({ timeout: 50_000 });
  const [last] = await sql<{ state: string; done: number; total: number }>(
    'select state, done, total from search_rebuild order by started_at desc limit 1',
  );
  expect(last).toMatchObject({ state: 'DONE', done: last!.total });
});

test('without scripts a rebuild under way is seen, and not begun twice', async () => {
  await sql('insert into search_rebuild (id, done, total) values (gen_random_uuid(), 40, 120)');
  const page = await open('/admin/search', { cookie: admin, javaScriptEnabled: false });
  await page.getByText('Обработано 40 из 120').waitFor();
  expect(await page.getByRole('button', { name: 'Да, перестроить' }).count()).toBe(0);
  await sql("update search_rebuild set state = 'FAILED', finished_at = now() where state = 'RUNNING'");
  await page.getByRole('link', { name: 'Обновить сведения' }).click();
  await page.getByText('прервана, работает прежний индекс').waitFor();
});

test('without scripts too the journal tells who changed what, of the person asked for', async () => {
  const id = '01900000-0000-7000-8000-00000000a001';
  await sql(
    `insert into audit_event (id, at, actor, action, subject_type, subject_id, data)
     values (gen_random_uuid(), now(), $1, 'account.blocked', 'account', $2, '{"reason": "проверка журнала"}')`,
    [teacher.account, id],
  );
  const page = await open('/admin/audit', { cookie: admin, javaScriptEnabled: false });
  await page.getByLabel('Кто: имя или почта').fill(teacher.name);
  await page.getByRole('button', { name: 'Показать' }).click();
  await page.waitForURL('**person=**');
  const lines = page.getByRole('main').locator('ol > li');
  const first = await lines.first().textContent();
  for (const part of [teacher.name, 'Учётная запись заблокирована', 'проверка журнала'])
    expect(first).toContain(part);
  for (const line of await lines.allTextContents()) expect(line).toContain(teacher.name);
});

describe.each([
  ['with scripts', {}],
  ['without scripts', { javaScriptEnabled: false }],
] as const)('%s', (_, options) => {
  test('an administrator finds a person, gives a role, ends it, blocks and unblocks', async () => {
    const theirs = await signedIn(teacher.slug);
    const page = await open('/admin/accounts', { cookie: admin, ...options });
    await page.getByLabel('Имя, почта или организация').fill(teacher.name);
    await page.getByRole('main').getByRole('button', { name: 'Найти' }).click();
    await page.getByRole('link', { name: teacher.name }).click();
    await page.getByRole('heading', { name: teacher.name }).waitFor();

    // a moderator has a network: what was typed stays while the place is missing
    await page.getByLabel('Роль', { exact: true }).selectOption('Модератор сети');
    await page.getByLabel('Документ-основание').fill('приказ № 21 от 20.11.2026');
    await page.getByRole('button', { name: 'Дать роль' }).click();
    await page.getByRole('alert').getByText('на весь банк её не дают').waitFor();
    expect(await page.getByLabel('Документ-основание').inputValue()).toBe('приказ № 21 от 20.11.2026');
    const place = page.getByLabel('Где действует');
    await place.selectOption({ index: (await place.locator('option').count()) - 1 });
    await page.getByRole('button', { name: 'Дать роль' }).click();
    await page.getByText('Роль дана.').waitFor();
    const seen = await open('/moderation', { cookie: theirs });
    await seen.getByRole('heading', { level: 1 }).waitFor();

    await page.getByText('Завершить', { exact: true }).click();
    await page.getByRole('button', { name: 'Завершить роль сейчас' }).click();
    await page.getByText('Роль завершена.').waitFor();
    expect((await seen.request.get('/moderation')).status()).toBe(403);

    await page.getByLabel('Причина').fill('Уволилась 20 ноября');
    await page.getByRole('button', { name: 'Заблокировать вход' }).click();
    await page.getByText('Вход заблокирован, все устройства отключены.').waitFor();
    expect((await seen.request.get('/my/bookmarks', { maxRedirects: 0 })).status()).toBe(303);
    await page.getByText('Уволилась 20 ноября').waitFor();
    await page.getByRole('button', { name: 'Разблокировать' }).click();
    await page.getByText('Блокировка снята.').waitFor();
    await sql('delete from role_assignment where account_id = $1', [teacher.account]);
  });
});

test('another administrator was quicker: the page says so and keeps what was typed', async () => {
  const page = await open(`/admin/accounts/${teacher.account}`, { cookie: admin });
  await sql('update account set version = version + 1 where id = $1', [teacher.account]);
  await page.getByLabel('Причина').fill('Переехала');
  await page.getByRole('button', { name: 'Заблокировать вход' }).click();
  await page.getByRole('alert').getByText('данные изменились').waitFor();
  expect(await page.getByLabel('Причина').inputValue()).toBe('Переехала');
});

describe.each([
  ['light', {}],
  ['dark on a phone', { colorScheme: 'dark', viewport: { width: 360, height: 780 }, hasTouch: true }],
  ['low vision', { viewport: { width: 1280, height: 800 }, appearance: 'vision=low&text=200&scheme=black' }],
] as const)('in %s', (_, options) => {
  test.each(['/admin', '/admin/accounts', '/admin/search', '/admin/audit', '/en/admin/accounts/:teacher'])(
    'axe finds nothing on %s and it does not scroll sideways',
    async (path) => {
      const page = await open(path.replace(':teacher', teacher.account), { cookie: admin, ...options });
      await expectTidy(page);
    },
  );
});
