import { describe, expect, test } from 'vitest';
import { useBrowser } from './browser.ts';
import { signedIn, sql } from './database.ts';
import { expectTidy } from './tidy.ts';

const open = useBrowser();

/** A material of its author's own whose first version has a file that the second has no more. */
async function replaced() {
  const [found] = await sql<{ id: string; slug: string; author: string }>(
    `select m.id, m.slug, p.slug as author from material m join contribution c on c.material_version_id = m.published_version_id
     join person p on p.id = c.person_id
     where m.status = 'PUBLISHED' and m.owner_id is null and m.draft_version_id is null limit 1`,
  );
  const { id, slug, author } = found!;
  const cookie = await signedIn(author);
  await sql(
    `update material set owner_id = (select a.id from account a join person p on p.id = a.person_id where p.slug = $2)
     where id = $1`,
    [id, author],
  );
  await sql('update material_version set number = 2 where material_id = $1', [id]);
  await sql(
    `with v as (insert into material_version (id, created_at, updated_at, material_id, number, title, annotation, levels,
         grades, keywords, audience, technologies, license, frozen_at, published_at)
       values (gen_random_uuid(), now(), now(), $1, 1, 'Прежняя редакция', '', '{}', '{}', '{}', '{}', '{}', 'CC_BY', now(),
         now() - interval '1 year') returning id)
     insert into stored_file (id, created_at, updated_at, material_version_id, sha256, name, role, position)
     select gen_random_uuid(), now(), now(), v.id, c.sha256, 'Список класса.pdf', 'MAIN', 0 from v, file_content c
     where c.format = 'PDF' and not exists (select from stored_file f join material_version o on o.id = f.material_version_id
       where o.material_id = $1 and f.sha256 = c.sha256) limit 1`,
    [id],
  );
  return { cookie, slug };
}

describe.each([
  ['with scripts', {}],
  ['without scripts', { javaScriptEnabled: false }],
] as const)('%s', (_, options) => {
  test('an author hides a file of an earlier version, and readers of the history are told why', async () => {
    const { cookie, slug } = await replaced();
    const page = await open(`/materials/${slug}/versions/1`, { cookie, ...options });
    await page.getByText('Список класса.pdf').first().waitFor();
    await page.getByRole('button', { name: 'Скрыть файл' }).click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel('Причина').fill('в файле были имена детей');
    // the viewer may read on in the very file that goes: the browser would complain of its 404
    await page.route('**/files/**inline', (route) => route.fulfill({ body: '' }));
    await page.getByRole('button', { name: 'Скрыть файл' }).click();
    await page.getByText('Файл скрыт.', { exact: true }).waitFor();
    expect(await page.getByText('Список класса.pdf').count()).toBe(0);
    const guest = await open(`/materials/${slug}/versions`, options);
    await guest.getByText(/Файл скрыт автором .*: в файле были имена детей/).waitFor();
    await guest.goto(`/materials/${slug}/versions/1`);
    await guest.getByText(/Файл скрыт автором/).waitFor();
    expect(await guest.getByRole('button', { name: 'Скрыть файл' }).count()).toBe(0);
  });
});

test.each([
  ['light', {}],
  ['a phone in the dark', { viewport: { width: 390, height: 780 }, hasTouch: true, colorScheme: 'dark' }],
  ['low vision', { appearance: 'vision=low&text=200&scheme=black&spacing=widest' }],
] as const)('axe finds nothing where a file is hidden, in %s', async (_look, options) => {
  const { cookie, slug } = await replaced();
  const page = await open(`/materials/${slug}/versions/1`, { cookie, ...options });
  await page.getByRole('heading', { name: 'Скрыть файл этой версии' }).waitFor();
  await expectTidy(page);
});

