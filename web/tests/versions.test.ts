import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { beforeAll, expect, inject, test } from 'vitest';
import { useBrowser } from './browser.ts';
import { signedIn, sql } from './database.ts';

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
         and x.owner_id is distinct from a.id order by x.published_at desc limit 1)
     returning m.id, m.slug, v.title, f.id as file`,
  );
  return found!;
}

/** Asks the API with a cookie. */
async function ask(cookie: Cookie, query: string, variables: object) {
  const answer = await fetch(`${inject('bank')}/graphql`, {
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

async function faultsOf(page: Page): Promise<string[]> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  const { violations } = await new AxeBuilder({ page }).analyze();
  return [...violations.map(({ id }) => id), ...(over > 0 ? ['it scrolls sideways'] : [])];
}

beforeAll(async () => {
  author = await as('avtor');
});

test('B40: the address of a withdrawn material answers 410 and tells who, when, why and what to read instead', async () => {
  const bank = inject('bank');
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
    if (look.javaScriptEnabled !== false) expect(await faultsOf(page)).toEqual([]);
  }
  const english = await open(`/en/materials/${gone.slug}`);
  await english.getByText('This material is withdrawn').waitFor();
  await english.getByRole('link', { name: instead.title, exact: true }).click();
  await english.getByRole('heading', { level: 1, name: instead.title }).waitFor();
  for (const path of [
    `/materials/${gone.slug}`,
    `/materials/${gone.slug}/discussion`,
    `/files/${gone.file}/x`,
  ])
    expect((await fetch(bank + path)).status, path).toBe(410);
  expect(await (await fetch(`${bank}/materials/${gone.slug}/citation.bib`)).text()).toContain(gone.title);
  const search = async () =>
    (
      await fetch(`${bank}/catalogue?q=${encodeURIComponent(gone.title)}`).then((answer) => answer.text())
    ).includes(`/materials/${gone.slug}"`);
  await expect.poll(search, { timeout: 5_000 }).toBe(false);
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
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('link', { name: 'Прочитать версию 1' }).click();
  await page.getByText('Это прежняя версия 1').waitFor();
  await page.getByRole('heading', { level: 1, name: own.title, exact: true }).waitFor();
  expect(await faultsOf(page)).toEqual([]);
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
  expect(await faultsOf(phone)).toEqual([]);
  expect((await fetch(`${inject('bank')}/materials/${own.slug}/versions/3`)).status).toBe(404);
});
