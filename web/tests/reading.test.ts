import { expect, test } from 'vitest';
import { useBrowser } from './browser.ts';
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