test('an author whose file the bank has hidden reads the day on which it is deleted', async () => {
  const { cookie, slug } = await replaced();
  await sql(
    `insert into notification (id, account_id, kind, path, subject, detail, day, created_at)
     select gen_random_uuid(), s.account_id, 'FILE_HIDDEN', '/materials/' || $2, 'Дроби', 'имена детей', '2026-12-09', now()
     from session s where s.token_hash = encode(sha256($1::bytea), 'hex')`,
    [cookie.value, slug],
  );
  const page = await open('/my/notifications', { cookie });
  const told = page.getByRole('listitem').filter({ hasText: 'имена детей' });
  expect((await told.textContent())!.replaceAll('\u00a0', ' ')).toContain(
    'Он будет удалён навсегда 9 декабря 2026, возразить администратору банка можно до этого дня',
  );
});

/** Hides the file of a material's first version. */
const hideFirst = (slug: string) =>
  sql(
    `update stored_file f set hidden_at = now(), erase_after = now() + interval '10 days', hidden_by_owner = true,
       hidden_reason = 'имена детей'
     from material_version v join material m on m.id = v.material_id
     where v.id = f.material_version_id and v.number = 1 and m.slug = $1`,
    [slug],
  );

test('an administrator shows a hidden file again', async () => {
  const { slug } = await replaced();
  await hideFirst(slug);
  const [nobody] = await sql<{ slug: string }>(
    `select p.slug from person p where not exists (select from account a where a.person_id = p.id) limit 1`,
  );
  const cookie = await signedIn(nobody!.slug, ['ADMIN']);
  const page = await open(`/materials/${slug}/versions/1`, { cookie, javaScriptEnabled: false });
  const form = page.getByRole('region', { name: 'Скрытые файлы' });
  await form.getByText('Список класса.pdf').click();
  await form.getByRole('button', { name: 'Показать снова' }).click();
  await page.getByText('Файл снова виден.').waitFor();
  expect(await form.count()).toBe(0);
});

/** Gives that file bytes that no other has. */
const giveOwnBytes = (slug: string) =>
  sql(
    `with old as (select f.id, to_jsonb(c) as content from stored_file f join file_content c on c.sha256 = f.sha256
         join material_version v on v.id = f.material_version_id join material m on m.id = v.material_id
         where v.number = 1 and m.slug = $1),
       own as (insert into file_content
         select (jsonb_populate_record(null::file_content, content || jsonb_build_object('sha256', repeat('ab', 32)))).*
         from old returning sha256)
     update stored_file f set sha256 = own.sha256 from own, old where f.id = old.id`,
    [slug],
  );

describe.each([
  ['with scripts', { viewport: { width: 390, height: 780 } }],
  ['without scripts', { javaScriptEnabled: false }],
] as const)('%s', (look, options) => {
  test('an administrator erases a hidden file for ever, and the history says so', async () => {
    const { slug } = await replaced();
    await hideFirst(slug);
    if (look === 'with scripts') await giveOwnBytes(slug);
    const [nobody] = await sql<{ slug: string }>(
      `select p.slug from person p where not exists (select from account a where a.person_id = p.id) limit 1`,
    );
    const cookie = await signedIn(nobody!.slug, ['ADMIN']);
    const page = await open(`/materials/${slug}/versions/1`, { cookie, ...options });
    await page.getByText(/Содержимое будет стёрто навсегда/).waitFor();
    const form = page.getByRole('region', { name: 'Скрытые файлы' });
    await form.getByText('Список класса.pdf').click();
    if (look === 'with scripts') await expectTidy(page);
    await form.getByRole('button', { name: 'Стереть навсегда' }).click();
    if (look === 'with scripts') {
      await page.getByText('Файл стёрт навсегда.').waitFor();
      await page.getByText(/Содержимое стёрто навсегда .*2\d\d\d/).waitFor();
    } else {
      // another material has the same bytes
      await page.getByText('Других файлов с тем же содержимым:').waitFor();
      await page.getByText(/Файл убран из версии .*То же содержимое осталось/).waitFor();
    }
    expect(await form.count()).toBe(0);
  });
});
