import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/database.js';
import { openPool } from '../../platform/database.js';
import { openSearch } from '../open-search.js';
import { MaterialSort } from '../search.args.js';
import { findMeilisearch, startMeilisearch, type MeilisearchProgram } from './meilisearch-program.js';

const program = await findMeilisearch();
const root = mkdtempSync(join(tmpdir(), 'банк поиска '));
const dataDir = join(root, 'мои данные');
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await database.drop();
  rmSync(root, { recursive: true, force: true });
});

const answers = (server: MeilisearchProgram, key = server.apiKey): Promise<number> =>
  fetch(`${server.url}/version`, { headers: { authorization: `Bearer ${key}` } }).then(
    ({ status }) => status,
    () => 0,
  );
/** As memory that runs out does. */
const killServer = (): void => {
  process.kill(Number(readFileSync(join(dataDir, 'meilisearch', 'server.pid'), 'utf8')), 'SIGKILL');
};
const start = (): Promise<MeilisearchProgram> => startMeilisearch(program!, dataDir, database.url);

if (!program) console.warn('No meilisearch program on the PATH: starting it is not tested.');

describe('the Meilisearch on the PATH', () => {
  test.skipIf(!program)('is shared, adopted, and stopped by the last who leaves', async () => {
    const [one, two] = await Promise.all([start(), start()]);
    expect([one.adopted, two.adopted].sort()).toEqual([false, true]);
    expect(two.url).toBe(one.url);
    expect(await answers(one)).toBe(200);
    await one.leave();
    expect(await answers(two)).toBe(200);
    await two.leave();
    expect(await answers(two)).toBe(0);
    const again = await start();
    expect([again.url, again.adopted]).toEqual([one.url, false]);
    await again.leave();
  });

  test.skipIf(!program)('comes back after it died, by whichever process sees it first', async () => {
    const [one, two] = await Promise.all([start(), start()]);
    try {
      await one.revive();
      killServer();
      await expect.poll(() => answers(one)).toBe(0);
      await Promise.all([one.revive(), two.revive()]);
      expect(await answers(two)).toBe(200);
    } finally {
      await one.leave();
      await two.leave();
    }
  });

  test.skipIf(!program)('keeps its key to itself', async () => {
    const server = await start();
    try {
      expect(statSync(join(dataDir, 'meilisearch', 'master.key')).mode & 0o777).toBe(0o600);
      expect(await answers(server, 'another')).toBe(403);
      if (process.platform === 'linux') {
        const pid = readFileSync(join(dataDir, 'meilisearch', 'server.pid'), 'utf8').trim();
        expect(readFileSync(`/proc/${pid}/cmdline`, 'utf8')).not.toContain(server.apiKey);
      }
    } finally {
      await server.leave();
    }
  });

  test.skipIf(!program)('begins afresh where the data are of another version', async () => {
    writeFileSync(join(dataDir, 'meilisearch', 'data', 'VERSION'), '1.12.0');
    const server = await start();
    expect(await answers(server)).toBe(200);
    await server.leave();
  });

  test.skipIf(!program)('serves the search without a word in the configuration', async () => {
    const pool = openPool(database.url);
    const opened = await openSearch({ url: database.url, pool }, { meili: UNSET, dataDir }, () => {});
    try {
      await opened.search.ensure();
      expect(opened.describe()).toBe(`Meilisearch, ${join(dataDir, 'meilisearch')}`);

      const { search } = opened;
      search.follow({ onChange: () => () => {} });
      killServer();
      const engine = async () => (await search.service.search(ARGS)).engine;
      expect(await engine()).toBe('POSTGRESQL');
      await expect.poll(engine, { timeout: 20_000 }).toBe('MEILISEARCH');
      expect((await search.state()).engine).toBe('MEILISEARCH');
    } finally {
      await opened.close();
      await pool.end();
    }
  });
});

const ARGS = { query: '', sort: MaterialSort.NEWEST, page: 1, pageSize: 5, exact: false };
const UNSET = { url: undefined, apiKey: undefined, indexPrefix: 'test' };

test.skipIf(process.platform === 'win32')(
  'a program that does not start leaves the search to the database',
  async () => {
    const folder = mkdtempSync(join(root, 'broken-'));
    writeFileSync(join(folder, 'meilisearch'), '#!/bin/sh\necho no room >&2\nexit 3\n');
    chmodSync(join(folder, 'meilisearch'), 0o755);
    const path = process.env['PATH'];
    process.env['PATH'] = `${folder}:/usr/bin:/bin`;
    const told: string[] = [];
    const pool = openPool(database.url);
    const report = (error: unknown, message: string) => told.push(`${message}: ${String(error)}`);
    const place = { meili: UNSET, dataDir: join(folder, 'data') };
    const opened = await openSearch({ url: database.url, pool }, place, report);
    try {
      await opened.search.ensure();
      expect(opened.describe()).toMatch(/^PostgreSQL: Meilisearch \(.+\) не запустился$/);
      expect(told.join()).toContain('no room');
    } finally {
      process.env['PATH'] = path;
      await opened.close();
      await pool.end();
    }
  },
);
