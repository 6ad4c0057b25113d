import { beforeAll, expect, test } from 'vitest';
import { bank } from './bank.ts';
import { useBrowser } from './browser.ts';
import { signedIn, sql } from './database.ts';
import { expectTidy } from './tidy.ts';

const open = useBrowser();
type Cookie = Awaited<ReturnType<typeof signedIn>>;
let author: Cookie;

/** The cookie of one whom the demo bank lets in by this name. */
async function as(name: string): Promise<Cookie> {
  const [row] = await sql<{ slug: string }>(
    `select p.slug from person p join account a on a.person_id = p.id where a.email = $1`,
    [`${name}@demo.example`],
  );
  return signedIn(row!.slug);
}

/** A published material that belongs to the author now and has a slug and a file of its own. */
async function ownPublished(): Promise<{ id: string; slug: string; title: string; file: string }> {
  const [found] = await sql<{ id: string; slug: string; title: string; file: string }>(
    `update material m set owner_id = a.id, version = m.version + 1
     from account a, material_version v, stored_file f
     where a.email = 'avtor@demo.example' and v.id = m.published_version_id and f.material_version_id = v.id
       and m.id = (select x.id from material x join material_version y on y.id = x.published_version_id
         where x.status = 'PUBLISHED' and x.draft_version_id is null and not ('DPO' = any (y.levels))
         and x.owner_id is distinct from a.id
         and (select count(*) from material_version o where o.material_id = x.id) = 1
         and (select count(*) from stored_file o where o.material_version_id = y.id) = 1
         order by x.published_at desc, x.id limit 1)
     returning m.id, m.slug, v.title, f.id as file`,
  );
  return found!;
}

/** Asks the API with a cookie. */
async function ask(cookie: Cookie, query: string, variables: object) {
  const answer = await fetch(`${bank().url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: `${cookie.name}=${cookie.value}` },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await answer.json()) as { data: Record<string, unknown>; errors?: object[] };
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

/** The version of a material to expect, and that of its draft. */
async function expected(id: string): Promise<{ version: number; draft: { version: number } | null }> {
  const { ownMaterial } = await ask(
    author,
    'query ($id: ID!) { ownMaterial(id: $id) { version draft { version } } }',
    { id },
  );
  return ownMaterial as { version: number; draft: { version: number } | null };
}

/** Publishes a second version: its author writes it, a methodist accepts it. */
async function publishNext(id: string, input: object): Promise<void> {
  const { version } = await expected(id);
  await ask(
    author,
    'mutation ($id: ID!, $v: Int!) { startNewVersion(id: $id, expectedVersion: $v) { id } }',
    {
      ...{ id, v: version },
    },
  );
  await ask(
    author,
    `mutation ($id: ID!, $v: Int!, $input: DraftInput!) {
      updateDraft(id: $id, expectedVersion: $v, input: $input) { id } }`,
    { id, v: (await expected(id)).draft!.version, input },
  );
  await ask(author, 'mutation { giveConsent(kind: MATERIAL_LICENSE) }', {});
  await ask(author, 'mutation ($input: SubmitMaterialInput!) { submitMaterial(input: $input) { id } }', {
    input: { id, expectedVersion: (await expected(id)).draft!.version },
  });
  await ask(
    await as('metodist'),
    'mutation ($input: PublishMaterialInput!) { publishMaterial(input: $input) { id } }',
    {
      input: { id, expectedVersion: (await expected(id)).version },
    },
  );
}

beforeAll(async () => {
  author = await as('avtor');
});

test('B40: the address of a withdrawn material answers 410 and tells who, when, why and what to read instead', async () => {
  const { url } = bank();
  const [gone, instead] = [await ownPublished(), await ownPublished()];
  const { version } = await expected(gone.id);
  await ask(author, 'mutation ($input: WithdrawMaterialInput!) { withdrawMaterial(input: $input) { id } }', {
    input: {
      ...{ id: gone.id, expectedVersion: version },
      ...{ reason: 'Вышла новая редакция с другими заданиями.', replacedBy: instead.slug },
    },
  });
  for (const look of [
    {},
    { viewport: { width: 390, height: 844 } },
    { appearance: 'vision=low&text=200&scheme=black&spacing=widest' },
    { javaScriptEnabled: false },
  ]) {
    const page = await open(`/materials/${gone.slug}`, look);
    await page.getByRole('heading', { level: 1, name: gone.title }).waitFor();
    await page.getByText('Вышла новая редакция').waitFor();
    expect(await page.getByText(', автором').count()).toBe(1);
    expect(await page.locator('#cite + p').textContent()).toContain(gone.title);
    if (look.javaScriptEnabled !== false) await expectTidy(page);
  }
  const english = await open(`/en/materials/${gone.slug}`);
  await english.getByText('This material is withdrawn').waitFor();
  await english.getByRole('link', { name: instead.title, exact: true }).click();
  await english.getByRole('heading', { level: 1, name: instead.title }).waitFor();
  for (const path of [
    `/materials/${gone.slug}`,
    `/materials/${gone.slug}/discussion`,
    `/materials/${gone.slug}/qr.svg`,
    `/files/${gone.file}/x`,
  ])
    expect((await fetch(url + path)).status, path).toBe(410);
  const headers = { cookie: `${author.name}=${author.value}` };
  expect((await fetch(`${url}/materials/${gone.slug}/complain`, { headers })).status).toBe(410);
  expect(await (await fetch(`${url}/materials/${gone.slug}/citation.bib`)).text()).toContain(gone.title);
  const search = async () =>
    (
      await fetch(`${url}/catalogue?q=${encodeURIComponent(gone.title)}`).then((answer) => answer.text())
    ).includes(`/materials/${gone.slug}"`);
  await expect.poll(search).toBe(false);
});

