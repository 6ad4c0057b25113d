import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { useBrowser } from './browser.ts';
import { signedIn, sql } from './database.ts';
import { expectTidy } from './tidy.ts';

const open = useBrowser();
let admin: { name: string; value: string; url: string };
let slug: string;

beforeAll(async () => {
  const people = await sql<{ slug: string }>(
    'select slug from person p where not exists (select from account a where a.person_id = p.id) order by slug limit 2',
  );
  admin = await signedIn(people[0]!.slug, ['ADMIN']);
  await signedIn(people[1]!.slug);
  await sql(`delete from post where body like '%Вересковой%'`);
  const [material] = await sql<{ slug: string }>(
    `with m as (select id, slug from material where status = 'PUBLISHED' order by slug limit 1),
       p as (insert into post (id, created_at, updated_at, kind, account_id, material_id, body)
         select gen_random_uuid(), now(), now(), 'COMMENT', a.id, m.id, 'Спасибо Полине Вересковой за урок!'
         from m, account a join person p on p.id = a.person_id where p.slug = $1)
     select slug from m`,
    [people[1]!.slug],
  );
  slug = material!.slug;
});

/** Excerpts that two erasures have left. */
beforeEach(async () => {
  await sql('delete from mention_left');
  await sql(
    `insert into mention_left (id, found_at, place, path, excerpt)
     select gen_random_uuid(), now() - make_interval(days => days), place, path, excerpt from (values
       (0, 'post', '/materials/drobi', 'Спасибо ▮▮▮ за урок!'), (0, 'saved_search', null, 'работы ▮▮▮'),
       (3, 'file_passage', null, '')) as x (days, place, path, excerpt)`,
  );
});

describe.each([
  ['with scripts', {}],
  ['without scripts', { javaScriptEnabled: false }],
] as const)('%s', (_, options) => {
  test('an administrator finds where somebody is named, and the name stands in no address', async () => {
    const page = await open('/admin', { cookie: admin, ...options });
    await page.getByRole('main').getByRole('link', { name: 'Где упоминается человек' }).last().click();
    await page.getByLabel('Фамилия, имя, отчество').fill('В');
    const find = page.getByRole('main').getByRole('button', { name: 'Найти' });
    await find.click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel('Фамилия, имя, отчество').fill('Верескова Полина');
    await find.click();
    const found = page.getByRole('region', { name: 'Найденные места' });
    await found.getByText('Спасибо Полине Вересковой за урок!').waitFor();
    expect(await found.locator('mark').allTextContents()).toEqual(['Полине', 'Вересковой']);
    expect(await page.getByLabel('Фамилия, имя, отчество').inputValue()).toBe('Верескова Полина');
    expect(decodeURIComponent(page.url())).not.toContain('Верескова');
    const link = found.getByRole('link', { name: 'Открыть' }).first();
    expect(await link.getAttribute('href')).toContain(`/materials/${slug}/discussion#post-`);
  });

  test('what erasures have left goes from the list one by one and all at once', async () => {
    const page = await open('/admin/mentions', { cookie: admin, ...options });
    const left = page.getByRole('region', { name: 'Осталось после удаления записей' });
    await left.getByText('Спасибо ▮▮▮ за урок!').waitFor();
    expect(await left.getByRole('heading', { level: 3 }).count()).toBe(2);
    await left.getByRole('button', { name: 'Решено: Тексты файлов' }).click();
    await page.getByText('Убрано из списка.').waitFor();
    await expect.poll(() => left.getByRole('heading', { level: 3 }).count()).toBe(1);
    await left.getByRole('button', { name: 'Решено по всем' }).click();
    await left.waitFor({ state: 'detached' });
  });
});

test.each([
  ['light', {}],
  ['a phone in the dark', { viewport: { width: 390, height: 780 }, hasTouch: true, colorScheme: 'dark' }],
  ['low vision', { appearance: 'vision=low&text=200&scheme=black&spacing=widest' }],
] as const)('axe finds nothing, in %s', async (_look, options) => {
  const page = await open('/admin/mentions', { cookie: admin, ...options });
  await page.getByLabel('Фамилия, имя, отчество').fill('Верескова');
  await page.getByRole('main').getByRole('button', { name: 'Найти' }).click();
  await page.getByRole('region', { name: 'Найденные места' }).waitFor();
  await expectTidy(page);
});

test('the notification of an erasure leads there', async () => {
  await sql(
    `insert into notification (id, account_id, kind, path, subject, created_at)
     select gen_random_uuid(), s.account_id, 'NAME_LEFT', '/admin/mentions', '3', now()
     from session s where s.token_hash = encode(sha256($1::bytea), 'hex')`,
    [admin.value],
  );
  const page = await open('/en/my/notifications', { cookie: admin });
  const line = page.getByText('Places where others name its owner');
  await line.getByRole('link', { name: '3' }).click();
  await page.waitForURL('**/en/admin/mentions');
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Where somebody is named');
});
