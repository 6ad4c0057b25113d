import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BootedApp, bootApp } from '../../../test/app.js';
import { CHANGE, Desk, OWN } from '../../../test/desk.js';
import { buildAccount, signIn } from '../../../test/members.js';
import { Role } from '../../directory/role.js';
import { dayIn, MOSCOW } from '../../platform/time-zone.js';
import { FileContent } from '../file-content.entity.js';
import { FileFormat, TextState } from '../file-enums.js';

const START = `mutation ($id: ID!, $expectedVersion: Int!, $from: Int) {
  startNewVersion(id: $id, expectedVersion: $expectedVersion, from: $from) { ${OWN} draft { files { name sha256 } } } }`;
const HIDE = 'mutation ($input: HideFileInput!) { hideFile(input: $input) }';
const REASON = 'Обезличиваем: в файле был список класса';

let app: BootedApp;
let desk: Desk;
let serial = 0;
beforeAll(async () => {
  app = await bootApp();
  desk = await Desk.open(app);
});
afterAll(() => app.close());

/** Gives the files of a version bytes of their own. */
async function storeBytes(
  material: string,
  number: number,
  text = `Список класса ${++serial}`,
): Promise<void> {
  const { sha256 } = await app.storage.put(Readable.from([text]));
  const em = app.orm.em.fork();
  em.create(FileContent, {
    ...{ sha256, mediaType: 'text/plain', format: FileFormat.TXT, size: Buffer.byteLength(text) },
    ...{
      textState: TextState.READY,
      thumbnailSha256: (await app.storage.put(Readable.from([`cover ${text}`]))).sha256,
    },
  });
  await em.flush();
  await app.pool.query('insert into file_passage (sha256, ordinal, text) values ($1, 0, $2)', [sha256, text]);
  await app.pool.query(
    `update stored_file set sha256 = $1, name = $4 where material_version_id in (
       select id from material_version where material_id = $2 and number = $3)`,
    [sha256, material, number, `Файл версии ${number}.txt`],
  );
}

/** A material whose second version has another file than the first. */
async function replaced() {
  const { id, slug, version } = await desk.published();
  await storeBytes(id, 1);
  const { data } = await app.gql(START, { id, expectedVersion: version }, desk.as.owner);
  await storeBytes(id, 2);
  expect(data.startNewVersion.draft.number).toBe(2);
  const handedIn = await noted(id);
  const published = await desk.ask(
    CHANGE.publish,
    { id, expectedVersion: handedIn.version },
    desk.as.methodist,
  );
  expect(published.errors).toEqual([]);
  return { id, slug, version: published.data.version, file: await fileOf(slug, 1) };
}

/** Hands the second version in with the note that it needs. */
async function noted(id: string) {
  const query = 'query ($id: ID!) { ownMaterial(id: $id) { draft { version } } }';
  const { draft } = (await app.gql(query, { id }, desk.as.owner)).data.ownMaterial;
  const saved = await app.gql(
    `mutation ($id: ID!, $v: Int!) { updateDraft(id: $id, expectedVersion: $v, input: { changeNote: "Без имён" }) {
      draft { version } } }`,
    { id, v: draft.version },
    desk.as.owner,
  );
  const { version } = saved.data.updateDraft.draft;
  const { data, errors } = await desk.ask(CHANGE.submit, { id, expectedVersion: version });
  expect(errors).toEqual([]);
  return data;
}

async function versionOf(slug: string, version: number) {
  const { data } = await app.gql(
    `query ($slug: String!, $version: Int!) { material(slug: $slug, version: $version) {
      files { id name downloadUrl } versions { number hiddenFiles { byAuthor reason hiddenAt eraseAfter erasedAt bytesGone } } } }`,
    { slug, version },
  );
  return data.material;
}
const fileOf = async (slug: string, version: number) => (await versionOf(slug, version)).files[0];
const hide = (file: string, headers: Record<string, string>, reason = REASON) =>
  app.gql(HIDE, { input: { file, reason } }, headers);
