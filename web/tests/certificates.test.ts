import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { bank } from './bank.ts';
import { useBrowser } from './browser.ts';
import { signedIn, sql } from './database.ts';
import { expectTidy } from './tidy.ts';

interface Issued {
  check_code: string;
  number: string;
  sha256: string;
  holder: string;
  title: string;
  slug: string;
}

const open = useBrowser();
const unknown = 'no-such-7K4M-0QZ9-7K4M-0QZ9-7K4M';
let valid: Issued;
let annulled: Issued;

beforeAll(async () => {
  const issued = await sql<Issued>(
    `select e.check_code, e.number, e.sha256, e.snapshot->>'holder' as holder, e.snapshot->>'title' as title, p.slug
     from certificate e join person p on p.id = e.person_id
     where e.status = 'VALID' and e.sha256 is not null order by e.number limit 2`,
  );
  [valid, annulled] = issued as [Issued, Issued];
  const chair = await signedIn(annulled.slug, ['COUNCIL_CHAIR']);
  const page = await fetch(`${bank().url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: `sid=${chair.value}` },
    body: JSON.stringify({
      query: `mutation ($code: String!) {
        annulCertificate(input: { checkCode: $code, reason: "плагиат, протокол № 5 от 12.11.2026" }) { status } }`,
      variables: { code: annulled.check_code },
    }),
  });
  const answer = await page.text();
  if (!answer.includes('ANNULLED')) throw new Error(answer);
});

describe.each([
  ['with scripts', {}],
  ['without scripts', { javaScriptEnabled: false }],
] as const)('%s', (_, options) => {
  test('a code that was typed from the paper leads to what is printed on it', async () => {
    const page = await open('/', options);
    await page.getByRole('contentinfo').getByRole('link', { name: 'Проверка свидетельства' }).click();
    const typed = valid.check_code.toLowerCase().replace(/(.{4})(?=.)/g, '$1 ');
    await page.getByLabel('Код проверки').fill(typed);
    await page.getByRole('button', { name: 'Проверить' }).click();
    await page.waitForURL('**/check/*');
    expect(await page.getByRole('heading', { name: 'Свидетельство действительно' }).isVisible()).toBe(true);
    const text = (await page.getByRole('main').textContent())?.replaceAll('\u00a0', ' ');
    for (const printed of [valid.number, valid.holder, valid.title, valid.sha256])
      expect(text).toContain(printed);
    expect(await page.locator('meta[name=robots]').getAttribute('content')).toContain('noindex');
  });

  test('an annulled certificate says why, and gives no sheet', async () => {
    const page = await open(`/check/${annulled.check_code}`, options);
    expect(await page.getByRole('heading', { name: 'Свидетельство аннулировано' }).isVisible()).toBe(true);
    expect(await page.getByText('плагиат, протокол № 5 от 12.11.2026').isVisible()).toBe(true);
    expect(await page.getByRole('link', { name: 'Открыть свидетельство, PDF' }).count()).toBe(0);
  });

  test('a code that was never given answers 404 with advice and the form', async () => {
    const page = await open(`/check/${unknown}`, options);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Такого свидетельства нет');
    expect(await page.getByText('в нём 28 знаков').isVisible()).toBe(true);
    expect(await page.getByLabel('Код проверки').inputValue()).toBe(unknown);
    expect((await page.request.get(`/check/${unknown}`)).status()).toBe(404);
  });
});

test('the sheet opens from its check page as a PDF', async () => {
  const page = await open(`/check/${valid.check_code}`);
  const href = await page.getByRole('link', { name: 'Открыть свидетельство, PDF' }).getAttribute('href');
  const sheet = await page.request.get(href ?? '');
  expect(sheet.headers()['content-type']).toBe('application/pdf');
  expect((await sheet.body()).subarray(0, 5).toString()).toBe('%PDF-');
});

test('the published file is told from a changed one, and is not sent anywhere', async () => {
  const page = await open(`/check/${valid.check_code}`);
  const [file] = await sql<{ id: string }>(
    `select f.id from stored_file f join certificate e on e.material_version_id = f.material_version_id
     where e.check_code = $1 and f.sha256 = e.sha256`,
    [valid.check_code],
  );
  const bytes = await (await page.request.get(`/files/${file?.id}/x`)).body();
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(valid.sha256);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  const compare = async (name: string, buffer: Buffer) => {
    const field = page.getByLabel('Выберите файл, который хотите сравнить');
    await field.setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
  };
  await compare('Тот самый.docx', bytes);
  await page.getByText('Это тот самый файл').waitFor();
  const changed = Buffer.concat([bytes, Buffer.from(' ')]);
  await compare('Другой.docx', changed);
  await page.getByText(createHash('sha256').update(changed).digest('hex')).waitFor();
  expect(asked).toEqual([]);
});

test('the council annuls with a reason, and a reason that is too short is not lost', async () => {
  const [spare] = await sql<Issued>(
    `select check_code from certificate where status = 'VALID' order by number desc limit 1`,
  );
  const cookie = await signedIn(annulled.slug);
  const page = await open(`/check/${spare?.check_code}`, { cookie });
  await page.getByLabel('Причина').fill('плагиат');
  await page.getByRole('button', { name: 'Аннулировать' }).click();
  await page
    .getByRole('alert')
    .getByRole('link', { name: /от 10 до 500 знаков/ })
    .waitFor();
  expect(await page.getByLabel('Причина').inputValue()).toBe('плагиат');
  await page.getByLabel('Причина').fill('плагиат, протокол № 6 от 19.11.2026');
  await page.getByRole('button', { name: 'Аннулировать' }).click();
  await page.getByRole('heading', { name: 'Свидетельство аннулировано' }).waitFor();
  expect(await page.getByLabel('Причина').count()).toBe(0);
});

test('a reader is offered no annulment', async () => {
  const page = await open(`/check/${valid.check_code}`);
  expect(await page.getByRole('button', { name: 'Аннулировать' }).count()).toBe(0);
});

describe.each([
  ['light', {}],
  ['dark on a phone', { colorScheme: 'dark', viewport: { width: 360, height: 780 }, hasTouch: true }],
  ['low vision', { viewport: { width: 1280, height: 800 }, appearance: 'vision=low&text=200&scheme=black' }],
] as const)('in %s', (_, options) => {
  test.each([
    ['the form', () => '/check'],
    ['a valid certificate', () => `/check/${valid.check_code}`],
    ['an annulled one', () => `/en/check/${annulled.check_code}`],
    ['an unknown one', () => `/check/${unknown}`],
  ])('axe finds nothing on %s and it does not scroll sideways', async (_, path) => {
    const page = await open(path(), options);
    await expectTidy(page);
  });
});