test('everybody reads what changed from version to version, and an earlier one with a notice and its own files', async () => {
  const own = await ownPublished();
  const title = `${own.title} с ключами`;
  await publishNext(own.id, { title, changeNote: 'Добавлены ключи.', levels: ['DPO'] });
  const page = await open(`/materials/${own.slug}`);
  await page.getByRole('link', { name: /версия 2$/ }).click();
  await page.getByRole('heading', { level: 1, name: 'История версий' }).waitFor();
  await page.getByText('Добавлены ключи.').waitFor();
  expect(await page.locator('ins').filter({ hasText: 'с ключами' }).count()).toBe(1);
  expect(await page.locator('ins').filter({ hasText: 'Повышение квалификации' }).count()).toBe(1);
  await expectTidy(page);
  await page.getByRole('link', { name: 'Прочитать версию 1' }).click();
  await page.getByText('Это прежняя версия 1').waitFor();
  await page.getByRole('heading', { level: 1, name: own.title, exact: true }).waitFor();
  await expectTidy(page);
  const file = await page
    .getByRole('link', { name: /^Скачать/ })
    .first()
    .getAttribute('href');
  const answer = await page.request.get(file!, { maxRedirects: 0 });
  expect([answer.status(), new URL(answer.url()).pathname.split('/')[2]]).toEqual([200, own.file]);
  await page.getByRole('link', { name: 'Открыть действующую версию' }).last().click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  const phone = await open(`/en/materials/${own.slug}/versions`, { viewport: { width: 390, height: 844 } });
  await phone.getByText('History of versions').first().waitFor();
  await expectTidy(phone);
  expect((await fetch(`${bank().url}/materials/${own.slug}/versions/3`)).status).toBe(404);
});

/** The material from inside, at its page of versions. */
const versionsOf = (id: string, options: object = {}) =>
  open(`/my/materials/${id}/versions`, { cookie: author, ...options });

test('an author begins a version, previews and compares it; nobody else sees it', async () => {
  const own = await ownPublished();
  const page = await versionsOf(own.id);
  await page.getByRole('button', { name: 'Начать новую версию' }).click();
  await page.locator('#title').fill(`${own.title}: вторая редакция`);
  await expect.poll(() => page.locator('[data-state]').getAttribute('data-state')).toBe('saved');
  await page.getByRole('link', { name: 'Как увидят читатели' }).click();
  await page.getByText('Так материал увидят читатели').waitFor();
  await page.getByRole('heading', { level: 1, name: `${own.title}: вторая редакция` }).waitFor();
  await expectTidy(page);
  const files = await page
    .locator('aside a[href^="/files/"]')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href')!));
  const preview = new URL(page.url()).pathname;
  await page.goto(`/my/materials/${own.id}/versions`);
  await page.locator('ins').filter({ hasText: 'вторая редакция' }).waitFor();
  await page.getByText('сначала отправьте или удалите начатый черновик').waitFor();
  await expectTidy(page);
  const stranger = await as('uchitel');
  const guest = await fetch(bank().url + preview, { redirect: 'manual' });
  expect([guest.status, guest.headers.get('location')]).toEqual([
    303,
    `/sign-in?returnTo=${encodeURIComponent(preview)}`,
  ]);
  for (const path of [preview, `/my/materials/${own.id}/versions`, ...files]) {
    const answer = await fetch(bank().url + path, { headers: { cookie: `sid=${stranger.value}` } });
    expect(answer.status, path).toBe(404);
  }
  expect(files.length).toBeGreaterThan(0);
});

