import { createHash, randomBytes } from 'node:crypto';
import { readdir, stat, utimes } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BootedApp, bootApp } from '../../../test/app.js';
import { storeEmptyDraft } from '../../../test/drafts.js';
import { begin, metadataOf, offsetOf, openPatch, patch, tus, uploadWhole } from '../../../test/tus.js';
import { TIDY_UPLOADS } from './upload.jobs.js';

let app: BootedApp;
/** Another process on the same database and folder. */
let twin: BootedApp;

beforeAll(async () => {
  app = await bootApp();
  twin = await bootApp({ databaseUrl: app.databaseUrl, config: { dataDir: app.dataDir } });
});
afterAll(async () => {
  await twin.close();
  await app.close();
});

const author = () => storeEmptyDraft(app);

/** A text file of about so many bytes, unlike any other. */
function textOf(bytes: number): Buffer {
  return Buffer.from(randomBytes(Math.ceil(bytes / 2)).toString('hex'));
}

async function filesOf(material: string) {
  const { rows } = await app.pool.query(
    `select f.id, f.name, f.role, f.sha256, f.position from stored_file f join material m on m.draft_version_id = f.material_version_id
     where m.id = $1 order by f.position`,
    [material],
  );
  return rows;
}

const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Waits until something holds; the test's own time limit ends a wait in vain. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
}

describe('a file that is uploaded', () => {
  test('is in the store under its digest, and a file of the draft, with a line in the audit', async () => {
    const { material, session, account } = await author();
    const bytes = textOf(100_000);
    const { status, headers, path } = await uploadWhole(
      app,
      session,
      { material, name: 'Конспект урока.txt', sha256: sha256Of(bytes) },
      bytes,
    );
    expect(status).toBe(204);
    const [file] = await filesOf(material);
    expect(file).toEqual({
      ...{ id: headers.get('upload-file'), name: 'Конспект урока.txt', role: 'MAIN', position: 0 },
      sha256: sha256Of(bytes),
    });
    expect((await buffer(await app.storage.open(file.sha256))).equals(bytes)).toBe(true);
    const { rows } = await app.pool.query(
      `select actor from audit_event where action = 'material.file-added' and subject_id = $1`,
      [material],
    );
    expect(rows).toEqual([{ actor: account.id }]);
    expect(await readdir(join(app.dataDir, 'uploads'))).toEqual([]);
    expect(await offsetOf(app, session, path)).toBe(bytes.length);
  });

  test('goes on where it was cut off, in another process too', async () => {
    const { material, session } = await author();
    const bytes = textOf(300_000);
    const begun = await begin(app, session, { material, name: 'a.txt', length: bytes.length });
    const path = begun.headers.get('location')!;
    const line = openPatch(app, session, path, 0, bytes.length);
    await line.send(bytes.subarray(0, 100_000));
    line.breakOff();
    // asking for the offset would take the upload away from who is still writing
    await until(async () => {
      const { rows } = await app.pool.query('select from upload where id = $1 and received > 0', [
        path.split('/').at(-1),
      ]);
      return rows.length > 0;
    });
    const at = await offsetOf(twin, session, path);
    expect((await patch(twin, session, path, at, bytes.subarray(at))).status).toBe(204);
    expect(await filesOf(material)).toMatchObject([{ sha256: sha256Of(bytes) }]);
  });

  test('takes the place of the file that it replaces', async () => {
    const { material, session } = await author();
    const first = await uploadWhole(app, session, { material, name: 'a.txt' }, textOf(100));
    const replaces = first.headers.get('upload-file')!;
    const bytes = textOf(200);
    await uploadWhole(app, session, { material, name: 'b.md', replaces }, bytes);
    expect(await filesOf(material)).toMatchObject([{ id: replaces, name: 'a.md', sha256: sha256Of(bytes) }]);
  });

  test('whose bytes the bank has already is a file of its own', async () => {
    const bytes = textOf(100);
    for (const { material, session } of [await author(), await author()]) {
      expect((await uploadWhole(app, session, { material, name: 'a.txt' }, bytes)).status).toBe(204);
      expect(await filesOf(material)).toMatchObject([{ sha256: sha256Of(bytes) }]);
    }
  });

  test('is read by a job: text, pages, state', async () => {
    const { material, session } = await author();
    const bytes = Buffer.from(`Дроби вокруг нас ${randomBytes(8).toString('hex')}`);
    await uploadWhole(app, session, { material, name: 'урок.txt' }, bytes);
    await app.jobs.drain();
    const { rows } = await app.pool.query(
      `select c.text_state, c.step, c.scan_state, p.text from file_content c join file_passage p using (sha256)
       where sha256 = $1`,
      [sha256Of(bytes)],
    );
    expect(rows).toEqual([
      { text_state: 'READY', step: null, scan_state: 'SKIPPED', text: bytes.toString() },
    ]);
  });
});

