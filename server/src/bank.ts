/**
 * Opens what every program of the bank works on, the server and the commands alike: the database (starting the
 * embedded one where no other is named), its schema brought up to date, the ORM, the pool and the file store.
 */
import { join } from 'node:path';
import type { MikroORM } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import { entities } from './entities.js';
import type { Config } from './platform/config.js';
import { type ConnectionOptions, migrate, openOrm, openPool } from './platform/database.js';
import { startEmbeddedPostgres } from './platform/postgres.js';
import { LocalStorage } from './platform/storage/local-storage.js';
import type { Storage } from './platform/storage/storage.js';

/** File in the data folder that says that the demo is being loaded. */
export const DEMO_MARK = 'demo.loading';

/** The bank's data, open. */
export interface Bank {
  /** Connection string of the database. */
  readonly url: string;
  /** Whether this bank's own server holds the database. */
  readonly embedded: boolean;
  readonly orm: MikroORM;
  readonly pool: Pool;
  readonly storage: Storage;
  /** Closes the connections, and stops the embedded server when no other process uses it. */
  close(): Promise<void>;
}

/**
 * Opens the bank.
 * @param options limits of the statements; programs that are not asked by visitors have none
 * @throws PlainError when the database cannot be reached or started
 */
export async function openBank(config: Config, options: ConnectionOptions): Promise<Bank> {
  const server = config.databaseUrl === undefined ? await startEmbeddedPostgres(config) : undefined;
  const url = server?.url ?? (config.databaseUrl as string);
  try {
    await migrate(url, entities);
    const orm = await openOrm(url, entities, options);
    const pool = openPool(url, options);
    const close = async () => {
      await Promise.all([orm.close(true), pool.end()]);
      await server?.leave();
    };
    return { url, embedded: server !== undefined, orm, pool, storage: await openStorage(config), close };
  } catch (error) {
    await server?.leave();
    throw error;
  }
}

/** The file store that the configuration names. */
async function openStorage({ s3, dataDir }: Pick<Config, 's3' | 'dataDir'>): Promise<Storage> {
  if (!s3) return new LocalStorage(join(dataDir, 'files'));
  const { S3Storage } = await import('./platform/storage/s3-storage.js'); // its client is large
  return new S3Storage(s3);
}
