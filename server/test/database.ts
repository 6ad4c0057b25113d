import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

/** A database of a test's own, migrated and empty. */
export interface TestDatabase {
  readonly url: string;
  /** Removes it, whoever is still connected. */
  drop(): Promise<void>;
}

/** Copies the migrated template: a few tens of milliseconds. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const templateUrl = inject('templateUrl');
  const template = new URL(templateUrl).pathname.slice(1);
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asAdmin(templateUrl, `create database ${name} template ${template} strategy wal_log`);
  return {
    url: Object.assign(new URL(templateUrl), { pathname: `/${name}` }).href,
    // a pool that was ended says good-bye for a moment still, and complains when it is cut off: the database itself
    // waits some seconds for those who go, before it is asked to cut off those who stay
    drop: () =>
      asAdmin(templateUrl, `drop database if exists ${name}`).catch(() =>
        asAdmin(templateUrl, `drop database if exists ${name} with (force)`),
      ),
  };
}

async function asAdmin(url: string, sql: string): Promise<void> {
  const client = new pg.Client({
    connectionString: Object.assign(new URL(url), { pathname: '/postgres' }).href,
  });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
