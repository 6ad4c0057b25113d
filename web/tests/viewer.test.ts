import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { alive, useBrowser } from './browser.ts';
import { expectTidy } from './tidy.ts';

const open = useBrowser();

const sheet = '/materials/list-ocenki-obrazovatelnyh-dostizheniy-obuchayushchegosya-okruzhayushchiy-mir-3';
const report = '/materials/vnutrennyaya-ocenka-kachestva-chto-pokazal-i-chego-ne-pokazal-uchebnyy-god';
const lesson = '/materials/urok-matematiki-s-listom-samoocenki-drobi-v-5-klasse';
const words = 'q=оценки+достижения';

const viewer = (page: Page) => page.getByRole('region', { name: 'Просмотр' });
const leaf = (page: Page, number: number) =>
  viewer(page).locator(`[aria-label="Страница ${number}"][aria-busy=false]:has(canvas)`);
const openFile = async (page: Page, ending: string) => {
  await page
    .getByRole('region', { name: 'Файлы' })
    .getByTitle(new RegExp(`^Открыть .*${ending}$`))
    .click();
  await expect.poll(() => viewer(page).locator('b').first().textContent()).toMatch(new RegExp(`${ending}$`));
};

test('a PDF opens at the page found with its words marked, and turns by buttons, keys and number', async () => {
  const page = await open(`${sheet}?page=1&${words}`);
  await leaf(page, 1).waitFor();
  const marks = viewer(page).locator('.textLayer mark');
  expect(await marks.first().textContent()).toMatch(/оценки/i);
  await expectTidy(page);

  await viewer(page).getByRole('link', { name: 'Следующая страница' }).first().click();
  await leaf(page, 2).waitFor();
  await expect.poll(() => new URL(page.url()).searchParams.get('page')).toBe('2');
  await leaf(page, 2).focus();
  await page.keyboard.press('PageDown');
  await leaf(page, 3).waitFor();
  await expect.poll(() => page.getByText('Страница 3 из 3').count()).toBe(1);
  await page.getByLabel('Номер страницы').fill('1');
  await page.keyboard.press('Enter');
  await leaf(page, 1).waitFor();

  const width = () =>
    viewer(page)
      .locator('canvas')
      .evaluate((canvas) => canvas.clientWidth);
  const before = await width();
  await viewer(page).getByRole('button', { name: 'Увеличить' }).click();
  await expect.poll(width).toBeGreaterThan(before);

  await page.reload();
  await leaf(page, 1).waitFor();
});

test.each([
  ['low on the page of a PDF', `${sheet}?page=1&q=особенности`],
  ['on a slide, by another form', '/catalogue?q=лёд', 'slide='],
  ['in a document, typed in the other layout', '/catalogue?q=lhj,b', 'passage'],
  ['in a PDF, by a word of another root', '/catalogue?q=люди', 'page='],
])('the first word that was looked for is in sight: %s', async (_, path, place = '') => {
  for (const viewport of [
    { width: 1400, height: 620 },
    { width: 360, height: 640 },
  ]) {
    const page = await open(path, { viewport });
    if (place) await page.locator(`article a.hit[href*="${place}"]`).first().click();
    await page.waitForURL('**/materials/**');
    const first = viewer(page).locator('mark').first();
    await first.waitFor();
    if (page.url().includes('page=')) await viewer(page).locator('.textLayer').waitFor();
    const seen = () =>
      first.evaluate((mark) => {
        const line = mark.getClientRects()[0]!;
        return mark.contains(document.elementFromPoint(line.x + line.width / 2, line.y + line.height / 2));
      });
    await expect.poll(seen).toBe(true);
  }
});

test('the text over a PDF lies on its letters, on a sharp screen and in full screen too', async () => {
  const page = await open(`${sheet}?page=1&${words}`, { deviceScaleFactor: 2 });
  await leaf(page, 1).waitFor();
  const fits = () =>
    viewer(page)
      .locator('canvas')
      .evaluate((canvas) => {
        const text = canvas.nextElementSibling!.getBoundingClientRect();
        const drawn = canvas.getBoundingClientRect();
        return [text.left - drawn.left, text.width - drawn.width, text.height - drawn.height].every(
          (difference) => Math.abs(difference) < 2,
        );
      });
  expect(await fits()).toBe(true);
  expect(
    await viewer(page)
      .locator('canvas')
      .evaluate((canvas: HTMLCanvasElement) => canvas.width / canvas.clientWidth),
  ).toBeCloseTo(2, 1);
  await viewer(page).getByRole('button', { name: 'На весь экран' }).click();
  await viewer(page).getByRole('button', { name: 'Выйти из полного экрана' }).waitFor();
  await page.keyboard.press('PageDown');
  await leaf(page, 2).waitFor();
  expect(await fits()).toBe(true);
});

