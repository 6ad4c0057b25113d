/**
 * Starts the server: configuration → bank → demo → application → pages → listening. The only file that ends the
 * process, on a fault or on a signal; on a signal it lets the requests under way end first.
 */
import 'reflect-metadata'; // before any decorator runs
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type App, createApp } from './app.js';
import { type Bank, DEMO_MARK, openBank } from './bank.js';
import { hasAdministrator, makeAdministrator } from './directory/administrator.js';
import { demoAccounts } from './exchange/seed/demo-accounts.js';
import { greet, type Greeted } from './greeting.js';
import { BankChanges } from './platform/bank-changes.js';
import type { Config } from './platform/config.js';
import { inTurn, STATEMENT_TIMEOUT_MS } from './platform/database.js';
import { readEnvironment } from './platform/environment.js';
import { IN_PROCESS } from './platform/graphql-in-process.js';
import { Jobs } from './platform/jobs.js';
import { createLog } from './platform/log.js';
import { PlainError } from './platform/plain-error.js';
import { PROJECT_ROOT } from './platform/project-root.js';
import { fail, ProgressLine } from './platform/terminal.js';
import type { WebHandler } from './platform/web.js';
import { createSchema } from './schema.js';
import { openSearch } from './search/open-search.js';
import type { Search } from './search/search.js';

/** Longest time for the requests under way to end, milliseconds. */
const DRAIN_LIMIT_MS = 25_000;
/** Any number that nothing else locks: of processes that start at once, one names the administrator. */
const NAMING_ADMINISTRATOR = 7_061_005;

/** What has been opened, in order; it is closed from the last to the first. */
const opened: (() => Promise<void>)[] = [];

async function start(): Promise<void> {
  const config = readEnvironment();
  const log = createLog(config);
  stopOnSignals();
  const bank = await openBank(config, { statementTimeout: STATEMENT_TIMEOUT_MS });
  opened.push(() => bank.close());
  if (config.seedDemo && (await wantsDemo(bank, config))) await loadDemo(config);
  const administrator = await firstAdministrator(bank, config);
  const changes = new BankChanges(bank.url);
  opened.push(() => changes.stop());
  await changes.start();
  const opening = await openSearch(bank, config, (err, message) =>
    err instanceof PlainError ? log.warn(`${message}: ${err.message}`) : log.warn({ err }, message),
  );
  opened.push(() => opening.close());
  const { search } = opening;
  await fillIndex(search);
  search.follow(changes);
  const jobs = new Jobs(bank.url, {
    report: (err, job) => log.error({ err, job }, job ? 'a job failed' : 'the job queue has a fault'),
  });
  opened.push(() => jobs.stop());
  const app = await createApp({
    ...{
      config,
      log,
      changes,
      jobs,
      databaseUrl: bank.url,
      orm: bank.orm,
      pool: bank.pool,
      storage: bank.storage,
    },
    search: search.service,
    schema: await createSchema({ config, ...bank, jobs, search: search.service }),
    searchState: () => search.state(),
    ...(await webOf(config)),
  });
  (globalThis as Record<symbol, unknown>)[IN_PROCESS] = app.inProcess;
  opened.push(() => app.http.close());
  // a backup may have brought back whom and what was erased after it was made
  await app.erasure
    .eraseAgain()
    .catch((err: unknown) => log.error({ err }, 'who was erased before could not be erased again'));
  await app.fileErasure
    .eraseAgain()
    .catch((err: unknown) => log.error({ err }, 'files that were erased before could not be erased again'));
  await listen(app, config);
  await jobs.work();
  greet(app, config, bank, {
    search: opening.describe(),
    accounts: await demoAccounts(bank.pool),
    administrator,
  });
}

/** Fills an index that is new. */
async function fillIndex(search: Search): Promise<void> {
  const line = new ProgressLine('Индексирую материалы');
  await search.ensure((done, total) => line.show(done, total));
  line.stop();
}

/** Whether the bank is empty, or an earlier start was broken off while it loaded the demo. */
async function wantsDemo({ pool }: Bank, { dataDir }: Config): Promise<boolean> {
  if (existsSync(join(dataDir, DEMO_MARK))) return true;
  const { rowCount } = await pool.query('select from material limit 1');
  return rowCount === 0;
}

/** Loads under its own connections, which have no limit on the time of a statement. */
async function loadDemo(config: Config): Promise<void> {
  const bank = await openBank(config, { statementTimeout: 0 });
  opened.push(() => bank.close());
  const { fillWithDemo } = await import('./demo.js'); // readers of every format, needed once
  await fillWithDemo(bank, config);
  opened.pop();
  await bank.close();
}

/** Gives a bank without an administrator the one whom the deployment names. */
function firstAdministrator(
  { url, orm }: Bank,
  { administrator }: Config,
): Promise<Greeted['administrator']> {
  return inTurn(url, NAMING_ADMINISTRATOR, async () => {
    const em = orm.em.fork();
    if (await hasAdministrator(em)) return null;
    return administrator ? makeAdministrator(em, administrator) : 'missing';
  });
}

async function webOf(config: Config): Promise<{ web?: WebHandler }> {
  const path = join(PROJECT_ROOT, 'web', 'build', 'handler.js');
  if (!existsSync(path)) return {};
  // read by the handler when it is imported: it cannot know by itself what address the visitor sees
  process.env['PROTOCOL_HEADER'] = 'x-forwarded-proto';
  process.env['HOST_HEADER'] = 'x-forwarded-host';
  process.env['ADDRESS_HEADER'] = 'x-client-address';
  process.env['GRAPHQL_INTERNAL_URL'] ??= `http://127.0.0.1:${config.port}/graphql`;
  if (config.port !== 0) process.env['PUBLIC_URL'] = config.publicUrl;
  const { handler } = (await import(pathToFileURL(path).href)) as { handler: WebHandler };
  return { web: handler };
}

async function listen({ http }: App, { port, host }: Config): Promise<void> {
  try {
    await http.listen({ port, host });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new PlainError(
      `Порт ${port} занят. Остановите другую программу или выберите другой порт: PORT=${port + 1} npm start\n` +
        `Port ${port} is in use. Stop the other program or choose another port: PORT=${port + 1} npm start`,
    );
  }
}

let stopping = false;

async function stop(): Promise<void> {
  stopping = true;
  setTimeout(() => process.exit(1), DRAIN_LIMIT_MS).unref();
  for (const close of opened.splice(0).toReversed()) await close();
}

function stopOnSignals(): void {
  const leave = (code: number) => {
    if (stopping) process.exit(1); // asked twice: do not wait any longer
    void stop().then(() => process.exit(code), fail);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => leave(0));
  // npm hands a signal to the shell that it started, not to what runs in it: this process would be left behind
  if (process.env['npm_lifecycle_event']) {
    const parent = process.ppid;
    setInterval(() => process.ppid === parent || stopping || leave(0), 1000).unref();
  }
  process.on('uncaughtException', (error) => {
    process.stderr.write(`${error.stack ?? error.message}\n`);
    leave(1);
  });
}

try {
  await start();
} catch (error) {
  if (!stopping) {
    await stop().catch(() => {});
    fail(error);
  } // otherwise a signal broke the start off, and what was opened is being closed
}