describe('F76, F77: digests', () => {
  test('a part that arrived damaged is answered 460, and the offset stays', async () => {
    const { material, session } = await author();
    const bytes = textOf(1000);
    const path = (await begin(app, session, { material, name: 'a.txt', length: 1000 })).headers.get(
      'location',
    )!;
    const checksum = (part: Uint8Array) => ({
      'upload-checksum': `sha256 ${createHash('sha256').update(part).digest('base64')}`,
    });
    const half = bytes.subarray(0, 500);
    expect((await patch(app, session, path, 0, half, checksum(bytes))).status).toBe(460);
    expect(await offsetOf(app, session, path)).toBe(0);
    expect((await patch(app, session, path, 0, half, checksum(half))).status).toBe(204);
    expect(await offsetOf(app, session, path)).toBe(500);
    expect((await patch(app, session, path, 500, bytes.subarray(500))).status).toBe(204);
    expect(await filesOf(material)).toMatchObject([{ sha256: sha256Of(bytes) }]);
  });

  test('another algorithm is refused', async () => {
    const { material, session } = await author();
    const path = (await begin(app, session, { material, name: 'a.txt', length: 3 })).headers.get('location')!;
    const more = { 'upload-checksum': 'md5 AAAA' };
    expect((await patch(app, session, path, 0, Buffer.from('abc'), more)).status).toBe(400);
  });

  test('a file that is not the declared one is not stored, and its author is told', async () => {
    const { material, session } = await author();
    const bytes = textOf(500);
    const sha256 = sha256Of(textOf(500));
    const { status, text } = await uploadWhole(app, session, { material, name: 'a.txt', sha256 }, bytes);
    expect(status).toBe(460);
    expect(text).toContain('контрольные суммы не совпали');
    expect(await filesOf(material)).toEqual([]);
    expect(await app.storage.exists(sha256Of(bytes))).toBe(false);
  });
});

describe('F78: whose upload it is', () => {
  test('a guest has to sign in', async () => {
    const { material } = await author();
    expect((await begin(app, {}, { material, name: 'a.txt', length: 3 })).status).toBe(401);
  });

  test("another's upload answers as one that never was, and is not disturbed", async () => {
    const { material, session } = await author();
    const { session: stranger } = await author();
    const path = (await begin(app, session, { material, name: 'a.txt', length: 6 })).headers.get('location')!;
    const line = openPatch(app, session, path, 0, 6);
    await line.send(Buffer.from('abc'));
    const made = '/uploads/01890000-0000-7000-8000-000000000000';
    for (const method of ['HEAD', 'DELETE']) {
      const [theirs, none] = [await tus(app, method, path, stranger), await tus(app, method, made, stranger)];
      expect([theirs.status, theirs.text]).toEqual([404, none.text]);
    }
    expect((await patch(app, stranger, path, 0, Buffer.from('xyz'))).status).toBe(404);
    await line.send(Buffer.from('def'));
    expect(await line.answer).toBe(204);
  });

  test("a file is not added to another's draft, nor to one that was handed in", async () => {
    const { session } = await author();
    const { material } = await author();
    const before = await readdir(join(app.dataDir, 'uploads'));
    expect((await begin(app, session, { material, name: 'a.txt', length: 3 })).status).toBe(404);
    expect(await readdir(join(app.dataDir, 'uploads'))).toEqual(before);

    const own = await author();
    const path = (await begin(app, own.session, { ...own, name: 'a.txt', length: 3 })).headers.get(
      'location',
    )!;
    await app.pool.query(
      `update material_version set frozen_at = now(), license = 'CC0' where material_id = $1`,
      [own.material],
    );
    expect((await begin(app, own.session, { ...own, name: 'b.txt', length: 3 })).status).toBe(409);
    const late = await patch(app, own.session, path, 0, Buffer.from('abc'));
    expect([late.status, late.text]).toEqual([409, expect.stringContaining('менять нельзя')]);
  });

  test('pages of other sites send nothing', async () => {
    const { material, session } = await author();
    for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }])
      expect(
        (await begin(app, { ...session, ...(headers as object) }, { material, name: 'a.txt', length: 3 }))
          .status,
      ).toBe(403);
  });
});