test('the reader of PDF is not fetched before somebody is there', async () => {
  const page = await open(sheet);
  const heavy = () =>
    page.evaluate(
      () =>
        performance.getEntriesByType('resource').filter(({ name }) => /pdf\.worker|\.pdf/.test(name)).length,
    );
  expect(await heavy()).toBe(0);
  await viewer(page).hover();
  await leaf(page, 1).waitFor();
  expect(await heavy()).toBeGreaterThan(0);
});

test('a PDF that cannot be read leaves its text and says so', async () => {
  const page = await open(sheet);
  await page.route('**/*.pdf?inline', (route) => route.fulfill({ body: 'not a PDF' }));
  await viewer(page).hover();
  await viewer(page).getByRole('alert').waitFor();
  expect(await viewer(page).getByText('Для чего нужен лист').first().isVisible()).toBe(true);
  await page.unroute('**/*.pdf?inline');
  await viewer(page).getByRole('button', { name: 'Попробовать ещё раз' }).click();
  await leaf(page, 1).waitFor();
});

test('sheets, slides and documents of a material open one after another', async () => {
  const page = await open(sheet);
  await openFile(page, 'xlsx');
  const tabs = viewer(page).getByRole('navigation', { name: 'Листы' }).getByRole('link');
  await tabs.nth(1).click();
  await expect.poll(() => tabs.nth(1).getAttribute('aria-current')).toBe('true');
  await expectTidy(page);

  await openFile(page, 'docx');
  await viewer(page).getByRole('region', { name: 'Текст файла' }).locator('table').first().waitFor();

  await page.goto(report);
  await alive(page);
  await openFile(page, 'pptx');
  const slides = viewer(page).getByRole('navigation', { name: 'Слайды' }).getByRole('link');
  await slides.nth(2).click();
  await viewer(page).getByRole('region', { name: 'Слайд 3' }).focus();
  await page.keyboard.press('ArrowRight');
  await viewer(page).getByRole('region', { name: 'Слайд 4' }).waitFor();
  await expect.poll(() => new URL(page.url()).searchParams.get('slide')).toBe('4');
  await expectTidy(page);
});

test('a video starts at the second found, and its transcript leads and follows', async () => {
  const page = await open(`${lesson}?second=25`);
  const second = () =>
    viewer(page)
      .locator('video')
      .evaluate((video: HTMLVideoElement) => video.currentTime);
  await expect.poll(second).toBeGreaterThanOrEqual(25);
  const cues = viewer(page).getByRole('region', { name: 'Расшифровка' }).getByRole('listitem');
  await expect.poll(() => cues.nth(1).getAttribute('aria-current')).toBe('true');
  const later = cues.nth(3).getByRole('link');
  const [minutes = NaN, seconds = NaN] = (await later.innerText()).split(':').map(Number);
  await later.click();
  await expect.poll(second).toBeGreaterThanOrEqual(minutes * 60 + seconds);
  await expect.poll(() => cues.nth(3).getAttribute('aria-current')).toBe('true');
  expect(
    await viewer(page)
      .locator('video')
      .evaluate((video: HTMLVideoElement) => video.textTracks[0]?.mode),
  ).toBe('showing');
  await expectTidy(page);
});

test('without scripts pages, slides and cues are links, and the words are marked', async () => {
  const plain = { javaScriptEnabled: false };
  const pdf = await open(`${sheet}?page=1&${words}`, plain);
  expect(await viewer(pdf).locator('mark').count()).toBeGreaterThan(0);
  await viewer(pdf).getByRole('link', { name: 'Следующая страница' }).first().click();
  await pdf.waitForURL('**page=2*');
  await pdf.getByLabel('Номер страницы').fill('3');
  await pdf.keyboard.press('Enter');
  await pdf.waitForURL('**page=3*');
  expect(new URL(pdf.url()).searchParams.get('q')).toBe('оценки достижения');

  const video = await open(lesson, plain);
  await viewer(video).getByRole('region', { name: 'Расшифровка' }).getByRole('link').nth(1).click();
  await video.waitForURL('**second=*');
  expect(await viewer(video).locator('video').getAttribute('src')).toMatch(/#t=\d+$/);
});

test('a telephone shows every kind of file without sideways scrolling of the page', async () => {
  const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
  for (const path of [`${sheet}?page=1&${words}`, report, lesson]) {
    const page = await open(path, phone);
    await page.waitForTimeout(500);
    await expectTidy(page);
    await page.context().close();
  }
});

test.each([
  ['dark', 'theme=dark'],
  ['low vision, white on black', 'vision=low&scheme=black&text=200'],
])('a page found is readable in the look «%s»', async (_, appearance) => {
  const page = await open(`${sheet}?page=1&${words}`, { appearance });
  await leaf(page, 1).waitFor();
  await expectTidy(page);
});
