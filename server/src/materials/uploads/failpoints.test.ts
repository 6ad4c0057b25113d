import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import type { MikroORM } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/database.js';
import { storeEmptyDraft } from '../../../test/drafts.js';
import { begin, openPatch, patch, tus } from '../../../test/tus.js';
import { entities } from '../../entities.js';
import { openOrm, openPool } from '../../platform/database.js';
import { PROJECT_ROOT } from '../../platform/project-root.js';
import { LocalStorage } from '../../platform/storage/local-storage.js';

const run = promisify(execFile);

/** Every point of the way of a file that the bank takes. */
const POINTS = [
  ...['upload.create', 'upload.created-file', 'upload.created'],
  ...['upload.write', 'upload.fsync', 'upload.fsynced', 'upload.acknowledged'],
  ...['upload.before-store', 'upload.stored', 'upload.before-commit', 'upload.attached'],
];

let database: TestDatabase;
let orm: MikroORM;
let pool: Pool;
let dataDir: string;
const running = new Set<ChildProcess>();

beforeAll(async () => {
  database = await createTestDatabase();
  orm = await openOrm(database.url, entities);
  pool = openPool(database.url);
  dataDir = await mkdtemp(join(tmpdir(), 'metodbank-uploads-'));
});
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  await Promise.all([orm.close(true), pool.end()]);
  await database.drop();
  await rm(dataDir, { recursive: true, force: true });
});

/** Starts a server, which dies at the point. */
async function start(failpoint?: string, folder = dataDir) {
  const child = spawn(
    process.execPath,
    ['--import', '@oxc-node/core/register', join(PROJECT_ROOT, 'server', 'test', 'upload-process.ts')],
    {
      cwd: join(PROJECT_ROOT, 'server'),
      env: {
        ...process.env,
        ...{ DATABASE_URL: database.url, DATA_DIR: folder },
        ...(failpoint && { METODBANK_FAILPOINT: failpoint }),
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  running.add(child);
  const dead = once(child, 'exit').then(([, signal]) => (running.delete(child), signal as string | null));
  const [line] = (await once(createInterface(child.stdout!), 'line')) as [string];
  const stop = async () => {
    child.kill('SIGKILL');
    await dead;
  };
  return { url: `http://127.0.0.1:${line}`, dead, stop };
}

const author = () => storeEmptyDraft({ orm, pool });

async function filesOf(material: string) {
  const { rows } = await pool.query<{ sha256: string }>(
    `select f.sha256 from stored_file f join material m on m.draft_version_id = f.material_version_id where m.id = $1`,
    [material],
  );
  return rows;
}

test.each(POINTS)(
  'F1, F2: killed at %s, what was acknowledged is there, nothing is half done, and the upload ends once',
  { timeout: 300_000 },
  async (point) => {
    const { material, session } = await author();
    const bytes = Buffer.from(randomBytes(40_000).toString('hex'));
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const upload = { material, name: 'a.txt', length: bytes.length, sha256 };
    let path: string | null = null;
    let acknowledged = 0;
    const first = await start(point);
    try {
      path = (await begin(first, session, upload)).headers.get('location');
      for (const end of [30_000, bytes.length]) {
        const { status } = await patch(
          first,
          session,
          path!,
          acknowledged,
          bytes.subarray(acknowledged, end),
        );
        if (status === 204) acknowledged = end;
      }
    } catch {
      // the server is gone
    }
    expect(await first.dead, 'the point was reached').toBe('SIGKILL');
    const before = await filesOf(material);
    if (acknowledged === bytes.length) expect(before).toEqual([{ sha256 }]);
    for (const file of before) expect(file).toEqual({ sha256 });

    const second = await start();
    path ??= (await begin(second, session, upload)).headers.get('location');
    const { status, headers } = await tus(second, 'HEAD', path!, session);
    const at = Number(headers.get('upload-offset'));
    expect(status).toBe(200);
    expect(at).toBeGreaterThanOrEqual(acknowledged);
    if (at < bytes.length)
      expect((await patch(second, session, path!, at, bytes.subarray(at))).status).toBe(204);
    expect(await filesOf(material)).toEqual([{ sha256 }]);
    expect((await buffer(await new LocalStorage(join(dataDir, 'files')).open(sha256))).equals(bytes)).toBe(
      true,
    );
    const { rows } = await pool.query(
      `select count(*)::int as count from audit_event where action = 'material.file-added' and subject_id = $1`,
      [material],
    );
    expect(rows).toEqual([{ count: 1 }]);
    await second.stop();
    // what the cleaner has yet to sweep shares its bytes with the store
    const left = await stat(join(dataDir, 'uploads', path!.split('/').at(-1)!)).catch(() => null);
    expect(left?.nlink ?? 2).toBe(2);
  },
);

test('F2: killed when a refusal is noted, the file is not stored and its author learns why', async () => {
  const { material, session } = await author();
  const bytes = Buffer.from('MZ of a program');
  const first = await start('upload.refused');
  const begun = await begin(first, session, { material, name: 'a.exe', length: bytes.length });
  const path = begun.headers.get('location')!;
  await patch(first, session, path, 0, bytes).catch(() => {});
  expect(await first.dead).toBe('SIGKILL');
  const second = await start();
  expect((await tus(second, 'HEAD', path, session)).status).toBe(410);
  expect(await filesOf(material)).toEqual([]);
  const { rows } = await pool.query(`select refusal->>'ru' as why from upload where material_id = $1`, [
    material,
  ]);
  expect(rows).toEqual([{ why: 'Такой формат банк не принимает (.exe)' }]);
  await second.stop();
});

/** Only root may mount. */
const mounts = process.platform === 'linux' && process.getuid?.() === 0;

test.skipIf(!mounts)(
  'F5: a full disk is told before and in the middle, what was acknowledged stays, and it goes on when there is room again',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'metodbank-full-'));
    await run('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', folder]);
    try {
      const { material, session } = await author();
      const bank = await start(undefined, folder);
      const bytes = Buffer.from(randomBytes(2_500_000).toString('hex'));
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const upload = { material, name: 'a.txt', length: bytes.length, sha256 };
      expect((await begin(bank, session, { ...upload, length: 9_000_000 })).status).toBe(507);
      const path = (await begin(bank, session, upload)).headers.get('location')!;
      expect((await patch(bank, session, path, 0, bytes.subarray(0, 1_000_000))).status).toBe(204);
      const hog = join(folder, 'hog');
      await writeFile(hog, Buffer.alloc(3_500_000));
      // there is room for this when it begins, and none when it has come half way
      const line = openPatch(bank, session, path, 1_000_000, 3_000_000);
      await line.send(bytes.subarray(1_000_000, 2_000_000));
      await writeFile(`${hog}2`, Buffer.alloc(8_000_000)).catch(() => {});
      await line.send(bytes.subarray(2_000_000, 4_000_000));
      expect(await line.answer).toBe(507);
      const { headers } = await tus(bank, 'HEAD', path, session);
      expect(Number(headers.get('upload-offset'))).toBe(1_000_000);
      expect((await patch(bank, session, path, 1_000_000, bytes.subarray(1_000_000))).status).toBe(507);

      await Promise.all([rm(hog), rm(`${hog}2`)]);
      expect((await patch(bank, session, path, 1_000_000, bytes.subarray(1_000_000))).status).toBe(204);
      expect(await filesOf(material)).toEqual([{ sha256 }]);
      await bank.stop();
    } finally {
      await run('umount', ['-l', folder]);
      await rm(folder, { recursive: true, force: true });
    }
  },
);
