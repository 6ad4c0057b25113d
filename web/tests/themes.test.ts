import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { bank } from './bank.ts';
import { type OpenOptions, useBrowser } from './browser.ts';
import { signedIn, sql } from './database.ts';
import { expectTidy } from './tidy.ts';

const open = useBrowser();
let secretary: { name: string; value: string; url: string };

beforeAll(async () => {
  const [person] = await sql<{ slug: string }>(
    'select p.slug from person p join account a on a.person_id = p.id where a.email = $1',
    ['sekretar@demo.example'],
  );
  secretary = await signedIn(person!.slug);
});

/** Proposes, approves and opens a theme: its page for curating is left open. */
async function openTheme(title: string, options: OpenOptions): Promise<Page> {
  const page = await open('/council/themes', { cookie: secretary, ...options });
  await page.getByText('Предложить тему').first().click();
  await page.getByLabel('Название', { exact: true }).fill(title);
  await page.getByLabel('Короткое название').fill(title.slice(0, 40));
  await page.getByLabel('Почему эта тема нужна').fill('Её просят педагоги нескольких сетей.');
  await page.getByRole('button', { name: 'Предложить тему' }).click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  await page.getByLabel('Решение совета').fill('протокол № 3 от 12.02.2026');
  await page.getByRole('button', { name: 'Утвердить' }).click();
  await page.getByRole('button', { name: 'Открыть тему' }).click();
  await page.getByRole('link', { name: 'Страница темы' }).waitFor();
  return page;
}

describe.each([
  ['with scripts', {}, 'Читательская грамотность'],
  ['without scripts', { javaScriptEnabled: false }, 'Финансовая грамотность'],
] as const)('%s', (_, options, title) => {
  test('a theme is proposed, opened, renamed and merged; its addresses lead on, and undoing gives it back', async () => {
    const page = await openTheme(title, options);
    const first = (await page.getByRole('link', { name: 'Страница темы' }).getAttribute('href'))!;

    await page.getByLabel('Название', { exact: true }).last().fill(`${title} школьника`);
    await page.getByRole('button', { name: 'Переименовать' }).click();
    await page.getByRole('heading', { level: 1, name: `${title} школьника` }).waitFor();
    const second = (await page.getByRole('link', { name: 'Страница темы' }).getAttribute('href'))!;
    expect(second).not.toBe(first);
    const reader = await open(first, options);
    expect(new URL(reader.url()).pathname).toBe(second);
    await reader.getByText('Решение совета: протокол № 3').waitFor();

    await page.getByLabel('С какой темой слить').selectOption({ label: 'Профильное обучение' });
    await page.getByRole('button', { name: 'Посмотреть, что изменится' }).click();
    await page.getByText('Если слить').waitFor();
    await page.getByRole('button', { name: 'Слить темы' }).click();
    await page.getByRole('heading', { level: 1, name: 'Профильное обучение' }).waitFor();
    await reader.goto(`${first}?from=old`);
    await reader.getByRole('heading', { level: 1, name: 'Профильное обучение' }).waitFor();
    await reader.goto(`/catalogue?theme=${second.split('/').at(-1)}`);
    expect(new URL(reader.url()).search).toBe('?theme=profilnoe-obuchenie');

    await page
      .getByRole('button', { name: `Отменить: Слита: ${title} школьника → Профильное обучение` })
      .click();
    await page.getByRole('link', { name: `${title} школьника` }).waitFor();
    await reader.goto(second);
    expect(new URL(reader.url()).pathname).toBe(second);
  });
});

test('the page of a theme says that its address gives others something else', async () => {
  for (const path of ['/themes', '/themes/profilnoe-obuchenie']) {
    const { status, headers } = await fetch(bank().url + path, { headers: { accept: 'text/html' } });
    expect([path, status, headers.get('vary')?.split(/, */)]).toEqual([
      ...[path, 200],
      expect.arrayContaining(['Accept']),
    ]);
  }
});

test('materials are shown first, given to a new theme, and come back', async () => {
  const page = await open('/council/themes', { cookie: secretary });
  await page.getByRole('link', { name: 'Новые образовательные технологии' }).click();
  await page.getByRole('heading', { name: 'Материалы темы' }).waitFor();
  const boxes = page.locator('input[name="material"]');
  const name = (await page.locator('.choose li label').first().textContent())!.split(' · ')[0]!.trim();
  await boxes.first().check();
  await page.getByRole('button', { name: 'Показывать первыми' }).click();
  await page.getByText('Сохранено.').waitFor();
  await page.getByRole('button', { name: `Не показывать первым: ${name}` }).waitFor();
  await page.getByRole('link', { name: 'Страница темы' }).click();
  await page.getByRole('heading', { name: 'Начните с этого' }).waitFor();
  await page.goBack();

  // nothing is ticked
  await page.getByRole('button', { name: 'Передать отмеченные' }).click();
  await page.getByRole('alert').getByText('Отметьте хотя бы один материал').waitFor();
  await boxes.nth(1).check();
  await boxes.nth(2).check();
  await page.locator('#new-title').fill('Цифровые лаборатории');
  await page.locator('#new-short').fill('Цифровые лаборатории');
  await page.getByRole('button', { name: 'Передать отмеченные' }).click();
  await page.getByText('Сохранено.').waitFor();
  await page.goto('/themes');
  await page.getByRole('link', { name: 'Цифровые лаборатории' }).click();
  await page.getByRole('heading', { level: 1, name: 'Цифровые лаборатории' }).waitFor();
  await page.getByText('2 материала').first().waitFor();
  const made = new URL(page.url()).pathname;
  await page.goto('/council/themes');
  await page.getByRole('button', { name: /Отменить: Материалы переданы/ }).click();
  await expect.poll(() => page.getByRole('link', { name: 'Цифровые лаборатории' }).count()).toBe(0);
  await page.goto(made);
  await page.getByRole('heading', { level: 1, name: 'Новые образовательные технологии' }).waitFor();
});

