import { expect, test } from 'vitest';
import { useBrowser } from './browser.ts';
import { signedIn, sql } from './database.ts';
import { expectTidy } from './tidy.ts';

const open = useBrowser();
const lesson = '/materials/urok-matematiki-s-listom-samoocenki-drobi-v-5-klasse';

test.each(['Темы', 'Сети', 'Авторы'])('a page of the section «%s» names its Atom feed', async (section) => {
  const page = await open('/about');
  await page.getByRole('banner').getByRole('link', { name: section, exact: true }).click();
  await page.locator('main h2 a').first().click();
  await page.getByRole('link', { name: 'Лента Atom' }).waitFor();
  const named = await page.locator('link[type="application/atom+xml"]').getAttribute('href');
  expect(await page.getByRole('link', { name: 'Лента Atom' }).getAttribute('href')).toBe(named);
  const feed = await page.request.get(named ?? '');
  expect(feed.headers()['content-type']).toBe('application/atom+xml; charset=utf-8');
  const title = (await page.getByRole('heading', { level: 1 }).textContent()) ?? '';
  expect(await feed.text()).toContain(`«${title}»`);
});

test('what only members do leads a guest to the sign-in and from there back to it', async () => {
  const page = await open(lesson, { javaScriptEnabled: false });
  const leads = [
    [page.getByRole('link', { name: /^В закладки/ }), '/my/keep/'],
    [page.getByRole('link', { name: /^В подборку/ }), '/my/keep/'],
    [page.getByRole('link', { name: 'Пожаловаться' }), `${lesson}/complain`],
  ] as const;
  for (const [link, place] of leads) {
    const answer = await page.request.get((await link.getAttribute('href')) ?? '', { maxRedirects: 0 });
    expect(answer.status()).toBe(303);
    const target = new URL(answer.headers()['location'] ?? '', 'http://bank.example');
    expect(target.pathname).toBe('/sign-in');
    expect(target.searchParams.get('returnTo')?.startsWith(place)).toBe(true);
  }
});

test('a search can be followed by its words and by its filters', async () => {
  const page = await open('/catalogue?q=дроби&level=ooo', { javaScriptEnabled: false });
  const link = page.getByRole('link', { name: 'Следить за поиском' });
  const followed = new URL((await link.getAttribute('href')) ?? '', 'http://bank.example');
  expect([...followed.searchParams]).toEqual([
    ['q', 'дроби'],
    ['level', 'ooo'],
  ]);
  await page.goto('/catalogue');
  expect(await link.count()).toBe(0);
});

test('who asks for letters is told that this is a consent, and it is written down and ends the letters when withdrawn', async () => {
  const [reader] = await sql<{ slug: string }>('select slug from person order by slug desc limit 1');
  const page = await open('/my/notifications', { cookie: await signedIn(reader!.slug) });
  await page.getByText('Попросив писем, вы даёте согласие на рассылку').waitFor();
  await page.getByRole('button', { name: 'Присылать на почту' }).click();
  await page.getByRole('button', { name: 'Не присылать на почту' }).waitFor();
  await page.goto('/my/consents');
  await page.getByRole('button', { name: 'Отозвать: Согласие на рассылку' }).click();
  await page.getByRole('button', { name: 'Дать согласие: Согласие на рассылку' }).waitFor();
  await page.goto('/my/notifications');
  await page.getByRole('button', { name: 'Присылать на почту', exact: true }).waitFor();
  const given = await sql<{ withdrawn: boolean }>(
    `select c.withdrawn_at is not null as withdrawn from consent c join account a on a.id = c.account_id
     join person p on p.id = a.person_id where p.slug = $1 and c.kind = 'MAILING'`,
    [reader!.slug],
  );
  expect(given.at(-1)).toEqual({ withdrawn: true });
});

test('a comment pressed twice is written once and leaves the field empty; one that got no answer stays typed', async () => {
  const [reader] = await sql<{ slug: string }>('select slug from person order by slug desc limit 1');
  const page = await open(`${lesson}/discussion`, { cookie: await signedIn(reader!.slug) });
  const field = page.locator('#comment');
  const send = page.getByRole('button', { name: 'Отправить', exact: true });
  const words = `Сколько времени занимает лист? ${Date.now()}`;
  let sent = 0;
  page.on('request', (request) => (sent += Number(request.url().includes('?/comment'))));
  await page.route('**/discussion?/comment', (route) => route.abort(), { times: 1 });
  await field.fill(words);
  await send.click();
  await page.getByRole('alert').getByText('Банк не ответил').waitFor();
  expect(await field.inputValue()).toBe(words);
  await send.dblclick();
  await page.waitForURL(/#post-/);
  await expect.poll(() => field.inputValue()).toBe('');
  expect(sent, 'the lost one and one more').toBe(2);
  await page.reload();
  expect(await page.locator('main li[id^=post-]', { hasText: words }).count()).toBe(1);
});

const looks = {
  light: {},
  dark: { colorScheme: 'dark' },
  'a phone with low vision': {
    ...{ viewport: { width: 360, height: 780 }, hasTouch: true },
    appearance: 'vision=low&text=200&scheme=beige',
  },
} as const;

test.each(Object.entries(looks))(
  'axe finds nothing on what readers say and collect, in %s',
  async (_, look) => {
    for (const path of [`${lesson}/discussion`, '/collections']) {
      const page = await open(path, look);
      await expectTidy(page);
    }
  },
);

test('an unknown collection answers 404', async () => {
  const page = await open('/collections');
  expect((await page.request.get('/collections/no-such-collection')).status()).toBe(404);
});
