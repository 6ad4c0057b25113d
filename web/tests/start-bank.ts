import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { startMailbox } from './mailbox.ts';

/** A bank that the journeys walk through. */
export interface Bank {
  /** Its address, without a slash at the end. */
  readonly url: string;
  /** Connection string of its database, for what no page can do: people who have signed in, decisions of others. */
  readonly database: string;
  /** Folder with the letters that it has sent. */
  readonly letters: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    /** One for each file that runs at the same time, see `bank.ts`. */
    banks: readonly Bank[];
  }
}

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Starts banks as people do, each with the demo materials and a data folder of its own; stops them at the end. There is
 * one for each worker: what the journeys of one file change, those of another do not see.
 */
export default async function startBanks(project: TestProject): Promise<() => Promise<void>> {
  // a bank that already runs, to write a journey quickly
  if (process.env.TEST_BANK_URL) {
    const { TEST_BANK_URL: url, TEST_DATABASE_URL: database = '', TEST_LETTERS: letters = '' } = process.env;
    project.provide('banks', [{ url, database, letters }]);
    return async () => {};
  }
  await buildOnce();
  const mailbox = await startMailbox();
  const launched = await Promise.all(
    Array.from({ length: project.config.maxWorkers }, () => launchBank({ SMTP_URL: mailbox.url })),
  );
  project.provide(
    'banks',
    launched.map(({ url, database }) => ({ url, database, letters: mailbox.folder })),
  );
  return async () => {
    await Promise.all(launched.map((bank) => bank.stop()));
    await mailbox.stop();
  };
}

/** Each bank would build what is missing: before several start at once, it is there. */
async function buildOnce(): Promise<void> {
  const program = `import { buildMissing } from './server/build-missing.mjs'; await buildMissing('server', 'web');`;
  const build = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    ...{ cwd: root, stdio: 'inherit' },
  });
  const [code] = (await once(build, 'exit')) as [number | null];
  if (code !== 0) throw new Error('The bank could not be built.');
}

/** A bank that runs. */
export interface LaunchedBank {
  /** Without a slash at the end. */
  readonly url: string;
  readonly database: string;
  stop(): Promise<void>;
}

/**
 * Starts a bank on a port and a data folder of its own.
 * @param settings what it says beyond the usual, for journeys that need another bank
 * @param host by which name it is visited
 */
export async function launchBank(
  settings: Readonly<Record<string, string>>,
  host = '127.0.0.1',
): Promise<LaunchedBank> {
  const data = await mkdtemp(join(tmpdir(), 'metodbank-journeys-'));
  // the embedded PostgreSQL runs as a user of its own
  await chmod(data, 0o755);
  const port = await freePort();
  const log: string[] = [];
  const url = `http://${host}:${port}`;
  const server = spawn(process.execPath, ['server/start.mjs'], {
    cwd: root,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PORT: String(port),
      PUBLIC_URL: url,
      DATA_DIR: data,
      DATABASE_URL: '',
      MEILI_URL: '',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  server.stdout.on('data', (chunk: Buffer) => log.push(chunk.toString()));
  server.stderr.on('data', (chunk: Buffer) => log.push(chunk.toString()));
  const stopped = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const stop = async () => {
    server.kill('SIGTERM');
    await stopped;
    await rm(data, { recursive: true, force: true });
  };
  try {
    await ready(`http://127.0.0.1:${port}`, () => server.exitCode !== null);
    return { url, database: await embeddedDatabase(join(data, 'postgres')), stop };
  } catch (reason) {
    await stop();
    throw new Error(`The bank did not start.\n${log.join('')}`, { cause: reason });
  }
}

/** The embedded server keeps its port and its password in its folder. */
async function embeddedDatabase(home: string): Promise<string> {
  const [port, password] = await Promise.all(
    ['metodbank.port', 'metodbank.password'].map((name) => readFile(join(home, name), 'utf8')),
  );
  return `postgresql://metodbank:${password?.trim()}@127.0.0.1:${port?.trim()}/metodbank`;
}

async function ready(url: string, ended: () => boolean): Promise<void> {
  // building and loading the demo bank take their time on a small machine
  const until = Date.now() + 300_000;
  while (Date.now() < until) {
    if (ended()) throw new Error('It ended.');
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error('It was not ready in five minutes.');
}

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