test('the tree is put in order by the keyboard, and the focus stays', async () => {
  const page = await open('/council/themes', { cookie: secretary });
  const order = () => page.locator('ol a').allTextContents();
  const [first, second, ...rest] = await order();
  await page.getByRole('link', { name: second! }).focus();
  await page.keyboard.press('Alt+ArrowUp');
  await expect.poll(order).toEqual([second, first, ...rest]);
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent?.trim())).toBe(second);
  await page.getByRole('button', { name: `Ниже: ${second}` }).click();
  await expect.poll(order).toEqual([first, second, ...rest]);

  // a key that is held does not overtake itself: nothing is refused
  const link = page.getByRole('link', { name: first! });
  await link.focus();
  const onTheirWay = new Set<unknown>();
  page.on('request', (request) => onTheirWay.add(request));
  page.on('requestfinished', (request) => onTheirWay.delete(request));
  page.on('requestfailed', (request) => onTheirWay.delete(request));
  for (let press = 0; press < 3; press += 1) await page.keyboard.press('Alt+ArrowDown');
  await expect.poll(async () => (await order()).indexOf(first!)).toBeGreaterThan(0);
  await expect.poll(() => onTheirWay.size).toBe(0);
  // a press that has waited is sent, and what was refused is told, a moment after an answer
  await page.waitForTimeout(1000);
  await expect.poll(() => onTheirWay.size).toBe(0);
  expect(await page.getByRole('alert').count()).toBe(0);
  while ((await order()).indexOf(first!) > 0) {
    const before = (await order()).indexOf(first!);
    await page.getByRole('button', { name: `Выше: ${first}`, exact: true }).click();
    await expect.poll(async () => (await order()).indexOf(first!)).toBe(before - 1);
    await expect.poll(() => onTheirWay.size).toBe(0);
  }
});

test.each([true, false])(
  'themes come from a SKOS file and go again, scripts %s',
  async (javaScriptEnabled) => {
    const page = await open('/council/themes', { cookie: secretary, javaScriptEnabled });
    await page.getByRole('link', { name: 'Темы из файла SKOS' }).click();
    const file = (text: string) => ({
      name: 'themes.ttl',
      mimeType: 'text/turtle',
      buffer: Buffer.from(text),
    });
    await page.getByLabel('Файл SKOS').setInputFiles(file('это не темы'));
    await page.getByRole('button', { name: 'Посмотреть, что изменится' }).click();
    await page.getByRole('alert').getByText('это не Turtle').waitFor();
    // more than a form takes is told in words, too
    const large = { name: 'l.ttl', mimeType: 'text/turtle', buffer: Buffer.alloc(3_000_000, '#') };
    const refused = await page.request.post('/council/themes/import', {
      ...{ headers: { origin: bank().url, accept: 'text/html' }, multipart: { file: large } },
    });
    expect([refused.status(), await refused.text()]).toEqual([
      ...[413, expect.stringContaining('Это слишком много за один раз')],
    ]);
    const name = `Школьный театр ${javaScriptEnabled ? 'со сценой' : 'без сцены'}`;
    const concept = `<urn:a> a <http://www.w3.org/2004/02/skos/core#Concept> ;
    <http://www.w3.org/2004/02/skos/core#prefLabel> "${name}"@ru .`;
    await page.getByLabel('Файл SKOS').setInputFiles(file(concept));
    await page.getByRole('button', { name: 'Посмотреть, что изменится' }).click();
    await page.getByText('Будут предложены новые темы: 1').waitFor();
    await page.getByRole('button', { name: 'Загрузить темы' }).click();
    await page.getByRole('heading', { name: 'Готово' }).waitFor();
    await page.getByRole('link', { name: 'Ведение тем' }).last().click();
    await page.getByRole('link', { name }).waitFor();
    await page.getByRole('button', { name: `Отменить: Загружены темы из файла: ${name}` }).click();
    await expect.poll(() => page.getByRole('link', { name }).count()).toBe(0);
  },
);

test('a fault is told beside its field, and what was typed stays', async () => {
  const page = await open('/council/themes', { cookie: secretary });
  await page.getByRole('link', { name: 'Профильное обучение' }).click();
  await page.getByLabel('Та же тема в других словарях').fill('не адрес');
  await page.getByLabel('О чём тема').fill('Набрано и не потеряно');
  await page.getByRole('button', { name: 'Сохранить описание' }).click();
  await page.getByRole('alert').getByText('нужен адрес').waitFor();
  expect(await page.getByLabel('О чём тема').inputValue()).toBe('Набрано и не потеряно');
});

test.each([360, 1400])('axe finds nothing on the pages for curating, %s px wide', async (width) => {
  const page = await open('/council/themes', { cookie: secretary, viewport: { width, height: 900 } });
  const href = (await page.locator('ol a').first().getAttribute('href'))!;
  for (const path of ['/council/themes', '/council/themes/import', `${href}?find=`]) {
    await page.goto(path);
    await expectTidy(page);
  }
});
