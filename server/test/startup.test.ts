/** The process as people start it: from its entry file, with an environment, ended by signals. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PROJECT_ROOT } from '../src/platform/project-root.js';

const SERVER = join(PROJECT_ROOT, 'server');

interface Started {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly exit: Promise<number | null>;
  /** Address, once it listens. */
  readonly url: Promise<string>;
}

const PROGRAM: readonly string[] = [process.execPath, 'dist/src/main.js'];

function startProcess(environment: Record<string, string>, [command, ...words] = PROGRAM): Started {
  const child = spawn(command!, words, {
    cwd: SERVER,
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      PORT: '0',
      SEED_DEMO: 'false',
      ...environment,
    },
  });
  let output = '';
  const exit = new Promise<number | null>((resolve) => child.once('close', resolve));
  const url = new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        const found = /Открыть\s+(\S+)/.exec(output);
        if (found) resolve(found[1]!.replace('localhost', '127.0.0.1'));
      });
    }
    void exit.then(() => reject(new Error(`it ended before it listened:\n${output}`)));
  });
  url.catch(() => {}); // most tests of faults do not wait for it
  return { child, output: () => output, exit, url };
}

beforeAll(() => {
  execFileSync('npm', ['run', 'build', '--silent'], { cwd: SERVER });
}, 300_000);

describe('a process', () => {
  const folder = mkdtempSync(join(tmpdir(), 'методбанк с пробелами '));
  const dataDir = join(folder, 'мои данные');
  let first: Started;

  beforeAll(async () => {
    chmodSync(folder, 0o755);
    first = startProcess({ DATA_DIR: dataDir });
    await first.url;
  });
  afterAll(() => {
    first.child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  test('starts its database in a folder with Cyrillic letters and spaces, and tells what serves', async () => {
    const ready = await fetch(`${await first.url}/readyz`).then((response) => response.json());
    expect(ready).toMatchObject({ status: 'ready', database: true });
    expect(first.output()).toMatch(/Методбанк готов за \d+,\d с/);
    expect(first.output()).toContain(join(dataDir, 'postgres'));
  });

  test('says how to name an administrator while there is none', () => {
    expect(first.output()).toContain('npm run metodbank -- administrator');
  });

  test('shares the database with a second one, which goes on when the first leaves', async () => {
    const second = startProcess({ DATA_DIR: dataDir });
    const url = await second.url;
    first.child.kill('SIGTERM');
    expect(await first.exit).toBe(0);
    const ready = await fetch(`${url}/readyz`).then((response) => response.json());
    expect(ready).toMatchObject({ status: 'ready', database: true });
    expect(existsSync(join(dataDir, 'postgres', 'postmaster.pid'))).toBe(true);
    second.child.kill('SIGINT');
    expect(await second.exit).toBe(0);
    expect(existsSync(join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false);
  });

  test('adopts the database that a killed one left behind', async () => {
    const killed = startProcess({ DATA_DIR: dataDir });
    await killed.url;
    killed.child.kill('SIGKILL');
    await killed.exit;
    expect(existsSync(join(dataDir, 'postgres', 'postmaster.pid'))).toBe(true);
    const heir = startProcess({ DATA_DIR: dataDir });
    expect((await fetch(`${await heir.url}/readyz`)).status).toBe(200);
    heir.child.kill('SIGTERM');
    expect(await heir.exit).toBe(0);
    expect(existsSync(join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false);
  });

  test('started by npm, ends when npm is ended, which leaves it behind', async () => {
    // as npm does it: a shell between that is killed and tells nobody
    const shell = ['sh', '-c', `'${process.execPath}' dist/src/main.js; true`];
    const started = startProcess({ DATA_DIR: dataDir, npm_lifecycle_event: 'start' }, shell);
    await started.url;
    started.child.kill('SIGTERM');
    await started.exit; // of the shell and of all that wrote to its output
    expect(existsSync(join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false);
  });

  test('starts beside another that starts at the same moment on an empty folder', async () => {
    const fresh = join(folder, 'разом');
    const both = [startProcess({ DATA_DIR: fresh }), startProcess({ DATA_DIR: fresh })];
    for (const { url } of both) expect((await fetch(`${await url}/readyz`)).status).toBe(200);
    for (const { child } of both) child.kill('SIGTERM');
    expect(await Promise.all(both.map(({ exit }) => exit))).toEqual([0, 0]);
    expect(existsSync(join(fresh, 'postgres', 'postmaster.pid'))).toBe(false);
  });
});

describe('a fault of the deployment ends the process with code 1 and plain words', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'metodbank-faults-'));
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));
  const failing = async (environment: Record<string, string>): Promise<string> => {
    const { exit, output } = startProcess({ DATA_DIR: dataDir, ...environment });
    expect(await exit).toBe(1);
    expect(output()).not.toContain('    at ');
    return output();
  };

  test('wrong settings, all at once', async () => {
    const output = await failing({ PORT: 'восемь', PUBLIC_URL: 'bank', S3_BUCKET: 'b' });
    for (const name of ['PORT', 'PUBLIC_URL', 'S3_ENDPOINT']) expect(output).toContain(`• ${name}`);
  });

  test('a database that does not answer', async () => {
    const output = await failing({ DATABASE_URL: 'postgresql://bank:secret-word@127.0.0.1:1/bank' });
    expect(output).toContain('Нет связи с PostgreSQL 127.0.0.1:1');
    expect(output).not.toContain('secret-word');
  });

  test('a port in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as { port: number };
    const output = await failing({ PORT: String(port) });
    expect(output).toContain(`Порт ${port} занят`);
    expect(existsSync(join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false);
    other.close();
  });
});
