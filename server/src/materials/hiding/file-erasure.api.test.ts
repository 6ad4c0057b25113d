import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BootedApp, bootApp } from '../../../test/app.js';
import { oneWaits } from '../../../test/lock-waits.js';
import { ALL, HidingDesk, NONE, REASON } from '../../../test/hiding-desk.js';
import { Role } from '../../directory/role.js';
import { dayIn, MOSCOW } from '../../platform/time-zone.js';

let app: BootedApp;
let files: HidingDesk;
let as: HidingDesk['desk']['as'];
beforeAll(async () => {
  app = await bootApp();
  files = await HidingDesk.open(app);
  ({ as } = files.desk);
});
afterAll(() => app.close());

const erasable = async (slug: string, headers: Record<string, string>) =>
  (
    await app.gql(
      'query ($slug: String!) { erasableFiles(slug: $slug, version: 1) { id name size sha256 } }',
      { slug },
      headers,
    )
  ).data.erasableFiles;
const codeOf = ({ errors }: { errors: { extensions: Record<string, unknown> }[] }) =>
  errors[0]?.extensions['code'];

test('an administrator erases a hidden file for ever; the history keeps what, who and why', async () => {
  const { slug, file } = await files.replaced();
  const kept = await files.keptOf(file.id);
  const admin = await files.member([Role.ADMIN]);
  // what is not hidden is not erased
  expect(codeOf(await files.erase(file.id, admin))).toBe('NOT_FOUND');
  await files.hide(file.id, as.owner);
  expect(await erasable(slug, as.owner)).toEqual([]);
  const [listed] = await erasable(slug, admin);
  expect(listed).toMatchObject({ id: file.id, name: 'Файл версии 1.txt', sha256: kept.sha256 });
  expect(codeOf(await files.erase(file.id, as.owner))).toBe('FORBIDDEN');
  expect(await kept.left()).toEqual(ALL);

  expect((await files.erase(file.id, admin)).data).toEqual({ eraseFile: 0 });
  expect(await kept.left()).toEqual(NONE);
  expect(codeOf(await files.erase(file.id, admin))).toBe('NOT_FOUND');
  expect(await erasable(slug, admin)).toEqual([]);
  const { versions } = await files.versionOf(slug, 1);
  const [{ erasedAt, eraseAfter, ...told }] = versions[1].hiddenFiles;
  expect([told.reason, told.byAuthor, eraseAfter, told.bytesGone]).toEqual([REASON, true, null, true]);
  expect(Date.parse(erasedAt)).toBeGreaterThan(Date.parse(told.hiddenAt));
  const { rows } = await app.pool.query(`select name, size, sha256 from erased_file where sha256 = $1`, [
    kept.sha256,
  ]);
  expect(rows).toEqual([{ name: listed.name, size: listed.size, sha256: listed.sha256 }]);
  const trail = await app.pool.query(
    `select data from audit_event where action = 'material.file-erased' and data ->> 'sha256' = $1`,
    [kept.sha256],
  );
  expect(trail.rows).toEqual([
    { data: { number: 1, reason: REASON, size: listed.size, sha256: kept.sha256, bytesGone: true } },
  ]);
});

test('hidden bytes go by themselves in the night of the day that was told, and not before', async () => {
  const { slug, file } = await files.replaced();
  const kept = await files.keptOf(file.id);
  await files.hide(file.id, as.owner);
  const { versions } = await files.versionOf(slug, 1);
  const [{ hiddenAt, eraseAfter }] = versions[1].hiddenFiles;
  const inTenDays = new Date(Date.parse(hiddenAt) + 10 * 24 * 3_600_000);
  // Moscow's midnight, before the night's work
  expect(eraseAfter).toBe(new Date(`${dayIn(MOSCOW, inTenDays)}T00:00:00+03:00`).toISOString());
  const night = async (hours: number) => {
    await app.pool.query(
      'update stored_file set erase_after = now() + make_interval(hours => $2) where id = $1',
      [file.id, hours],
    );
    await app.jobs.send('files.erase-hidden', {});
    return kept.left();
  };
  expect(await night(1)).toEqual(ALL);
  expect(await night(-1)).toEqual(NONE);
  // the present version is given as before
  expect(await files.status((await files.fileOf(slug, 2)).downloadUrl)).toBe(200);
});

test('bytes that another material shows stay for it, and all who read of it are told so', async () => {
  const { slug, file } = await files.replaced();
  const other = await files.replaced();
  const kept = await files.keptOf(file.id);
  await app.pool.query('update stored_file set sha256 = $1 where id = $2', [kept.sha256, other.file.id]);
  await files.hide(file.id, as.owner);
  const admin = await files.member([Role.ADMIN]);
  expect((await files.erase(file.id, admin)).data).toEqual({ eraseFile: 1 });
  expect(await kept.left()).toEqual(ALL);
  expect(await files.status(other.file.downloadUrl)).toBe(200);
  const told = async () => (await files.versionOf(slug, 1)).versions[1].hiddenFiles[0];
  expect((await told()).bytesGone).toBe(false);
  const trail = await app.pool.query(
    `select action from audit_event where action like 'material.file-%' and data ->> 'sha256' = $1`,
    [kept.sha256],
  );
  expect(trail.rows).toEqual([{ action: 'material.file-taken-out' }]);
  // the last file that has them takes them along
  await files.hide(other.file.id, as.owner);
  expect((await files.erase(other.file.id, admin)).data).toEqual({ eraseFile: 0 });
  expect(await kept.left()).toEqual(NONE);
  await expect.poll(async () => (await told()).bytesGone).toBe(true);
});

