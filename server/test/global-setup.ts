/**
 * One PostgreSQL for the whole run, without fsync, and in it one migrated database that each test file copies.
 * TEST_DATABASE_URL uses an outside server instead.
 */
import 'reflect-metadata'; // before any decorator runs
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { entities } from '../src/entities.js';
import { migrate } from '../src/platform/database.js';
import { startEmbeddedPostgres } from '../src/platform/postgres.js';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Connection string of the migrated database that tests copy. */
    templateUrl: string;
  }
}

const SETTINGS = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  shared_buffers: '64MB',
  max_connections: '200',
};

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const outside = process.env['TEST_DATABASE_URL'];
  const dataDir = mkdtempSync(join(tmpdir(), 'metodbank-test-'));
  chmodSync(dataDir, 0o755);
  const embedded = outside ? undefined : await startEmbeddedPostgres({ dataDir, settings: SETTINGS });
  const server = outside ?? embedded!.url;
  const template = `metodbank_template_${process.pid}`;
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  await admin.query(`create database ${template}`);
  const templateUrl = Object.assign(new URL(server), { pathname: `/${template}` }).href;
  await migrate(templateUrl, entities);
  project.provide('templateUrl', templateUrl);

  return async () => {
    await admin.query(`drop database if exists ${template} with (force)`);
    await admin.end();
    await embedded?.leave();
    rmSync(dataDir, { recursive: true, force: true });
  };
}
