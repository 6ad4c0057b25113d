/**
 * The embedded PostgreSQL: real server binaries over a folder of ours, for deployments without a DATABASE_URL.
 * Several processes may share it. Each holds a shared advisory lock on it for as long as it lives; the one that can
 * take the lock alone when it leaves is the last, and stops the server. A process that was killed holds nothing,
 * and the server it left behind is adopted by the next one.
 */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { freePort } from './free-port.js';
import { PlainError } from './plain-error.js';
import { PostgresPrograms } from './postgres-programs.js';

const USER = 'metodbank';
const DATABASE = 'metodbank';
const MAJOR = '18';
/** Any number that nothing else locks in the maintenance database. */
const IN_USE = 7_061_001;
const START_LIMIT_MS = 60_000;

const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  // a socket's path may have 107 bytes at most, which a long Cyrillic folder name exceeds
  unix_socket_directories: '',
  shared_buffers: '256MB',
  random_page_cost: '1.1',
  jit: 'off',
  timezone: 'UTC',
  // a statement that fails and the row that it fails on may hold names and addresses of people (L122)
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
};

/** What the embedded server is started with. */
export interface EmbeddedPostgresOptions {
  /** The server's folder is `postgres` inside it. */
  readonly dataDir: string;
  /** Settings over ours, for a fresh start only; values without spaces. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** A running embedded server that this process uses. */
export interface EmbeddedPostgres {
  /** Connection string of the bank's database. */
  readonly url: string;
  /** True when it was running already. */
  readonly adopted: boolean;
  /** Leaves it, and stops it when no other process uses it. Close your own connections first. */
  leave(): Promise<void>;
}

/**
 * Starts the embedded server, or adopts the one that runs on the same folder.
 * @throws PlainError when this machine cannot run it
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const home = join(options.dataDir, 'postgres');
  await mkdir(options.dataDir, { recursive: true });
  const programs = await PostgresPrograms.find(home, options.dataDir);
  if (!existsSync(join(home, 'PG_VERSION'))) await initialise(programs, home);
  await refuseOtherVersion(home);

  const deadline = Date.now() + START_LIMIT_MS;
  let adopted = true;
  for (;;) {
    if (!(await isRunning(programs, home)) && (await start(programs, home, options.settings)))
      adopted = false;
    const session = await enter(home).catch(() => undefined);
    if (session) return inUse(programs, home, session, adopted);
    if (Date.now() > deadline) throw await notStarted(home);
    await sleep(100); // another process is starting or stopping it at this moment
  }
}

/** Makes the folder aside and moves it into place whole: of two processes that begin at once, one wins. */
async function initialise(programs: PostgresPrograms, home: string): Promise<void> {
  await removeAbandoned(home);
  const fresh = `${home}.new-${process.pid}`;
  const passwordFile = `${fresh}.password`;
  await writeFile(passwordFile, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
  await mkdir(fresh, { mode: 0o700 });
  await Promise.all([programs.own(passwordFile), programs.own(fresh)]);
  try {
    await programs.run('initdb', [
      ...['-D', fresh, '-U', USER, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8'],
      ...['--locale-provider=icu', '--icu-locale=ru-RU', '--locale=C.UTF-8', '--data-checksums'],
    ]);
    await rename(passwordFile, join(fresh, 'metodbank.password'));
    await rename(fresh, home).catch((error: unknown) => {
      if (!existsSync(join(home, 'PG_VERSION'))) throw error;
    });
  } catch (error) {
    throw new PlainError(
      `Не удалось создать базу данных в «${home}» (the database could not be created): ${wordsOf(error)}`,
      { cause: error },
    );
  } finally {
    await Promise.all([rm(passwordFile, { force: true }), rm(fresh, { recursive: true, force: true })]);
  }
}

async function removeAbandoned(home: string): Promise<void> {
  const parent = join(home, '..');
  for (const name of await readdir(parent)) {
    const pid = /^postgres\.new-(\d+)/.exec(name)?.[1];
    if (pid && !isAlive(Number(pid))) await rm(join(parent, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function refuseOtherVersion(home: string): Promise<void> {
  const version = (await readFile(join(home, 'PG_VERSION'), 'utf8')).trim();
  if (version === MAJOR) return;
  throw new PlainError(
    `База в «${home}» создана PostgreSQL ${version}, а здесь PostgreSQL ${MAJOR}. Восстановите её из резервной копии.\n` +
      `The database in "${home}" was made by PostgreSQL ${version}, this is PostgreSQL ${MAJOR}. Restore it from a backup.`,
  );
}

function isRunning(programs: PostgresPrograms, home: string): Promise<boolean> {
  return programs.launch('pg_ctl', ['status', '-D', home]);
}

async function start(
  programs: PostgresPrograms,
  home: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<boolean> {
  const portFile = join(home, 'metodbank.port');
  const port = await freePort(Number(await readFile(portFile, 'utf8').catch(() => '0')));
  const pairs = Object.entries({ ...SETTINGS, port: String(port), ...settings });
  const parameters = pairs.map(([name, value]) => `-c ${name}=${value}`).join(' ');
  const log = join(home, 'server.log');
  const started = await programs.launch('pg_ctl', [
    'start',
    '-w',
    '-t',
    '30',
    '-D',
    home,
    '-l',
    log,
    '-o',
    parameters,
  ]);
  if (started) await writeFile(portFile, `${port}\n`);
  return started;
}

/** Opens the session whose lock says that this process uses the server. */
async function enter(home: string): Promise<pg.Client> {
  const session = new pg.Client({
    connectionString: await urlOf(home, 'postgres'),
    application_name: 'metodbank in use',
  });
  session.on('error', () => {}); // a server that went away is noticed by those who query it
  await session.connect();
  try {
    await session.query('select pg_advisory_lock_shared($1)', [IN_USE]);
    const { rowCount } = await session.query('select from pg_database where datname = $1', [DATABASE]);
    if (rowCount === 0) await session.query(`create database ${DATABASE}`);
    return session;
  } catch (error) {
    await session.end().catch(() => {});
    throw error;
  }
}

async function inUse(
  programs: PostgresPrograms,
  home: string,
  session: pg.Client,
  adopted: boolean,
): Promise<EmbeddedPostgres> {
  const leave = async () => {
    const last = await session
      .query('select pg_advisory_unlock_shared($1)', [IN_USE])
      .then(() => session.query<{ last: boolean }>('select pg_try_advisory_lock($1) as last', [IN_USE]))
      .then(
        ({ rows }) => rows[0]?.last === true,
        () => false,
      );
    // stopped while the lock is still held, so that a newcomer waits for the end and then starts it afresh
    if (last) await programs.launch('pg_ctl', ['stop', '-w', '-m', 'fast', '-D', home]);
    await session.end().catch(() => {});
  };
  return { url: await urlOf(home, DATABASE), adopted, leave };
}

async function urlOf(home: string, database: string): Promise<string> {
  const [password, pid] = await Promise.all([
    readFile(join(home, 'metodbank.password'), 'utf8'),
    readFile(join(home, 'postmaster.pid'), 'utf8'),
  ]);
  const port = pid.split('\n')[3]?.trim();
  return `postgresql://${USER}:${password.trim()}@127.0.0.1:${port}/${database}`;
}

async function notStarted(home: string): Promise<PlainError> {
  const log = await readFile(join(home, 'server.log'), 'utf8').catch(() => '');
  const tail = log.trim().split('\n').slice(-5).join('\n');
  return new PlainError(
    `Встроенный PostgreSQL не запустился (the embedded PostgreSQL did not start):\n${tail}`,
  );
}

function wordsOf(error: unknown): string {
  const { stderr, message } = error as { stderr?: string; message: string };
  return (stderr || message).trim();
}
