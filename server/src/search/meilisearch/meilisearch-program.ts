/**
 * A Meilisearch of the bank's own: the `meilisearch` program found on the PATH, for deployments without a MEILI_URL.
 * Several processes may share it. Each holds a shared advisory lock in the bank's database for as long as it lives;
 * the one that can take the lock alone when it leaves is the last, and stops the server. The server outlives a
 * process that was killed, and the next one adopts it. What it holds can be built anew at any time.
 */
import { execFile, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { access, constants, link, mkdir, open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { freePort } from '../../platform/free-port.js';

/** Longest that the server may take to start or to stop, milliseconds. */
const LIMIT_MS = 20_000;
const GREETING_MS = 1000;
/** First halves of the locks; the second is told by the server's key, for processes of other machines have others. */
const IN_USE = 7_305_006;
const STARTING = 7_305_007;

/** A running Meilisearch that this process uses. */
export interface MeilisearchProgram {
  readonly url: string;
  /** Its master key; whoever knows it may do everything. */
  readonly apiKey: string;
  /** True when it was running already. */
  readonly adopted: boolean;
  /** Starts it again at the same address where it has died; of several processes one does. */
  revive(): Promise<void>;
  /** Leaves it, and stops it when no other process uses it. Send no request afterwards. */
  leave(): Promise<void>;
}

/** Absolute path of the `meilisearch` program on the PATH; null where there is none. */
export async function findMeilisearch(path = process.env['PATH'] ?? ''): Promise<string | null> {
  for (const folder of path.split(delimiter).filter(Boolean)) {
    const file = join(folder, process.platform === 'win32' ? 'meilisearch.exe' : 'meilisearch');
    const runs = await access(file, constants.X_OK).then(
      async () => (await stat(file)).isFile(),
      () => false,
    );
    if (runs) return file;
  }
  return null;
}

/**
 * Starts the program over `meilisearch` in the data folder, or adopts the server that runs there.
 * @param program path of the program
 * @param databaseUrl the bank's database, where the processes that share the server meet
 * @throws Error with the server's last words when it does not start
 */
export async function startMeilisearch(
  program: string,
  dataDir: string,
  databaseUrl: string,
): Promise<MeilisearchProgram> {
  const home = join(dataDir, 'meilisearch');
  await mkdir(home, { recursive: true, mode: 0o700 });
  const apiKey = await masterKey(home);
  const lock = createHash('sha256').update(apiKey).digest().readInt32BE();
  const session = new pg.Client({
    connectionString: databaseUrl,
    application_name: 'metodbank search in use',
  });
  session.on('error', () => {}); // the end of the database ends the process by other ways
  await session.connect();
  try {
    // waits while the last user stops it
    await session.query('select pg_advisory_lock_shared($1, $2)', [IN_USE, lock]);
    await session.query('select pg_advisory_lock($1, $2)', [STARTING, lock]);
    const found = await answering(home, apiKey);
    const url = found ?? (await start(program, home, apiKey));
    await session.query('select pg_advisory_unlock($1, $2)', [STARTING, lock]);
    const revive = async () => {
      if ((await running(home)) !== undefined) return;
      await session.query('select pg_advisory_lock($1, $2)', [STARTING, lock]);
      try {
        if ((await running(home)) !== undefined) return;
        const again = await start(program, home, apiKey);
        if (again !== url) throw new Error(`Meilisearch came back at ${again}, not at ${url}.`);
      } finally {
        await session.query('select pg_advisory_unlock($1, $2)', [STARTING, lock]);
      }
    };
    return { url, apiKey, adopted: found !== null, revive, leave: () => leave(session, lock, home) };
  } catch (error) {
    await session.end().catch(() => {});
    throw error;
  }
}

async function leave(session: pg.Client, lock: number, home: string): Promise<void> {
  const last = await session
    .query('select pg_advisory_unlock_shared($1, $2)', [IN_USE, lock])
    .then(() =>
      session.query<{ last: boolean }>('select pg_try_advisory_lock($1, $2) as last', [IN_USE, lock]),
    )
    .then(
      ({ rows }) => rows[0]?.last === true,
      () => false,
    );
  // stopped while the lock is still held, so that a newcomer waits for the end and then starts it afresh
  if (last) await stop(home);
  await session.end().catch(() => {});
}

/** The key in a file that only its owner reads; of two processes that make one at once, one wins. */
async function masterKey(home: string): Promise<string> {
  const file = join(home, 'master.key');
  const known = await readFile(file, 'utf8').catch(() => '');
  if (known) return known.trim();
  const fresh = `${file}.${randomBytes(6).toString('hex')}`;
  await writeFile(fresh, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 });
  await link(fresh, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(fresh);
  return (await readFile(file, 'utf8')).trim();
}

/** Address of the server that runs here, once it answers; null where none runs. */
async function answering(home: string, apiKey: string): Promise<string | null> {
  const deadline = Date.now() + LIMIT_MS;
  while (await running(home)) {
    const url = await addressOf(home);
    if (await knows(url, apiKey)) return url;
    if (Date.now() > deadline) throw new Error(`The Meilisearch in ${home} runs but does not answer.`);
    await sleep(50);
  }
  return null;
}

/** Whether the server is up and takes our key, which nobody else's would. */
async function knows(url: string, apiKey: string): Promise<boolean> {
  return fetch(`${url}/version`, {
    headers: { authorization: `Bearer ${apiKey}` },
    signal: AbortSignal.timeout(GREETING_MS),
  }).then(
    ({ ok }) => ok,
    () => false,
  );
}

async function addressOf(home: string): Promise<string> {
  return `http://127.0.0.1:${await remembered(home, 'port')}`;
}

async function remembered(home: string, what: 'port' | 'pid'): Promise<number> {
  return Number(await readFile(join(home, `server.${what}`), 'utf8').catch(() => '0'));
}

/** The id of the server's process while it lives; undefined otherwise, also when the id is somebody else's by now. */
async function running(home: string): Promise<number | undefined> {
  const pid = await remembered(home, 'pid');
  if (pid === 0) return undefined;
  try {
    process.kill(pid, 0);
  } catch {
    return undefined;
  }
  if (process.platform !== 'linux') return pid;
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return command.split('\0').includes(join(home, 'data')) ? pid : undefined;
}

async function start(program: string, home: string, apiKey: string): Promise<string> {
  const data = join(home, 'data');
  await dropOtherVersion(program, data);
  const port = await freePort(await remembered(home, 'port'));
  await writeFile(join(home, 'server.port'), `${port}\n`);
  const log = await open(join(home, 'server.log'), 'w', 0o600);
  // settings of the shell must not reach it, the key must not be seen in the list of processes
  const others = Object.entries(process.env).filter(([name]) => !name.startsWith('MEILI_'));
  const server = spawn(program, ['--db-path', data], {
    cwd: home,
    detached: true, // Ctrl+C is for us; we stop it when nobody needs it any more
    stdio: ['ignore', log.fd, log.fd],
    env: {
      ...Object.fromEntries(others),
      MEILI_MASTER_KEY: apiKey,
      MEILI_HTTP_ADDR: `127.0.0.1:${port}`,
      MEILI_ENV: 'production',
      MEILI_NO_ANALYTICS: 'true',
      MEILI_LOG_LEVEL: 'WARN',
    },
  });
  let ended = false;
  server.once('error', () => (ended = true));
  server.once('exit', () => (ended = true));
  server.unref();
  await log.close();
  if (server.pid !== undefined) await writeFile(join(home, 'server.pid'), `${server.pid}\n`);
  const url = `http://127.0.0.1:${port}`;
  for (const deadline = Date.now() + LIMIT_MS; !(await knows(url, apiKey)); await sleep(20)) {
    if (!ended && Date.now() < deadline) continue;
    if (!ended) await stop(home);
    const words = (await readFile(join(home, 'server.log'), 'utf8').catch(() => '')).trim();
    throw new Error(words.split('\n').slice(-5).join('\n') || `${program} does not start`);
  }
  return url;
}

/** A server does not open the data of another version; the index is built again from the bank. */
async function dropOtherVersion(program: string, data: string): Promise<void> {
  const made = await readFile(join(data, 'VERSION'), 'utf8').catch(() => null);
  if (made === null) return;
  const { stdout } = await promisify(execFile)(program, ['--version']);
  if (!stdout.trim().endsWith(` ${made.trim()}`)) await rm(data, { recursive: true });
}

async function stop(home: string): Promise<void> {
  const pid = await running(home);
  if (pid === undefined) return;
  process.kill(pid, 'SIGTERM');
  for (const deadline = Date.now() + LIMIT_MS; await running(home); await sleep(20))
    if (Date.now() > deadline) process.kill(pid, 'SIGKILL');
  await rm(join(home, 'server.pid'), { force: true });
}
