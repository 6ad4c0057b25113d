/**
 * Whether the door tells by its time who has an account (C46), and whether a crowd at it slows those who read (C50):
 * `npm run bench:accounts -w server -- [tries]`. Starts the built bank over a folder of its own, which it removes.
 */
import 'reflect-metadata'; // before any decorator runs
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildMissing } from '../build-missing.mjs';
import { hashPassword } from '../src/directory/password.js';
import { entities } from '../src/entities.js';
import { openOrm } from '../src/platform/database.js';
import { startEmbeddedPostgres } from '../src/platform/postgres.js';
import { buildAccount } from '../test/members.js';
import { serveBank } from './bank-server.js';
import { LIST } from './documents.js';
import { type Ask, answerOf, latency, median } from './load.js';
import { dataOf, question } from './scenario.js';

const TRIES = Number(process.argv[2] ?? 200);
const PASSWORD = 'Синий кит в пруду';
/** Most that the medians for known and unknown addresses may lie apart, milliseconds. */
const APART_MS = 10;
const PAUSE_MS = 50;
/** How many sign in at once, and how many times slower those who read may be for it. */
const CROWD = 20;
const TIMES_SLOWER = 2;
const READERS = 4;
const SECONDS = 15;

const dataDir = await mkdtemp(join(tmpdir(), 'metodbank-accounts-bench-'));
await buildMissing('server', 'web');
const postgres = await startEmbeddedPostgres({ dataDir });
const bank = await serveBank(dataDir, { SEED_DEMO: 'true' });
let missed = 0;
/** Each request comes from another address: what one address may do is not measured. */
let visitor = 0;
try {
  const known = await storeAccounts(TRIES);
  await tellApart('a forgotten password', known, (email, n) =>
    question('mutation ($email: String!) { requestPasswordReset(email: $email) }', { email }, n),
  );
  await tellApart('a registration', known, (email, n) =>
    question('mutation ($input: RegisterInput!) { register(input: $input) }', { input: newcomer(email) }, n),
  );
  await tellApart('a wrong password', known, (email, n) => signIn(email, 'Красный гусь на лугу', n), false);
  await crowd(known);
} finally {
  await bank.stop();
  await postgres.leave();
  await rm(dataDir, { recursive: true, force: true });
}
process.exitCode = missed > 0 ? 1 : 0;

/**
 * Asks the same of addresses with and without an account, in pairs of random order. Each is followed at once by
 * another's request, which would have to wait if work for the first were left behind, and by a pause in which it ends.
 * @param success false where the answer is an error
 */
async function tellApart(
  what: string,
  emails: readonly string[],
  asking: (email: string, n: number) => Ask,
  success = true,
): Promise<void> {
  const times = { known: [] as number[], unknown: [] as number[] };
  const after = { known: [] as number[], unknown: [] as number[] };
  const answers = new Set<string>();
  for (const [n, email] of emails.entries()) {
    const pair = [
      { kind: 'known', email },
      { kind: 'unknown', email: `nobody-${what.length}-${n}@school.example` },
    ] as const;
    for (const { kind, email: asked } of Math.random() < 0.5 ? pair : pair.toReversed()) {
      const began = performance.now();
      const answer = await answerOf(bank.url, asking(asked, visitor++));
      times[kind].push(performance.now() - began);
      answers.add(
        success ? JSON.stringify(dataOf<object>(answer)) : answer.replace(/"requestId":"[^"]+"/, ''),
      );
      const next = performance.now();
      await answerOf(bank.url, question('{ bank { materials } }', {}, visitor++));
      after[kind].push(performance.now() - next);
      await sleep(PAUSE_MS);
    }
  }
  if (answers.size !== 1) throw new Error(`${what} is answered in ${answers.size} ways: ${[...answers]}`);
  compare(what, times.known, times.unknown);
  compare('  the next request', after.known, after.unknown);
}

/** Prints how far the medians lie apart, with the doubt that the noise of the machine leaves (two standard errors). */
function compare(what: string, known: readonly number[], unknown: readonly number[]): void {
  const apart = Math.abs(median(known) - median(unknown));
  const doubt = 2 * Math.hypot(errorOfMedian(known), errorOfMedian(unknown));
  const verdict = apart + doubt < APART_MS ? '✓' : apart - doubt < APART_MS ? 'too noisy to tell' : '✗';
  if (verdict === '✗') missed += 1;
  console.log(
    `${what}: known ${median(known).toFixed(1)} ms, unknown ${median(unknown).toFixed(1)} ms, ` +
      `${apart.toFixed(1)} ± ${doubt.toFixed(1)} apart (bar < ${APART_MS}) ${verdict}`,
  );
}

/** Standard error of a median, from the middle half of the figures: outliers do not count. */
function errorOfMedian(figures: readonly number[]): number {
  const sorted = figures.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)]!;
  return (0.93 * (at(0.75) - at(0.25))) / Math.sqrt(sorted.length);
}

/** Reads the catalogue alone, then beside a crowd that signs in again and again. */
async function crowd(emails: readonly string[]): Promise<void> {
  const reading = (n: number) => question(LIST, { filter: {}, sort: 'NEWEST' }, n);
  const quiet = await latency(bank.url, reading, SECONDS, READERS);
  const over = new AbortController();
  let entered = 0;
  const person = async () => {
    while (!over.signal.aborted) {
      const n = visitor++;
      dataOf(await answerOf(bank.url, signIn(emails[n % emails.length]!, PASSWORD, n)));
      entered += 1;
    }
  };
  // one who is not let in ends the measurement
  const [beside] = await Promise.all([
    latency(bank.url, reading, SECONDS, READERS).finally(() => over.abort()),
    ...Array.from({ length: CROWD }, person),
  ]);
  const slower = beside.p95 / quiet.p95;
  const good = slower <= TIMES_SLOWER;
  if (!good) missed += 1;
  console.log(
    `the catalogue, ${READERS} readers: p95 ${quiet.p95.toFixed(1)} ms, while ${CROWD} sign in at once ` +
      `(${(entered / SECONDS).toFixed(0)} a second) ${beside.p95.toFixed(1)} ms, ` +
      `× ${slower.toFixed(2)} (bar ≤ ${TIMES_SLOWER}) ${good ? '✓' : '✗'}`,
  );
}

/** Accounts with one password, whose addresses are confirmed. */
async function storeAccounts(count: number): Promise<string[]> {
  const orm = await openOrm(postgres.url, entities);
  const em = orm.em.fork();
  const passwordHash = await hashPassword(PASSWORD);
  const accounts = Array.from({ length: count }, () => Object.assign(buildAccount(em), { passwordHash }));
  await em.flush();
  await orm.close(true);
  return accounts.map(({ email }) => email);
}

function newcomer(email: string): object {
  return { email, password: PASSWORD, lastName: 'Лосева', firstName: 'Вера', consents: ['PROCESSING'] };
}

function signIn(email: string, password: string, n: number): Ask {
  return question(
    'mutation ($input: SignInInput!) { signIn(input: $input) }',
    { input: { email, password } },
    n,
  );
}