describe('F79: how much may be brought', () => {
  test('the eleventh open upload, the day’s fill and a full disk are refused before the first byte', async () => {
    const { material, session } = await author();
    for (let n = 0; n < 10; n += 1)
      expect((await begin(app, session, { material, name: `${n}.txt`, length: 3 })).status).toBe(201);
    const eleventh = await begin(app, session, { material, name: '11.txt', length: 3 });
    expect([eleventh.status, eleventh.text]).toEqual([413, expect.stringContaining('уже 10 файлов')]);

    const other = await author();
    const long = { material: other.material, name: 'a.mp4', length: 21 * 2 ** 30 };
    expect((await begin(app, other.session, long)).status).toBe(413);
    const strict = await bootApp({
      databaseUrl: app.databaseUrl,
      config: { dataDir: app.dataDir },
      uploadLimits: { day: 100 },
    });
    const daily = await begin(strict, other.session, { ...long, length: 101 });
    expect([daily.status, daily.text]).toEqual([413, expect.stringContaining('За сутки')]);
    await strict.close();
    const full = await bootApp({
      databaseUrl: app.databaseUrl,
      config: { dataDir: app.dataDir },
      uploadLimits: { reserve: 2 ** 60 },
    });
    expect((await begin(full, other.session, { ...long, length: 3 })).status).toBe(507);
    await full.close();
  });

  test('of eleven begun at once one is too many', async () => {
    const { material, session } = await author();
    const statuses = await Promise.all(
      Array.from(
        { length: 11 },
        async (_, n) => (await begin(app, session, { material, name: `${n}.txt`, length: 3 })).status,
      ),
    );
    expect(statuses.toSorted((a, b) => a - b)).toEqual([...Array.from({ length: 10 }, () => 201), 413]);
  });
});

test('F80: a line slower than a kilobyte a second is cut, and what came is kept', async () => {
  const strict = await bootApp({
    ...{ databaseUrl: app.databaseUrl, config: { dataDir: app.dataDir } },
    uploadLimits: { slow: { bytesPerSecond: 1024, seconds: 1 } },
  });
  try {
    const { material, session } = await author();
    const upload = { material, name: 'a.txt', length: 1000 };
    const path = (await begin(strict, session, upload)).headers.get('location')!;
    const line = openPatch(strict, session, path, 0, 1000);
    await line.send(Buffer.from('slow'));
    expect(await line.answer).toBe(0);
    expect(await offsetOf(strict, session, path)).toBe(4);
  } finally {
    await strict.close();
  }
});

