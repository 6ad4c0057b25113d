import { availableParallelism } from 'node:os';
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';
import { FirstPage } from './first-page.ts';
import { fontSubsets } from './font-subsets.ts';
import { pdfjsAssets } from './pdfjs-assets.ts';

const api = process.env.GRAPHQL_INTERNAL_URL
  ? new URL(process.env.GRAPHQL_INTERNAL_URL).origin
  : 'http://127.0.0.1:3000';

const results = process.env.TEST_RESULTS;

const firstPage = new FirstPage();

export default defineConfig({
  plugins: [
    fontSubsets(),
    firstPage.plugin(),
    pdfjsAssets(),
    paraglideVitePlugin({
      project: './project.inlang',
      outdir: './src/lib/paraglide',
      strategy: ['globalVariable', 'baseLocale'],
      isServer: 'import.meta.env.SSR',
      emitReadme: false,
    }),
    sveltekit({
      adapter: adapter(),
      // no list of all routes in every page's script: it would grow with each of them
      router: { resolution: 'server' },
      // with that, Kit names the styles of the next page relative to it, and loads them relative to the present one
      paths: { relative: false },
      compilerOptions: {
        runes: ({ filename }) => (filename.includes('node_modules') ? undefined : true),
      },
      // the styles of a page are small: in the page they cost no round trip before the first paint
      inlineStyleThreshold: 30_000,
      csp: {
        mode: 'auto',
        directives: {
          'default-src': ['self'],
          'script-src': ['self'],
          'style-src': ['self'],
          // the hidden line in which Kit announces a new page to screen readers
          'style-src-attr': ['unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
          'img-src': ['self', 'data:', 'blob:'],
          'media-src': ['self', 'blob:'],
          'font-src': ['self'],
          'connect-src': ['self'],
          'worker-src': ['self', 'blob:'],
          'object-src': ['none'],
          'base-uri': ['self'],
          'form-action': ['self'],
          'frame-ancestors': ['none'],
        },
      },
    }),
  ],
  environments: {
    client: {
      build: {
        // schools keep Windows 7 and 8.1, whose last browser is Chrome 109
        // nearly all that a page shares is loaded with the first one: lists of the rest would weigh more than they save
        modulePreload: { polyfill: false, resolveDependencies: () => [] },
        target: ['chrome109', 'edge109', 'firefox115', 'safari16.4'],
        rolldownOptions: {
          output: {
            // one file of what the first page shares, and one of what other pages share, compress better than thirty small ones
            codeSplitting: {
              groups: [
                { name: 'common', test: firstPage.needs, minShareCount: 2, priority: 1 },
                { name: 'parts', test: firstPage.spares, minShareCount: 3 },
              ],
            },
          },
        },
      },
    },
  },
  server: {
    proxy: Object.fromEntries(
      [
        '/graphql',
        '/files',
        '/uploads',
        '/archives',
        '/feeds',
        '/certificates',
        '/views',
        '/protocols',
        '/portfolio.docx',
        '/portfolio.pdf',
        '/my-data.zip',
        '/opensearch',
        '/opensearch.xml',
        '^/materials/[^/]+/qr\\.svg$',
      ].map((path) => [path, api]),
    ),
  },
  test: {
    environment: 'node',
    // .ci/run counts what a run wrote
    reporters: results ? ['default', ['json', { outputFile: results }]] : ['default'],
    // as long as a busy machine needs
    expect: { poll: { timeout: 30_000 } },
    projects: [
      { extends: true, test: { name: 'unit', include: ['src/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'journeys',
          include: ['tests/**/*.test.ts'],
          globalSetup: ['tests/start-bank.ts'],
          // each worker has a bank and a browser of its own, which share the machine with it
          maxWorkers: process.env.TEST_BANK_URL ? 1 : Math.min(2, availableParallelism()),
          // the quick ones first
          sequence: { groupOrder: 1 },
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
