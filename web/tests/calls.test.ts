import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { useBrowser } from './browser.ts';
import { signedIn, sql } from './database.ts';
import { expectTidy } from './tidy.ts';

const open = useBrowser();
type Cookie = Awaited<ReturnType<typeof signedIn>>;
let secretary: Cookie;
let author: Cookie;

beforeAll(async () => {
  const cookieOf = async (email: string) => {
    const [person] = await sql<{ slug: string }>(
      'select p.slug from person p join account a on a.person_id = p.id where a.email = $1',
      [email],
    );
    return signedIn(person!.slug);
  };
  secretary = await cookieOf('sekretar@demo.example');
  author = await cookieOf('avtor@demo.example');
});

describe.each([
  ['with scripts', {}],
  ['without scripts', { javaScriptEnabled: false }],
  ['on a phone', { viewport: { width: 390, height: 800 } }],
] as const)('%s', (_, options) => {
  const words = `Ждём игры о правилах дорожного движения, ${randomUUID().slice(0, 4)}.`;
  const scripts = !('javaScriptEnabled' in options);

  test('an empty place of the map becomes a call, which an author answers and the council closes', async () => {
    const page = await open('/council/theme-map', { cookie: secretary, ...options });
    await page
      .getByRole('row', { name: /Профильное обучение/ })
      .getByRole('link', { name: /Открыть запрос/ })
      .first()
      .click();
    await page.getByRole('heading', { name: 'Новый запрос материалов' }).waitFor();
    await page.getByLabel('Тема', { exact: true }).selectOption('profilnoe-obuchenie');
    await page.getByLabel('Чего ждёт совет').fill(words);
    await page.getByRole('checkbox', { name: 'Дидактические игры' }).check();
    if (scripts) await expectTidy(page);
    await page.getByLabel('Принимать до').fill(`${new Date().getFullYear() + 2}-01-01`);
    await page.getByRole('button', { name: 'Открыть запрос' }).click();
    await page.getByRole('alert').waitFor();
    // what was typed is still there
    expect(await page.getByLabel('Чего ждёт совет').inputValue()).toBe(words);
    expect(await page.getByRole('checkbox', { name: 'Дидактические игры' }).isChecked()).toBe(true);
    const until = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
    await page.getByLabel('Принимать до').fill(until);
    await page.getByRole('button', { name: 'Открыть запрос' }).click();
    await page.waitForURL('**/calls/*?opened');
    await page.getByText(words).waitFor();
    const call = new URL(page.url()).pathname;
    if (scripts) await expectTidy(page);

    const theme = await open('/themes/profilnoe-obuchenie', options);
    await theme.getByRole('heading', { name: 'Совет ждёт материалов' }).waitFor();
    await theme.goto('/calls');
    await theme.getByRole('link', { name: 'Профильное обучение' }).first().waitFor();
    if (scripts) await expectTidy(theme);

    const answer = await open(call, { cookie: author, ...options });
    await answer.getByRole('button', { name: 'Ответить материалом' }).click();
    await answer.waitForURL('**/my/materials/*');
    const [draft] = await sql<{ theme: string }>(
      `select t.slug as theme from material_version v join material_version_theme vt on vt.material_version_id = v.id
       join priority_theme t on t.id = vt.priority_theme_id where v.material_id = $1`,
      [new URL(answer.url()).pathname.split('/').at(-1)],
    );
    expect(draft?.theme).toBe('profilnoe-obuchenie');

    await page.getByRole('button', { name: 'Закрыть запрос' }).click();
    await page.getByText('Запрос закрыт и больше не принимает ответов.').waitFor();
  });
});

test('a guest signs in before answering, and comes back', async () => {
  const [call] = await sql<{ id: string }>(
    `insert into material_call (id, created_at, updated_at, theme_id, kinds, levels, text, until, opened_by_id)
     select gen_random_uuid(), now(), now(), t.id, '{GAME,PROJECT}', '{DO}', 'Ждём игр и проектов.', current_date + 9, a.id
     from priority_theme t, account a where t.slug = 'profilnoe-obuchenie' and a.email = 'sekretar@demo.example' returning id`,
  );
  const page = await open(`/calls/${call!.id}`);
  await page.getByLabel('Вид материала').selectOption('PROJECT');
  await page.getByRole('button', { name: 'Ответить материалом' }).click();
  await page.waitForURL(`**/sign-in?returnTo=*calls*`);
  expect(new URL(page.url()).searchParams.get('returnTo')).toBe(`/calls/${call!.id}`);
  // who is not of the council opens none
  const refused = await open('/no-such-page', { cookie: author });
  expect((await refused.request.get('/council/calls/new')).status()).toBe(403);
});