describe('F81: order', () => {
  test('bytes beyond the length and at a wrong offset are refused', async () => {
    const { material, session } = await author();
    const path = (await begin(app, session, { material, name: 'a.txt', length: 3 })).headers.get('location')!;
    expect((await patch(app, session, path, 0, Buffer.from('abcd'))).status).toBe(413);
    expect((await patch(app, session, path, 1, Buffer.from('bc'))).status).toBe(409);
    expect(await offsetOf(app, session, path)).toBe(0);
  });

  test('who is refused while still sending is heard out, so that the answer arrives', async () => {
    const { material, session } = await author();
    const path = (await begin(app, session, { material, name: 'a.txt', length: 100_000 })).headers.get(
      'location',
    )!;
    const { hostname, port } = new URL(app.url);
    const line = connect(Number(port), hostname).setEncoding('utf8');
    let heard = '';
    line.on('data', (text: string) => (heard += text));
    const say = (method: string, headers: Record<string, string>) =>
      line.write(
        [
          `${method} ${path} HTTP/1.1`,
          ...Object.entries({ host: hostname, 'tus-resumable': '1.0.0', ...session, ...headers }).map(
            ([name, value]) => `${name}: ${value}`,
          ),
          '\r\n',
        ].join('\r\n'),
      );
    const content = { 'content-type': 'application/offset+octet-stream', 'content-length': '90000' };
    say('PATCH', { ...content, 'upload-offset': '10000' });
    line.write(Buffer.alloc(45_000));
    await expect.poll(() => heard).toMatch(/^HTTP\/1\.1 409 /);
    line.write(Buffer.alloc(45_000));
    say('HEAD', {});
    await expect.poll(() => heard).toMatch(/HTTP\/1\.1 200 .*upload-offset: 0\r/is);
    line.destroy();
  });

  test('of two that write at once through two servers one at most succeeds, and the file is whole', async () => {
    const { material, session } = await author();
    const bytes = textOf(400_000);
    const path = (await begin(app, session, { material, name: 'a.txt', length: bytes.length })).headers.get(
      'location',
    )!;
    const answers = await Promise.all([app, twin].map((one) => patch(one, session, path, 0, bytes)));
    const statuses = answers.map(({ status }) => status);
    // who held it may be cut short for the other, who then comes with an offset that is old
    expect(statuses.filter((status) => ![204, 400, 409, 423].includes(status))).toEqual([]);
    expect(statuses.filter((status) => status === 204).length).toBeLessThan(2);
    const at = await offsetOf(app, session, path);
    if (at < bytes.length) await patch(app, session, path, at, bytes.subarray(at));
    expect(await filesOf(material)).toMatchObject([{ sha256: sha256Of(bytes) }]);
  });

  test('who comes back before the server has noticed that the line broke takes the upload over', async () => {
    const { material, session } = await author();
    const path = (await begin(app, session, { material, name: 'a.txt', length: 6 })).headers.get('location')!;
    const line = openPatch(app, session, path, 0, 6);
    await line.send(Buffer.from('abc'));
    await until(async () => {
      const { rows } = await app.pool.query(
        `select from pg_locks l join pg_database d on d.oid = l.database
         where d.datname = current_database() and locktype = 'advisory' and classid = 7061010`,
      );
      return rows.length > 0;
    });
    const at = await offsetOf(twin, session, path);
    expect(at).toBeLessThanOrEqual(3);
    expect((await patch(twin, session, path, at, Buffer.from('abcdef').subarray(at))).status).toBe(204);
    expect(await filesOf(material)).toMatchObject([{ sha256: sha256Of(Buffer.from('abcdef')) }]);
    line.breakOff();
  });
});

describe('F82: metadata', () => {
  test.each([
    ['bad base64', 'filename %%%'],
    ['ten kilobytes', metadataOf({ filename: 'a'.repeat(10_000) })],
    ['a key twice', 'filename YQ==,filename Yg=='],
    ['a key of the prototype', '__proto__ YQ=='],
    ['no name', metadataOf({ material: '01890000-0000-7000-8000-000000000000' })],
    ['no material', metadataOf({ filename: 'a.txt' })],
  ])('%s is answered 400', async (_what, metadata) => {
    const { session } = await author();
    const headers = { ...session, 'upload-length': '3', 'upload-metadata': metadata };
    expect((await tus(app, 'POST', '/uploads', headers)).status).toBe(400);
  });

  test('an empty file is refused in words', async () => {
    const { material, session } = await author();
    const answer = await begin(app, session, { material, name: 'пусто.txt', length: 0 });
    expect([answer.status, answer.text]).toEqual([422, 'Файл «пусто.txt» пустой. Выберите другой файл.\n']);
  });
});