const hideable = async (slug: string, version: number, headers: Record<string, string>) =>
  (
    await app.gql(
      'query ($slug: String!, $version: Int!) { hideableFiles(slug: $slug, version: $version) { id } }',
      { slug, version },
      headers,
    )
  ).data.hideableFiles;
const status = async (path: string, headers: Record<string, string> = {}) =>
  (await fetch(app.url + path, { headers, redirect: 'manual' })).status;
const codeOf = ({ errors }: { errors: { extensions: Record<string, unknown> }[] }) =>
  errors[0]?.extensions['code'];

async function member(roles: Role[] = []) {
  const em = app.orm.em.fork();
  const account = buildAccount(em, { roles });
  await em.flush();
  return signIn(app.pool, account);
}

test('the author hides a replaced file: nobody is given it, and the history tells who and why', async () => {
  const { slug, file } = await replaced();
  expect(await status(file.downloadUrl)).toBe(200);
  expect(await hideable(slug, 1, desk.as.owner)).toEqual([{ id: file.id }]);
  expect((await hide(file.id, desk.as.owner)).errors).toEqual([]);
  // who asked before is answered anew
  await expect.poll(async () => (await versionOf(slug, 1)).files).toEqual([]);
  const { versions } = await versionOf(slug, 1);
  expect(versions.find(({ number }: { number: number }) => number === 1).hiddenFiles).toMatchObject([
    { byAuthor: true, reason: REASON },
  ]);
  const admin = await member([Role.ADMIN]);
  for (const headers of [{}, desk.as.owner, desk.as.methodist, admin])
    expect(await status(file.downloadUrl, headers)).toBe(404);
  expect(await status((await fileOf(slug, 2)).downloadUrl)).toBe(200);
  expect(await hideable(slug, 1, desk.as.owner)).toEqual([]);
});

test('a restored version does not bring it back', async () => {
  const { id, version, file } = await replaced();
  await hide(file.id, desk.as.owner);
  const { data } = await app.gql(START, { id, expectedVersion: version, from: 1 }, desk.as.owner);
  expect(data.startNewVersion.draft).toMatchObject({ number: 3, files: [] });
});

test('the council and administrators hide too, and the author is told; others may not', async () => {
  const { slug, file } = await replaced();
  for (const headers of [await member(), await member([Role.EXPERT])]) {
    expect(codeOf(await hide(file.id, headers))).toBe('FORBIDDEN');
    expect(await hideable(slug, 1, headers)).toEqual([]);
  }
  expect(codeOf(await hide(file.id, {}))).toBe('UNAUTHENTICATED');
  expect((await hide(file.id, await member([Role.COUNCIL_SECRETARY]))).errors).toEqual([]);
  const { versions } = await versionOf(slug, 1);
  expect(versions[1].hiddenFiles[0].byAuthor).toBe(false);
  const { rows } = await app.pool.query(
    `select detail from notification where account_id = $1 and kind = 'FILE_HIDDEN'`,
    [desk.owner.id],
  );
  expect(rows).toEqual([{ detail: REASON }]);
});

test('the file that is read now is replaced first, and a reason is asked for', async () => {
  const { slug, file } = await replaced();
  expect(codeOf(await hide((await fileOf(slug, 2)).id, desk.as.owner))).toBe('CONFLICT');
  expect(await hideable(slug, 2, desk.as.owner)).toEqual([]);
  expect(codeOf(await hide(file.id, desk.as.owner, '  '))).toBe('BAD_USER_INPUT');
  const { file: draftFile } = await desk.draft();
  expect(codeOf(await hide(draftFile.id, desk.as.owner))).toBe('NOT_FOUND');
});

const erase = (file: string, headers: Record<string, string>) =>
  app.gql('mutation ($file: ID!) { eraseFile(file: $file) }', { file }, headers);
