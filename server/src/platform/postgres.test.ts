import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './postgres.js';

const settings = { fsync: 'off', shared_buffers: '16MB' };
const ask = async (url: string, sql: string): Promise<Record<string, unknown>> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows[0] as Record<string, unknown>;
  } finally {
    await client.end();
  }
};

describe('the embedded PostgreSQL in a folder with Cyrillic letters and spaces', () => {
  const root = mkdtempSync(join(tmpdir(), 'банк данных '));
  const dataDir = join(root, 'мои данные');
  let first: EmbeddedPostgres;

  beforeAll(async () => {
    chmodSync(root, 0o755);
    first = await startEmbeddedPostgres({ dataDir, settings });
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  test('starts with a Russian collation and a password that others cannot read', async () => {
    expect(first.adopted).toBe(false);
    const row = await ask(
      first.url,
      `select datlocale as locale from pg_database where datname = 'metodbank'`,
    );
    expect(row.locale).toBe('ru-RU');
    expect(statSync(join(dataDir, 'postgres', 'metodbank.password')).mode & 0o777).toBe(0o600);
    await expect(ask(first.url.replace(/:[^:@]+@/, ':wrong@'), 'select 1')).rejects.toThrow(/password/);
  });

  test('L122: writes down that a statement has failed, and neither its values nor the row', async () => {
    await ask(first.url, 'create table planted (email text primary key)');
    const planting = `insert into planted values ('planted-canary@school.example')`;
    await ask(first.url, planting);
    await expect(ask(first.url, planting)).rejects.toThrow('planted_pkey');
    const log = readFileSync(join(dataDir, 'postgres', 'server.log'), 'utf8');
    expect(log).toContain('planted_pkey');
    expect(log).not.toContain('canary');
  });

  test('is adopted by a second process and outlives the first that leaves', async () => {
    const second = await startEmbeddedPostgres({ dataDir, settings });
    expect(second.adopted).toBe(true);
    expect(second.url).toBe(first.url);
    await first.leave();
    expect(await ask(second.url, 'select 1 as one')).toEqual({ one: 1 });
    await second.leave();
    await expect(ask(second.url, 'select 1')).rejects.toThrow('ECONNREFUSED');
  });

  test('starts again on the port of last time', async () => {
    const again = await startEmbeddedPostgres({ dataDir, settings });
    expect(again.adopted).toBe(false);
    expect(again.url).toBe(first.url);
    await again.leave();
  });

  test('is begun by one of several processes that start at once', async () => {
    const elsewhere = join(root, 'разом');
    const [one, two] = await Promise.all([
      startEmbeddedPostgres({ dataDir: elsewhere, settings }),
      startEmbeddedPostgres({ dataDir, settings }),
    ]);
    const three = await startEmbeddedPostgres({ dataDir: elsewhere, settings });
    expect(three.url).toBe(one.url);
    await Promise.all([one.leave(), two.leave(), three.leave()]);
  });
});

test.runIf(process.getuid?.() === 0)('root may keep the bank in a folder closed to other users', async () => {
  const closed = mkdtempSync(join(tmpdir(), 'closed-'));
  try {
    const postgres = await startEmbeddedPostgres({ dataDir: join(closed, 'data'), settings });
    expect(await ask(postgres.url, 'select 1 as one')).toEqual({ one: 1 });
    await postgres.leave();
  } finally {
    rmSync(closed, { recursive: true, force: true });
  }
});