describe('F83: what nobody goes on with', () => {
  test('is forgotten a day after its last byte, but not while it is being written to', async () => {
    const { material, session } = await author();
    const paths: string[] = [];
    for (const name of ['old.txt', 'busy.txt', 'new.txt'])
      paths.push((await begin(app, session, { material, name, length: 6 })).headers.get('location')!);
    const busy = openPatch(app, session, paths[1]!, 0, 6);
    await busy.send(Buffer.from('abc'));
    const ids = paths.map((path) => path.split('/').at(-1)!);
    // its bytes come after the lock and after a look at its age
    await until(async () => (await stat(join(app.dataDir, 'uploads', ids[1]!))).size === 3);
    await app.pool.query(
      `update upload set last_byte_at = now() - interval '25 hours' where id = any ($1::uuid[])`,
      [ids.slice(0, 2)],
    );
    await twin.jobs.send(TIDY_UPLOADS, {});
    await twin.jobs.drain();
    await busy.send(Buffer.from('def'));
    expect(await busy.answer).toBe(204);
    expect((await tus(app, 'HEAD', paths[0]!, session)).status).toBe(404);
    expect(await offsetOf(app, session, paths[2]!)).toBe(0);
    const names = await readdir(join(app.dataDir, 'uploads'));
    expect(names).not.toContain(ids[0]);
    expect(names).toContain(ids[2]);
  });

  test('bytes without an upload go, when they are old', async () => {
    const { material, session } = await author();
    const path = (await begin(app, session, { material, name: 'a.txt', length: 6 })).headers.get('location')!;
    const id = path.split('/').at(-1)!;
    await app.pool.query('delete from upload where id = $1', [id]);
    const file = join(app.dataDir, 'uploads', id);
    await app.jobs.send(TIDY_UPLOADS, {});
    await app.jobs.drain();
    expect(await readdir(join(app.dataDir, 'uploads'))).toContain(id);
    await utimes(file, new Date('2026-01-01'), new Date('2026-01-01'));
    await app.jobs.send(TIDY_UPLOADS, {});
    await app.jobs.drain();
    expect(await readdir(join(app.dataDir, 'uploads'))).not.toContain(id);
  });

  test('an author gives an upload up', async () => {
    const { material, session } = await author();
    const path = (await begin(app, session, { material, name: 'a.txt', length: 6 })).headers.get('location')!;
    expect((await tus(app, 'DELETE', path, session)).status).toBe(204);
    expect((await tus(app, 'HEAD', path, session)).status).toBe(404);
  });
});

test('F84: a header that names another method is ignored', async () => {
  const { material, session } = await author();
  const path = (await begin(app, session, { material, name: 'a.txt', length: 3 })).headers.get('location')!;
  const headers = { ...session, 'x-http-method-override': 'DELETE' };
  expect((await tus(app, 'HEAD', path, headers)).status).toBe(200);
  expect(await offsetOf(app, session, path)).toBe(0);
});

test('uploads are not read back', async () => {
  const { material, session } = await author();
  const path = (await begin(app, session, { material, name: 'a.txt', length: 3 })).headers.get('location')!;
  expect((await tus(app, 'GET', path, session)).status).toBe(404);
});

describe('D59: what the bank does not take', () => {
  test.each([
    ['an unknown format', 'setup.exe', Buffer.from('MZ\u0090\0\u0003'), '.exe'],
    ['a page that calls itself a picture', 'a.png', Buffer.from('<html><script>1</script>'), '.png'],
    ['a document by another name', 'a.docx', Buffer.from('%PDF-1.4\n%abc'), '.pdf'],
  ])('%s is refused with both types named', async (_what, name, bytes, type) => {
    const { material, session } = await author();
    const { status, text } = await uploadWhole(app, session, { material, name }, bytes);
    expect(status).toBe(422);
    expect(text).toContain(type);
    expect(await filesOf(material)).toEqual([]);
    expect(await app.storage.exists(sha256Of(bytes))).toBe(false);
  });
});
