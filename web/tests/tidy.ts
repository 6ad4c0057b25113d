import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** Fails, naming each fault and its elements, where axe finds something or the page scrolls sideways. */
export async function expectTidy(page: Page): Promise<void> {
  // in the page itself, as it has no frames of others; the other way opens one more page for every look
  const axe = new AxeBuilder({ page }).setLegacyMode();
  // of what passes nothing is told: to describe each such element takes longer than to look at it
  const { violations } = await axe.options({ resultTypes: ['violations'] }).analyze();
  const faults = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (over > 0) faults.push(`wider than the window by ${over} px`);
  expect(faults).toEqual([]);
}
