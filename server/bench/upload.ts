/**
 * Uploads a long file over a line that breaks again and again, and tells how much memory the server took:
 * `npm run bench:upload -w server -- [gigabytes] [cuts]`. Starts the built server and a bank of its own in a folder that it removes.
 */
import 'reflect-metadata'; // before any decorator runs
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { entities } from '../src/entities.js';
import { openOrm, openPool, migrate } from '../src/platform/database.js';
import { freePort } from '../src/platform/free-port.js';
import { startEmbeddedPostgres } from '../src/platform/postgres.js';
import { PROJECT_ROOT } from '../src/platform/project-root.js';
import { storeDraft } from '../test/drafts.js';
import { buildAccount, signIn } from '../test/members.js';
import { begin, offsetOf } from '../test/tus.js';

const LENGTH = Number(process.argv[2] ?? 5) * 2 ** 30;
const CUTS = Number(process.argv[3] ?? 20);
/** The file is this piece over and over: nothing has to be kept to tell whether it arrived whole. */
const PIECE = randomBytes(2 ** 20);
/** What an MP4 begins with, so that the bank takes it for a video. */
Buffer.from('000000206674797069736f6d0000020069736f6d69736f32617663316d703431', 'hex').copy(PIECE);

const dataDir = await mkdtemp(join(tmpdir(), 'metodbank-upload-bench-'));
const postgres = await startEmbeddedPostgres({ dataDir });
await migrate(postgres.url, entities);
const pool = openPool(postgres.url);
const orm = await openOrm(postgres.url, entities);
const em = orm.em.fork();
const account = buildAccount(em);
const { material } = await storeDraft(em, account);
const session = await signIn(pool, account);

const program = join(PROJECT_ROOT, 'server', 'dist', 'src', 'main.js');
if (!existsSync(program)) throw new Error('Build the server first: npm run build -w server');
const port = await freePort();
const bank = { url: `http://127.0.0.1:${port}` };
const server = spawn(process.execPath, [program], {
  env: {
    ...process.env,
    ...{ DATABASE_URL: postgres.url, DATA_DIR: dataDir, PORT: String(port), SEED_DEMO: 'false' },
    ...{ NODE_ENV: 'production', LOG_LEVEL: 'error' },
  },
  stdio: ['ignore', 'ignore', 'inherit'],
});
while (!(await fetch(`${bank.url}/readyz`).catch(() => null))?.ok)
  await new Promise((resolve) => setTimeout(resolve, 200));

// forgets the peak of the start
await writeFile(`/proc/${server.pid}/clear_refs`, '5');
const before = await memoryOf(server);
const started = performance.now();
const begun = await begin(bank, session, { material: material.id, name: 'Урок.mp4', length: LENGTH });
const path = begun.headers.get('location')!;
let status = 0;
let offset = 0;
for (let cut = 1; status !== 204; cut += 1) {
  const until = cut > CUTS ? LENGTH : Math.round((LENGTH * cut) / (CUTS + 1));
  status = await send(offset, until);
  offset = await offsetOf(bank, session, path);
}
const seconds = (performance.now() - started) / 1000;
const highest = await memoryOf(server, 'VmHWM');
const { rows } = await pool.query<{ sha256: string }>(
  `select sha256 from stored_file where material_version_id = $1 and name = 'Урок.mp4'`,
  [material.draftVersion!.id],
);
const whole = rows[0]?.sha256 === digest();
process.stdout.write(
  `${(LENGTH / 2 ** 30).toFixed(1)} GB over ${CUTS} cuts: ${seconds.toFixed(1)} s, ` +
    `${Math.round(LENGTH / 2 ** 20 / seconds)} MB/s, server memory ${before} MB before, ${highest - before} MB more at most, ` +
    `the file is ${whole ? 'whole' : 'DAMAGED'}\n`,
);

server.kill('SIGKILL');
await Promise.all([orm.close(true), pool.end()]);
await postgres.leave();
await rm(dataDir, { recursive: true, force: true });
process.exitCode = whole ? 0 : 1;

/** Sends from an offset, and breaks the line off before the end unless that is the file's. */
function send(from: number, until: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const sending = request(`${bank.url}${path}`, {
      method: 'PATCH',
      headers: {
        ...session,
        'tus-resumable': '1.0.0',
        'content-type': 'application/offset+octet-stream',
        'upload-offset': String(from),
        'content-length': String(LENGTH - from),
      },
    });
    let cut = false;
    sending.on(
      'response',
      (response) => void response.resume().once('end', () => resolve(response.statusCode!)),
    );
    sending.on('error', (error) => (cut ? resolve(0) : reject(error)));
    void (async () => {
      for (let at = from; at < until;) {
        const start = at % PIECE.length;
        const piece = PIECE.subarray(start, Math.min(PIECE.length, start + until - at));
        at += piece.length;
        if (!sending.write(piece)) await once(sending, 'drain');
      }
      if (until === LENGTH) return void sending.end();
      cut = true;
      sending.destroy();
      resolve(0);
    })().catch(reject);
  });
}

function digest(): string {
  const hash = createHash('sha256');
  for (let at = 0; at < LENGTH; at += PIECE.length)
    hash.update(PIECE.subarray(0, Math.min(PIECE.length, LENGTH - at)));
  return hash.digest('hex');
}

/** Resident memory of a process, MB. */
async function memoryOf({ pid }: ChildProcess, what: 'VmRSS' | 'VmHWM' = 'VmRSS'): Promise<number> {
  const figures = await readFile(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(new RegExp(`${what}:\\s+(\\d+)`).exec(figures)?.[1]) / 1024);
}
