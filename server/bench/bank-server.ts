/** The real, built application in a process of its own, as `npm start` runs it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PROJECT_ROOT } from '../src/platform/project-root.js';

/** What a process has used so far. */
export interface Usage {
  readonly cpuSeconds: number;
  readonly memoryBytes: number;
}

/** A server that is asked over HTTP. */
export interface Served {
  /** Address without a slash at the end. */
  readonly url: string;
  /** Milliseconds from the start of the process to its first answer. */
  readonly firstAnswerMs: number;
  usage(): Promise<Usage>;
  /** The last that it printed: warnings and errors. */
  said(): string;
  stop(): Promise<void>;
}

const START_LIMIT_MS = 30 * 60_000;
/** What `npm start` gives to Node: the limits of memory are measured too. */
const START = (
  JSON.parse(readFileSync(join(PROJECT_ROOT, 'package.json'), 'utf8')) as { scripts: { start: string } }
).scripts.start.split(' ');

/**
 * Starts a program and waits for its first answer.
 * @param args what Node runs
 * @param ready path that answers when the program serves
 * @throws Error with what the program printed when it ends first
 */
export async function serve(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  ready: { readonly path: string; readonly body?: string },
): Promise<Served> {
  const port = await freePort();
  const began = performance.now();
  const child = spawn(process.execPath, args, {
    cwd: PROJECT_ROOT,
    env: { ...process.env, ...environment, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data: Buffer) => (output = (output + data.toString()).slice(-4000)));
  const url = `http://127.0.0.1:${port}`;
  while (!(await answers(url + ready.path, ready.body))) {
    if (child.exitCode !== null || performance.now() - began > START_LIMIT_MS)
      throw new Error(`${args.join(' ')} did not start:\n${output}`);
    await sleep(10);
  }
  const firstAnswerMs = performance.now() - began;
  return { url, firstAnswerMs, usage: () => usageOf(url), said: () => output, stop: () => stop(child) };
}

/** Starts the bank over a data folder; limits of one visitor's rate do not apply, because the bench is many. */
export function serveBank(dataDir: string, environment: Readonly<Record<string, string>>): Promise<Served> {
  return serve(
    START.slice(1),
    {
      NODE_ENV: 'production',
      DATA_DIR: dataDir,
      LOG_LEVEL: 'warn',
      RATE_LIMIT: '10000000',
      TRUST_PROXY: 'loopback',
      ...environment,
    },
    { path: '/graphql', body: '{"query":"{ bank { materials } }"}' },
  );
}

/** Runs a command of the bank to its end and lets it speak. */
export async function runCommand(dataDir: string, ...args: string[]): Promise<void> {
  const child = spawn(process.execPath, [join('server', 'metodbank.mjs'), ...args], {
    cwd: PROJECT_ROOT,
    env: { ...process.env, DATA_DIR: dataDir },
    stdio: ['ignore', 2, 2],
  });
  const [code] = (await once(child, 'exit')) as [number];
  if (code !== 0) throw new Error(`metodbank ${args.join(' ')} ended with code ${code}`);
}

async function answers(url: string, body?: string): Promise<boolean> {
  const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: body ?? null };
  try {
    const response = await fetch(url, body === undefined ? {} : post);
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

async function usageOf(url: string): Promise<Usage> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const figure = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
  return {
    cpuSeconds: figure('process_cpu_seconds_total'),
    memoryBytes: figure('process_resident_memory_bytes'),
  };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
