/**
 * How the process talks to PostgreSQL: the ORM for writes and workplaces, and a small pool for the hot public reads,
 * which want plain rows. Both cancel what they run for a visitor who hung up: the connection is cut and the server,
 * which looks at it twice a second, stops the statement.
 */
import { MikroORM, type Options, defineConfig } from '@mikro-orm/postgresql';
import { ReflectMetadataProvider } from '@mikro-orm/decorators/legacy';
import { readdir } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { requestScope } from './context.js';
import { PlainError } from './plain-error.js';

/** Longest that a statement may run for a request. */
export const STATEMENT_TIMEOUT_MS = 5_000;
const OLDEST_VERSION = 15;
/** Any number that nothing else locks in the bank's database. */
const MIGRATING = 7_061_002;
// migrations lie at the same distance from the sources and from the build
const MIGRATIONS = fileURLToPath(new URL('../../migrations', import.meta.url));

/** Entity classes for the ORM. */
export type Entities = NonNullable<Options['entities']>;

/** A statement was not run, or was cut, because nobody waits for its answer any more. */
export class RequestAborted extends Error {
  constructor() {
    super('The client is gone.');
    this.name = 'RequestAborted';
  }
}

/** A connection that is cut when the request it works for is aborted. */
class RequestClient extends pg.Client {
  override query(...args: unknown[]): never {
    const signal = requestScope.getStore()?.signal;
    const run = () => super.query(...(args as [string])) as unknown;
    if (!signal) return run() as never;
    if (signal.aborted) return Promise.reject(new RequestAborted()) as never;
    const cut = () => (this as unknown as { connection: { stream: Socket } }).connection.stream.destroy();
    signal.addEventListener('abort', cut, { once: true });
    const result = run();
    const done = () => signal.removeEventListener('abort', cut);
    if (result instanceof Promise) result.then(done, done);
    else done(); // cursors are read by background work only
    return result as never;
  }
}

/** A pool whose statements keep to the request that asked for them, whoever gives the connection back. */
class RequestPool extends pg.Pool {
  override async query(...args: unknown[]): Promise<never> {
    const client = await this.connect();
    let failure: Error | undefined;
    try {
      return (await client.query(...(args as [string]))) as never;
    } catch (error) {
      failure = error as Error;
      throw error;
    } finally {
      // an error of the statement leaves a usable connection, one of the connection does not
      client.release(failure && !('severity' in failure) ? failure : undefined);
    }
  }
}

/** What differs between serving and everything else. */
export interface ConnectionOptions {
  /** Longest time of a statement, milliseconds; 0 for no limit, as migrations and imports need. */
  readonly statementTimeout?: number;
}

function clientOptions({ statementTimeout = STATEMENT_TIMEOUT_MS }: ConnectionOptions) {
  return {
    application_name: 'metodbank',
    statement_timeout: statementTimeout || false,
    connectionTimeoutMillis: 10_000,
    // Windows cannot tell the server that a connection was cut
    ...(process.platform === 'win32' ? {} : { options: '-c client_connection_check_interval=500' }),
  } as const;
}

/** Opens the pool for hot reads. */
export function openPool(url: string, options: ConnectionOptions = {}): pg.Pool {
  const settings = { connectionString: url, max: 10, ...clientOptions(options), Client: RequestClient };
  const pool = new RequestPool(settings as pg.PoolConfig) as unknown as pg.Pool;
  // a connection that breaks while it is lent out tells whoever awaits its statement; as an event it would end the process
  pool.on('connect', (client) => client.on('error', () => {}));
  pool.on('error', () => {}); // an idle connection went away; the pool opens another when it needs one
  return pool;
}

/** Options of the ORM, also for the programs that make migrations. */
function ormOptions(url: string, entities: Entities, options: ConnectionOptions = {}): Options {
  return defineConfig({
    clientUrl: url,
    entities: entities as never,
    metadataProvider: ReflectMetadataProvider,
    forceUtcTimezone: true,
    pool: { min: 0, max: 5 },
    driverOptions: { ...clientOptions(options), Client: RequestClient },
    migrations: { path: MIGRATIONS, pathTs: MIGRATIONS, snapshot: false, silent: true },
  }) as Options;
}

/** Opens the ORM. */
export function openOrm(url: string, entities: Entities, options: ConnectionOptions = {}): Promise<MikroORM> {
  return MikroORM.init(ormOptions(url, entities, options) as never);
}

/**
 * Brings the schema up to date. Processes that start at once take turns.
 * @returns how many migrations ran
 * @throws PlainError when the database does not answer or is too old
 */
export function migrate(url: string, entities: Entities): Promise<number> {
  return inTurn(url, MIGRATING, async (db) => {
    if (await isCurrent(db)) return 0;
    const { Migrator } = await import('@mikro-orm/migrations'); // large, and almost every start goes without
    const options = ormOptions(url, entities, { statementTimeout: 0 });
    const orm = await MikroORM.init({ ...options, extensions: [Migrator] } as never);
    try {
      return (await orm.migrator.up()).length;
    } finally {
      await orm.close(true);
    }
  });
}

/** Whether each of our migrations has been run, as the migrator's own table tells. */
async function isCurrent(db: pg.Client): Promise<boolean> {
  const found = await db.query<{ there: boolean }>(
    `select to_regclass('mikro_orm_migrations') is not null as there`,
  );
  if (!found.rows[0]!.there) return false;
  const { rows } = await db.query<{ name: string }>('select name from mikro_orm_migrations');
  const run = new Set(rows.map(({ name }) => name));
  const files = await readdir(MIGRATIONS);
  const names = files.flatMap((file) => /^(Migration\d+\w*)\.[jt]s$/.exec(file)?.[1] ?? []);
  return names.length > 0 && names.every((name) => run.has(name));
}

/**
 * Does something that only one process may do at a time; the others wait.
 * @param lock number of the turn, the same in all processes
 */
export async function inTurn<T>(url: string, lock: number, run: (turn: pg.Client) => Promise<T>): Promise<T> {
  const turn = new pg.Client({ connectionString: url, application_name: 'metodbank turn' });
  turn.on('error', () => {});
  await connectPlainly(turn);
  try {
    await refuseOldVersion(turn);
    await turn.query('select pg_advisory_lock($1)', [lock]);
    return await run(turn);
  } finally {
    await turn.end().catch(() => {});
  }
}

async function connectPlainly(client: pg.Client): Promise<void> {
  try {
    await client.connect();
  } catch (error) {
    const reason =
      error instanceof Error ? error.message || (error as NodeJS.ErrnoException).code : String(error);
    throw new PlainError(
      `Нет связи с PostgreSQL ${client.host}:${client.port} (no connection to PostgreSQL): ${reason}`,
      { cause: error },
    );
  }
}

async function refuseOldVersion(client: pg.Client): Promise<void> {
  const { rows } = await client.query<Record<string, string>>('show server_version_num');
  const major = Math.floor(Number(Object.values(rows[0] ?? {})[0]) / 10_000);
  if (major >= OLDEST_VERSION) return;
  throw new PlainError(
    `Нужен PostgreSQL ${OLDEST_VERSION} или новее, а это ${major} (PostgreSQL ${OLDEST_VERSION} or later is needed).`,
  );
}
