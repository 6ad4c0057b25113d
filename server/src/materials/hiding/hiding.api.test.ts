import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BootedApp, bootApp } from '../../../test/app.js';
import { HidingDesk, REASON, START } from '../../../test/hiding-desk.js';
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

const hideable = async (slug: string, version: number, headers: Record<string, string>) =>
  (
    await app.gql(
      'query ($slug: String!, $version: Int!) { hideableFiles(slug: $slug, version: $version) { id } }',
      { slug, version },
      headers,
    )
  ).data.hideableFiles;
const codeOf = ({ errors }: { errors: { extensions: Record<string, unknown> }[] }) =>
  errors[0]?.extensions['code'];

test('the author hides a replaced file: nobody is given it, and the history tells who and why', async () => {
  const { slug, file } = await files.replaced();
  expect(await files.status(file.downloadUrl)).toBe(200);
  expect(await hideable(slug, 1, as.owner)).toEqual([{ id: file.id }]);
  expect((await files.hide(file.id, as.owner)).errors).toEqual([]);
  // who asked before is answered anew
  await expect.poll(async () => (await files.versionOf(slug, 1)).files).toEqual([]);
  const { versions } = await files.versionOf(slug, 1);
  expect(versions.find(({ number }: { number: number }) => number === 1).hiddenFiles).toMatchObject([
    { byAuthor: true, reason: REASON },
  ]);
  const admin = await files.member([Role.ADMIN]);
  for (const headers of [{}, as.owner, as.methodist, admin])
    expect(await files.status(file.downloadUrl, headers)).toBe(404);
  expect(await files.status((await files.fileOf(slug, 2)).downloadUrl)).toBe(200);
  expect(await hideable(slug, 1, as.owner)).toEqual([]);
});

test('a restored version does not bring it back', async () => {
  const { id, version, file } = await files.replaced();
  await files.hide(file.id, as.owner);
  const { data } = await app.gql(START, { id, expectedVersion: version, from: 1 }, as.owner);
  expect(data.startNewVersion.draft).toMatchObject({ number: 3, files: [] });
});

test('the council and administrators hide too, and the author is told why and until which day; others may not', async () => {
  const { slug, file } = await files.replaced();
  for (const headers of [await files.member(), await files.member([Role.EXPERT])]) {
    expect(codeOf(await files.hide(file.id, headers))).toBe('FORBIDDEN');
    expect(await hideable(slug, 1, headers)).toEqual([]);
  }
  expect(codeOf(await files.hide(file.id, {}))).toBe('UNAUTHENTICATED');
  expect((await files.hide(file.id, await files.member([Role.COUNCIL_SECRETARY]))).errors).toEqual([]);
  const { versions } = await files.versionOf(slug, 1);
  expect(versions[1].hiddenFiles[0].byAuthor).toBe(false);
  const { rows } = await app.pool.query(
    `select detail, day::text from notification where account_id = $1 and kind = 'FILE_HIDDEN'`,
    [files.desk.owner.id],
  );
  const day = dayIn(MOSCOW, new Date(versions[1].hiddenFiles[0].eraseAfter));
  expect(rows).toEqual([{ detail: REASON, day }]);
});

test('the file that is read now is replaced first, and a reason is asked for', async () => {
  const { slug, file } = await files.replaced();
  expect(codeOf(await files.hide((await files.fileOf(slug, 2)).id, as.owner))).toBe('CONFLICT');
  expect(await hideable(slug, 2, as.owner)).toEqual([]);
  expect(codeOf(await files.hide(file.id, as.owner, '  '))).toBe('BAD_USER_INPUT');
  const { file: draftFile } = await files.desk.draft();
  expect(codeOf(await files.hide(draftFile.id, as.owner))).toBe('NOT_FOUND');
});

test('an administrator shows a file again to whose hiding the author objects; what is erased stays so', async () => {
  const { id, slug, version, file } = await files.replaced();
  const admin = await files.member([Role.ADMIN]);
  const secretary = await files.member([Role.COUNCIL_SECRETARY]);
  expect(codeOf(await files.show(file.id, admin))).toBe('NOT_FOUND');
  await files.hide(file.id, secretary);
  for (const headers of [as.owner, secretary])
    expect(codeOf(await files.show(file.id, headers))).toBe('FORBIDDEN');
  expect((await files.show(file.id, admin)).errors).toEqual([]);
  await expect.poll(async () => (await files.versionOf(slug, 1)).files).toMatchObject([{ id: file.id }]);
  expect((await files.versionOf(slug, 1)).versions[1].hiddenFiles).toEqual([]);
  expect(await files.status(file.downloadUrl)).toBe(200);
  const { rows } = await app.pool.query(
    `select kind from notification where account_id = $1 and path = $2 order by created_at`,
    [files.desk.owner.id, `/materials/${slug}/versions`],
  );
  expect(rows).toEqual([{ kind: 'FILE_HIDDEN' }, { kind: 'FILE_SHOWN' }]);
  const trail = await app.pool.query(
    `select data from audit_event where action = 'material.file-shown' and subject_id = $1`,
    [id],
  );
  expect(trail.rows).toEqual([{ data: { number: 1 } }]);
  // a restored version has it again
  const { data } = await app.gql(START, { id, expectedVersion: version, from: 1 }, as.owner);
  expect(data.startNewVersion.draft.files).toHaveLength(1);

  const other = await files.replaced();
  await files.hide(other.file.id, as.owner);
  await files.erase(other.file.id, admin);
  expect(codeOf(await files.show(other.file.id, admin))).toBe('NOT_FOUND');
});
