import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BootedApp, bootApp } from '../../../test/app.js';
import { CHANGE, Desk, OWN } from '../../../test/desk.js';
import { buildAccount, signIn } from '../../../test/members.js';
import { Role } from '../../directory/role.js';
import { FileContent } from '../file-content.entity.js';
import { FileFormat, TextState } from '../file-enums.js';
import { FileErasureService } from './file-erasure.service.js';

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
      files { id name downloadUrl } versions { number hiddenFiles { byAuthor reason hiddenAt eraseAfter erasedAt } } } }`,
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
  expect([told.reason, told.byAuthor, eraseAfter]).toEqual([REASON, true, null]);
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
    { data: { number: 1, reason: REASON, size: listed.size, sha256: kept.sha256 } },
  ]);
});

test('hidden bytes go by themselves after ten days, and not before', async () => {
  const { slug, file } = await replaced();
  const kept = await keptOf(file.id);
  await hide(file.id, desk.as.owner);
  const { versions } = await versionOf(slug, 1);
  const [{ hiddenAt, eraseAfter }] = versions[1].hiddenFiles;
  expect(Date.parse(eraseAfter) - Date.parse(hiddenAt)).toBe(10 * 24 * 3_600_000);
  const erasure = new FileErasureService(app.orm, app.jobs);
  const aged = (days: number) =>
    app.pool.query('update stored_file set hidden_at = now() - make_interval(days => $2) where id = $1', [
      file.id,
      days,
    ]);
  await aged(9);
  expect(await erasure.eraseDue()).toBe(0);
  expect(await kept.left()).toEqual(ALL);
  await aged(11);
  expect(await erasure.eraseDue()).toBe(1);
  expect(await kept.left()).toEqual(NONE);
  // the present version is given as before
  expect(await status((await fileOf(slug, 2)).downloadUrl)).toBe(200);
});

test('bytes that another material shows stay for it, and the administrator is told', async () => {
  const { file } = await replaced();
  const other = await replaced();
  const kept = await keptOf(file.id);
  await app.pool.query('update stored_file set sha256 = $1 where id = $2', [kept.sha256, other.file.id]);
  await hide(file.id, desk.as.owner);
  expect((await erase(file.id, await member([Role.ADMIN]))).data).toEqual({ eraseFile: 1 });
  expect(await kept.left()).toEqual(ALL);
  expect(await status(other.file.downloadUrl)).toBe(200);
});
