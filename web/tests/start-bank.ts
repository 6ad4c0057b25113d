import { spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { startMailbox } from './mailbox.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the bank that the journeys walk through, without a slash at the end. */
    bank: string;
    /** Connection string of its database, for what no page can do: people who have signed in, decisions of others. */
    database: string;
    /** Folder with the letters that it has sent. */
    letters: string;
  }
}

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Starts the bank as people do, with its demo materials and a data folder of its own; stops it at the end. */
export default async function startBank(project: TestProject): Promise<() => Promise<void>> {
  // a bank that already runs, to write a journey quickly
  if (process.env.TEST_BANK_URL) {
    project.provide('bank', process.env.TEST_BANK_URL);
    project.provide('database', process.env.TEST_DATABASE_URL ?? '');
    project.provide('letters', process.env.TEST_LETTERS ?? '');
    return async () => {};
  }
  const mailbox = await startMailbox();
  const bank = await launchBank({ SMTP_URL: mailbox.url });
  project.provide('bank', bank.url);
  project.provide('letters', mailbox.folder);
  project.provide('database', bank.database);
  return async () => {
    await bank.stop();
    await mailbox.stop();
  };
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
