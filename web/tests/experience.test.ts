import { beforeAll, describe, expect, test } from 'vitest';
import { useBrowser } from './browser.ts';
import { signedIn, sql } from './database.ts';
import { expectTidy } from './tidy.ts';

const open = useBrowser();
const cookies = {} as Record<'author' | 'secretary' | 'chair', { name: string; value: string; url: string }>;

beforeAll(async () => {
  for (const [who, email] of [
    ['author', 'avtor@demo.example'],
    ['secretary', 'sekretar@demo.example'],
    ['chair', 'predsedatel@demo.example'],
  ] as const) {
    const [person] = await sql<{ slug: string }>(
      'select p.slug from person p join account a on a.person_id = p.id where a.email = $1',
      [email],
    );
    cookies[who] = await signedIn(person!.slug);
  }
});

describe.each([
  ['with scripts', {}],
  ['without scripts', { javaScriptEnabled: false }],
] as const)('%s', (mode, options) => {
  const title = `Вопрос раньше ответа, ${mode}`;
  test('an experience goes from its author by a meeting into the register', async () => {
    const page = await open('/my/experience', { cookie: cookies.author, ...options });
    await page.getByRole('link', { name: 'Новое описание опыта' }).click();
    await page.getByLabel('Тема опыта').fill(title);
    await page.getByLabel('Цель').fill('Научить спрашивать у текста.');
    // what is missing is named, and nothing that was typed is lost
    await page.getByRole('button', { name: 'Подать в совет' }).click();
    await page.getByRole('link', { name: 'Актуальность: нужно заполнить' }).waitFor();
    expect(await page.getByLabel('Цель').inputValue()).toBe('Научить спрашивать у текста.');
    await page.getByLabel('Приоритетная тема').selectOption({ index: 1 });
    await page.getByLabel('Уровень').selectOption('MUNICIPAL');
    await page.getByLabel('Длительность').fill('2022–2026');
    for (const part of ['Актуальность', 'Ведущая идея', 'Технология', 'Результативность'])
      await page.getByLabel(part).fill(`${part} этого опыта.`);
    await page.getByRole('checkbox').first().check();
    await page.getByRole('button', { name: 'Подать в совет' }).click();
    await page.getByText('Подан в совет', { exact: true }).waitFor();

    const theirs = await open('/council/experience', { cookie: cookies.secretary, ...options });
    await theirs.getByRole('link', { name: title }).click();
    await theirs.getByText('Технология этого опыта.').waitFor();
    await theirs.goto('/council/meetings');
    await theirs.getByLabel('Дата и время').fill('2026-11-29T10:00');
    await theirs.getByLabel('Место или ссылка').fill('Кабинет 12');
    await theirs.getByRole('button', { name: 'Назначить заседание' }).click();
    const choice = theirs.getByLabel('Описание опыта в реестр');
    await choice.selectOption({ label: (await choice.getByText(title).textContent()) ?? '' });
    await theirs
      .locator('form')
      .filter({ has: choice })
      .getByRole('button', { name: 'Добавить в повестку' })
      .click();
    await theirs.getByRole('heading', { level: 3, name: title }).waitFor();
    for (const box of await theirs.getByRole('checkbox', { name: /, / }).all()) await box.check();
    await theirs.getByRole('button', { name: 'Открыть заседание' }).click();
    await theirs.getByLabel('За', { exact: true }).fill('2');
    await theirs.getByLabel('Постановили').fill('Опыт полезен коллегам.');
    await theirs.getByRole('button', { name: 'Записать решение' }).click();
    await theirs.getByText('за 2, против 0, воздержались 0').waitFor();
    await theirs.getByRole('button', { name: 'Закрыть заседание' }).click();
    await theirs.getByText('Ждёт подписи протокола').waitFor();
    const signing = await open(new URL(theirs.url()).pathname, { cookie: cookies.chair, ...options });
    await signing.getByRole('button', { name: 'Подписать протокол' }).click();
    await signing.getByText('SHA-256 подписанного PDF').waitFor();

    const reader = await open('/experience', options);
    await reader.getByLabel('Слова или фамилия').fill('вопросы ответов');
    await reader.getByLabel('Уровень').selectOption('municipal');
    await reader.getByRole('main').getByRole('button', { name: 'Найти' }).click();
    await reader.getByRole('link', { name: title }).click();
    await reader.getByRole('heading', { level: 1, name: title }).waitFor();
    // and back from the page of its author
    await reader.getByRole('main').getByRole('link', { name: 'Ледовских' }).click();
    await reader.getByRole('link', { name: title }).waitFor();
  });
});

test.each([360, 1400])('axe finds nothing on the pages of experience, %s px wide', async (width) => {
  const viewport = { width, height: 900 };
  const page = await open('/experience', { cookie: cookies.author, viewport });
  const entry = await page.getByRole('main').locator('h2 a').first().getAttribute('href');
  for (const path of ['/experience', entry, '/my/experience', '/my/experience/new']) {
    await page.goto(path ?? '');
    await expectTidy(page);
  }
});
