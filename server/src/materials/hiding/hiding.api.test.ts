import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BootedApp, bootApp } from '../../../test/app.js';
import { CHANGE, Desk, OWN } from '../../../test/desk.js';
import { buildAccount, signIn } from '../../../test/members.js';
import { Role } from '../../directory/role.js';
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
async function storeBytes(material: string, number: number): Promise<void> {
  const text = `Список класса ${++serial}`;
  const { sha256 } = await app.storage.put(Readable.from([text]));
  const em = app.orm.em.fork();
  em.create(FileContent, {
    ...{ sha256, mediaType: 'text/plain', format: FileFormat.TXT, size: Buffer.byteLength(text) },
    textState: TextState.EMPTY,
  });
  await em.flush();
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
      files { id name downloadUrl } versions { number hiddenFiles { byAuthor reason hiddenAt } } } }`,
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