const erasable = async (slug: string, headers: Record<string, string>) =>
  (
    await app.gql(
      'query ($slug: String!) { erasableFiles(slug: $slug, version: 1) { id name size sha256 } }',
      { slug },
      headers,
    )
  ).data.erasableFiles;

/** Everything that the bank keeps under a digest, and of what was read out of it. */
async function keptOf(file: string) {
  const { rows } = await app.pool.query<{ sha256: string; thumbnail: string }>(
    `select c.sha256, c.thumbnail_sha256 as thumbnail from stored_file f join file_content c on c.sha256 = f.sha256
     where f.id = $1`,
    [file],
  );
  const { sha256, thumbnail } = rows[0]!;
  return {
    sha256,
    async left() {
      await app.jobs.drain();
      const { rows: counts } = await app.pool.query<{ contents: number; passages: number }>(
        `select (select count(*)::int from file_content where sha256 = $1) as contents,
           (select count(*)::int from file_passage where sha256 = $1) as passages`,
        [sha256],
      );
      return {
        ...{ bytes: await app.storage.exists(sha256), cover: await app.storage.exists(thumbnail) },
        ...counts[0]!,
      };
    },
  };
}
const ALL = { bytes: true, cover: true, contents: 1, passages: 1 };
const NONE = { bytes: false, cover: false, contents: 0, passages: 0 };

test('an administrator erases a hidden file for ever; the history keeps what, who and why', async () => {
  const { slug, file } = await replaced();
  const kept = await keptOf(file.id);
  const admin = await member([Role.ADMIN]);
  // what is not hidden is not erased
  expect(codeOf(await erase(file.id, admin))).toBe('NOT_FOUND');
  await hide(file.id, desk.as.owner);
  expect(await erasable(slug, desk.as.owner)).toEqual([]);
  const [listed] = await erasable(slug, admin);
  expect(listed).toMatchObject({ id: file.id, name: 'Файл версии 1.txt', sha256: kept.sha256 });
  expect(codeOf(await erase(file.id, desk.as.owner))).toBe('FORBIDDEN');
  expect(await kept.left()).toEqual(ALL);

  expect((await erase(file.id, admin)).data).toEqual({ eraseFile: 0 });
  expect(await kept.left()).toEqual(NONE);
  expect(codeOf(await erase(file.id, admin))).toBe('NOT_FOUND');
  expect(await erasable(slug, admin)).toEqual([]);
  const { versions } = await versionOf(slug, 1);
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
  const { slug, file } = await replaced();
  const kept = await keptOf(file.id);
  await hide(file.id, desk.as.owner);
  const { versions } = await versionOf(slug, 1);
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
  expect(await status((await fileOf(slug, 2)).downloadUrl)).toBe(200);
});

test('bytes that another material shows stay for it, and all who read of it are told so', async () => {
  const { slug, file } = await replaced();
  const other = await replaced();
  const kept = await keptOf(file.id);
  await app.pool.query('update stored_file set sha256 = $1 where id = $2', [kept.sha256, other.file.id]);
  await hide(file.id, desk.as.owner);
  const admin = await member([Role.ADMIN]);
  expect((await erase(file.id, admin)).data).toEqual({ eraseFile: 1 });
  expect(await kept.left()).toEqual(ALL);
  expect(await status(other.file.downloadUrl)).toBe(200);
  const told = async () => (await versionOf(slug, 1)).versions[1].hiddenFiles[0];
  expect((await told()).bytesGone).toBe(false);
  const trail = await app.pool.query(
    `select action from audit_event where action like 'material.file-%' and data ->> 'sha256' = $1`,
    [kept.sha256],
  );
  expect(trail.rows).toEqual([{ action: 'material.file-taken-out' }]);
  // the last file that has them takes them along
  await hide(other.file.id, desk.as.owner);
  expect((await erase(other.file.id, admin)).data).toEqual({ eraseFile: 0 });
  expect(await kept.left()).toEqual(NONE);
  await expect.poll(async () => (await told()).bytesGone).toBe(true);
});