test('a present file with the same bytes keeps them, and is not erased itself', async () => {
  const { slug, file } = await files.replaced();
  const kept = await files.keptOf(file.id);
  await files.hide(file.id, as.owner);
  const present = await files.fileOf(slug, 2);
  await app.pool.query('update stored_file set sha256 = $1 where id = $2', [kept.sha256, present.id]);
  const admin = await files.member([Role.ADMIN]);
  expect(codeOf(await files.erase(present.id, admin))).toBe('NOT_FOUND');
  expect((await files.erase(file.id, admin)).data).toEqual({ eraseFile: 1 });
  expect(await kept.left()).toEqual(ALL);
  expect(await files.status(present.downloadUrl)).toBe(200);
});

test('a cleaned picture goes with its original', async () => {
  const { file } = await files.replaced();
  const kept = await files.keptOf(file.id);
  const { sha256: original } = await app.storage.put(Readable.from(['original']));
  await app.pool.query(
    `insert into file_content (sha256, media_type, format, size, text_state, cleaned_sha256, created_at, warnings)
     values ($1, 'text/plain', 'TXT', 1, 'EMPTY', $2, now(), '{}')`,
    [original, kept.sha256],
  );
  await files.hide(file.id, as.owner);
  await files.erase(file.id, await files.member([Role.ADMIN]));
  expect(await kept.left()).toEqual(NONE);
  expect(await app.storage.exists(original)).toBe(false);
});

test('an old address leads on to the file of today after the erasing, too, and is gone with its material', async () => {
  const { id, slug, file } = await files.replaced();
  const present = await files.fileOf(slug, 2);
  await app.pool.query(`update stored_file set name = 'Список.txt' where id = any($1)`, [
    [file.id, present.id],
  ]);
  await files.hide(file.id, as.owner);
  await files.erase(file.id, await files.member([Role.ADMIN]));
  const old = await fetch(`${app.url}/files/${file.id}/${encodeURIComponent('Список.txt')}`, {
    redirect: 'manual',
  });
  expect(old.headers.get('location')).toContain(present.id);
  await app.pool.query(`update material set status = 'WITHDRAWN', withdrawn_at = now() where id = $1`, [id]);
  expect(await files.status(`/files/${file.id}/${encodeURIComponent('Список.txt')}`)).toBe(410);
});

test('bytes that are being given to another file while they are erased stay for it', async () => {
  const { file } = await files.replaced();
  const other = await files.replaced();
  const kept = await files.keptOf(file.id);
  await files.hide(file.id, as.owner);
  const admin = await files.member([Role.ADMIN]);
  const client = await app.pool.connect();
  try {
    await client.query('begin');
    await client.query('update stored_file set sha256 = $1 where id = $2', [kept.sha256, other.file.id]);
    const erasing = files.erase(file.id, admin);
    await oneWaits(app.pool);
    await client.query('commit');
    expect((await erasing).data).toEqual({ eraseFile: 1 });
  } finally {
    client.release();
  }
  expect(await kept.left()).toEqual(ALL);
});

test('a file that a backup of the database brings back is erased again, as it was or in sight', async () => {
  const { slug, file } = await files.replaced();
  const kept = await files.keptOf(file.id);
  await files.hide(file.id, as.owner);
  const table = (name: string, column: string) =>
    app.pool.query(`select * from ${name} where ${column} = $1`, [column === 'id' ? file.id : kept.sha256]);
  const backup = [
    ['file_content', (await table('file_content', 'sha256')).rows],
    ['stored_file', (await table('stored_file', 'id')).rows],
  ] as const;
  await files.erase(file.id, await files.member([Role.ADMIN]));
  await app.jobs.drain();
  await app.pool.query('delete from erased_file where id = $1', [file.id]);
  for (const [name, rows] of backup)
    await app.pool.query(`insert into ${name} select * from json_populate_recordset(null::${name}, $1)`, [
      JSON.stringify(rows),
    ]);
  await app.pool.query(
    `update stored_file set hidden_at = null, hidden_by_owner = null, hidden_reason = null, erase_after = null
     where id = $1`,
    [file.id],
  );
  expect(await app.fileErasure.eraseAgain()).toBe(1);
  expect(await kept.left()).toEqual(NONE);
  const [again] = (await files.versionOf(slug, 1)).versions[1].hiddenFiles;
  expect(again).toMatchObject({ byAuthor: false, bytesGone: true });
  expect(await app.fileErasure.eraseAgain()).toBe(0);
});