test('an author restores an earlier version, confirms what is outdated, and withdraws with a reason, without scripts', async () => {
  const own = await ownPublished();
  const old = own.title;
  await publishNext(own.id, { title: `${old}, переделано`, levels: ['DPO'], changeNote: 'Иначе.' });
  await sql(`update material set status = 'OUTDATED', review_by = '2024-09-01' where id = $1`, [own.id]);
  const page = await versionsOf(own.id, { javaScriptEnabled: false });
  await page.getByText('Срок проверки прошёл').waitFor();
  await page.getByRole('button', { name: 'Подтвердить актуальность' }).click();
  await page.getByText('Актуальность подтверждена').waitFor();
  await page.getByRole('button', { name: 'Вернуть версию 1 в черновик' }).click();
  expect(await page.locator('#title').inputValue()).toBe(old);
  await page.goto(`/my/materials/${own.id}/versions`);
  await page.getByText('Отозвать…').click();
  await page.locator('#reason').fill('Устарело.');
  await page.locator('#replacedBy').fill('/materials/no-such-material');
  await page.getByRole('button', { name: 'Отозвать материал' }).click();
  await page.getByRole('alert').waitFor();
  expect(await page.locator('#reason').inputValue()).toBe('Устарело.');
  await page.locator('#reason').fill('Устарело: принята новая программа.');
  await page.locator('#replacedBy').fill('');
  await page.getByRole('button', { name: 'Отозвать материал' }).click();
  await page.getByText('Материал отозван.').waitFor();
  expect(await page.getByText('Опубликованная версия остаётся у читателей').count()).toBe(0);
  await page.getByRole('link', { name: 'Что видят по его адресу' }).click();
  await page.getByText('Устарело: принята новая программа.').waitFor();
});

/** Begins a material of the author's and names the teacher as a co-author. */
async function invite(title: string): Promise<void> {
  const { createMaterial } = await ask(
    author,
    'mutation { createMaterial(input: { kind: PROJECT }) { id draft { version } } }',
    {},
  );
  const { id, draft } = createMaterial as { id: string; draft: { version: number } };
  await ask(
    author,
    `mutation ($id: ID!, $v: Int!, $input: DraftInput!, $who: CoAuthorInput!) {
      updateDraft(id: $id, expectedVersion: $v, input: $input) { id }
      addCoAuthor(id: $id, input: $who) { id } }`,
    {
      ...{ id, v: draft.version, input: { title, annotation: 'О чём договорились на методобъединении.' } },
      who: { name: 'Кленова Дарья Ивановна', email: 'uchitel@demo.example' },
    },
  );
}

test('one who is invited is led there by the bell, looks at the material, agrees or declines with a reason', async () => {
  const [first, second] = [`Вместе ${Date.now()}`, `Врозь ${Date.now()}`];
  await invite(first);
  await invite(second);
  const page = await open('/my/notifications', { cookie: await as('uchitel') });
  await page
    .getByRole('link', { name: new RegExp(first) })
    .first()
    .click();
  await page.getByRole('heading', { level: 1, name: 'Приглашения' }).waitFor();
  await expectTidy(page);
  const one = (title: string) => page.getByRole('listitem').filter({ hasText: title });
  await one(first).getByRole('link', { name: 'Посмотреть материал' }).click();
  await page.getByRole('heading', { level: 1, name: first }).waitFor();
  await page.getByRole('link', { name: 'К приглашениям' }).click();
  await page.getByRole('button', { name: `Подтвердить участие: ${first}` }).click();
  await page.getByText('Участие подтверждено').waitFor();
  expect(await one(first).count()).toBe(0);
  await one(second).getByText('Отказаться', { exact: true }).click();
  await one(second).getByLabel('Почему').fill('Я только давала совет.');
  await one(second).getByRole('button', { name: 'Отказаться от участия' }).click();
  await page.getByText('Вы отказались').waitFor();
  const phone = await open('/en/my/invitations', {
    ...{ cookie: await as('uchitel'), viewport: { width: 390, height: 844 } },
  });
  await expectTidy(phone);
  const owner = await open('/my/notifications', { cookie: author });
  await owner.getByText('Я только давала совет.').first().waitFor();
});