test('a present file with the same bytes keeps them, and is not erased itself', async () => {
  const { slug, file } = await replaced();
  const kept = await keptOf(file.id);
  await hide(file.id, desk.as.owner);
  const present = await fileOf(slug, 2);
  await app.pool.query('update stored_file set sha256 = $1 where id = $2', [kept.sha256, present.id]);
  const admin = await member([Role.ADMIN]);
  expect(codeOf(await erase(present.id, admin))).toBe('NOT_FOUND');
  expect((await erase(file.id, admin)).data).toEqual({ eraseFile: 1 });
  expect(await kept.left()).toEqual(ALL);
  expect(await status(present.downloadUrl)).toBe(200);
});

test('a cleaned picture goes with its original', async () => {
  const { file } = await replaced();
  const kept = await keptOf(file.id);
  const { sha256: original } = await app.storage.put(Readable.from([`original ${++serial}`]));
  await app.pool.query(
    `insert into file_content (sha256, media_type, format, size, text_state, cleaned_sha256, created_at, warnings)
     values ($1, 'text/plain', 'TXT', 1, 'EMPTY', $2, now(), '{}')`,
    [original, kept.sha256],
  );
  await hide(file.id, desk.as.owner);
  await erase(file.id, await member([Role.ADMIN]));
  expect(await kept.left()).toEqual(NONE);
  expect(await app.storage.exists(original)).toBe(false);
});

test('an old address leads on to the file of today after the erasing, too, and is gone with its material', async () => {
  const { id, slug, file } = await replaced();
  const present = await fileOf(slug, 2);
  await app.pool.query(`update stored_file set name = 'Список.txt' where id = any($1)`, [
    [file.id, present.id],
  ]);
  await hide(file.id, desk.as.owner);
  await erase(file.id, await member([Role.ADMIN]));
  const old = await fetch(`${app.url}/files/${file.id}/${encodeURIComponent('Список.txt')}`, {
    redirect: 'manual',
  });
  expect(old.headers.get('location')).toContain(present.id);
  await app.pool.query(`update material set status = 'WITHDRAWN', withdrawn_at = now() where id = $1`, [id]);
  expect(await status(`/files/${file.id}/${encodeURIComponent('Список.txt')}`)).toBe(410);
});

test('bytes that are being given to another file while they are erased stay for it', async () => {
  const { file } = await replaced();
  const other = await replaced();
  const kept = await keptOf(file.id);
  await hide(file.id, desk.as.owner);
  const admin = await member([Role.ADMIN]);
  const client = await app.pool.connect();
  try {
    await client.query('begin');
    await client.query('update stored_file set sha256 = $1 where id = $2', [kept.sha256, other.file.id]);
    const erasing = erase(file.id, admin);
    await expect
      .poll(async () => (await app.pool.query('select from pg_locks where not granted')).rowCount)
      .toBe(1);
    await client.query('commit');
    expect((await erasing).data).toEqual({ eraseFile: 1 });
  } finally {
    client.release();
  }
  expect(await kept.left()).toEqual(ALL);
});

test('a file that a backup of the database brings back is erased again, as it was or in sight', async () => {
  const { slug, file } = await replaced();
  const kept = await keptOf(file.id);
  await hide(file.id, desk.as.owner);
  const table = (name: string, column: string) =>
    app.pool.query(`select * from ${name} where ${column} = $1`, [column === 'id' ? file.id : kept.sha256]);
  const backup = [
    ['file_content', (await table('file_content', 'sha256')).rows],
    ['stored_file', (await table('stored_file', 'id')).rows],
  ] as const;
  await erase(file.id, await member([Role.ADMIN]));
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
  const [again] = (await versionOf(slug, 1)).versions[1].hiddenFiles;
  expect(again).toMatchObject({ byAuthor: false, bytesGone: true });
  expect(await app.fileErasure.eraseAgain()).toBe(0);
});
