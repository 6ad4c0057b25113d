import {
  chromium,
  type Browser,
  type BrowserContextOptions,
  type ConsoleMessage,
  type Page,
} from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { bank } from './bank.ts';

/** Opens a page of the bank; options are those of a browser context. */
export type Open = (path: string, options?: OpenOptions) => Promise<Page>;

/** What a test may say of the browser and its visitor. */
export interface OpenOptions extends BrowserContextOptions {
  /** The appearance that was chosen before. */
  appearance?: string;
  /** The cookie of one who has signed in, see `database.ts`. */
  cookie?: { name: string; value: string; url: string };
}

/**
 * Gives the tests of a file one browser, and each test pages of its own.
 * A test fails when a page reports an error, among them everything that the content policy refuses.
 */
export function useBrowser(): Open {
  let browser: Browser;
  let complaints: string[] = [];

  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      // where no locale is set, it could not tell the Russian name of a download
      env: { ...process.env, LANG: 'C.UTF-8' },
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
    });
  });
  afterAll(() => browser.close());
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    const found = complaints;
    complaints = [];
    expect(found).toEqual([]);
  });

  return async (path, { appearance, cookie, ...options } = {}) => {
    const context = await browser.newContext({
      baseURL: bank().url,
      locale: 'ru-RU',
      viewport: { width: 1400, height: 1000 },
      reducedMotion: 'reduce',
      ...options,
    });
    if (appearance) {
      await context.addCookies([
        { name: 'appearance', value: encodeURIComponent(appearance), url: bank().url },
      ]);
    }
    if (cookie) await context.addCookies([cookie]);
    const page = await context.newPage();
    // as long as a busy machine needs
    page.setDefaultTimeout(60_000);
    page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error' && !isAnswered(message, page)) {
        complaints.push(`${page.url()}: ${message.text()} ${message.location().url}`);
      }
    });
    await page.goto(path);
    if (options.javaScriptEnabled !== false) await alive(page);
    return page;
  };
}

/** Waits until the scripts of a page have taken it over: before that, a press is a plain link or form. */
export async function alive(page: Page): Promise<void> {
  await page.locator('html[data-alive]').waitFor();
}

/** A page of an error or of what was withdrawn, or a form or a file that the bank refused, is itself an error to the browser; the test looks at each. */
function isAnswered(message: ConsoleMessage, page: Page): boolean {
  const { url } = message.location();
  if (url.includes('/no-such-') || /\?\/\w+$/.test(url)) return true;
  if (/status of 507/.test(message.text()) && new URL(url).pathname.startsWith('/uploads/')) return true;
  const refused = /status of (400|409|410|422|429)/.test(message.text());
  return refused && new URL(url).pathname === new URL(page.url()).pathname;
}
