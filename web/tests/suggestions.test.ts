import { expect, test } from 'vitest';
import { useBrowser } from './browser.ts';

const open = useBrowser();

test('the slash leads to the search, arrows and Enter choose a suggestion, Esc closes', async () => {
  const page = await open('/about');
  await page.keyboard.press('/');
  const field = page.getByRole('combobox');
  expect(await field.evaluate((element) => element === document.activeElement)).toBe(true);

  await page.keyboard.type('оценка');
  const options = page.getByRole('option');
  await expect.poll(() => options.count()).toBeGreaterThan(1);
  expect(await field.getAttribute('aria-expanded')).toBe('true');
  await page.keyboard.press('Escape');
  await expect.poll(() => options.count()).toBe(0);
  expect(await field.inputValue()).toBe('оценка');

  await page.keyboard.press('ArrowDown');
  await expect.poll(() => options.count()).toBeGreaterThan(1);
  await page.keyboard.press('ArrowDown');
  const active = page.locator('[role=option][aria-selected=true]');
  await expect.poll(() => active.count()).toBe(1);
  expect(await field.getAttribute('aria-activedescendant')).toBe(await active.getAttribute('id'));
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname !== '/about');
});

test('what was searched is offered again in this browser', async () => {
  const page = await open('/about');
  await page.locator('#search').fill('дроби');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/catalogue?q=*');
  await page.locator('#search').fill('');
  await expect
    .poll(() => page.getByRole('option').allTextContents())
    .toContainEqual(expect.stringContaining('дроби'));
  await page.getByRole('button', { name: 'Очистить' }).click();
  expect(await page.evaluate(() => localStorage.getItem('recent-searches'))).toBeNull();
});
