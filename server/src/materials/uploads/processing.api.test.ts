import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BootedApp, bootApp } from '../../../test/app.js';
import { EICAR, startClamd } from '../../../test/clamd.js';
import { storeEmptyDraft } from '../../../test/drafts.js';
import { docxParts, zipOf } from '../../../test/sample-files.js';
import { begin, tus, uploadWhole } from '../../../test/tus.js';
import { Role } from '../../directory/role.js';
import { FileReader } from '../extraction/file-reader.js';
import { FileIntake } from '../file-intake.js';
import { forgetContents } from '../forgetting/forget-contents.js';
import { BytesForgotten } from '../forgetting/rely-on.js';
import { ContentReader } from './content-reader.js';

let app: BootedApp;
beforeAll(async () => {
  app = await bootApp();
});
afterAll(() => app.close());

const author = (roles: Role[] = []) => storeEmptyDraft(app, roles);

const FILES = `query ($id: ID!) { ownMaterial(id: $id) { checklist { field blocking text subjectId } draft { files {
  id name role sha256 format textState downloadUrl thumbnailUrl
  processing { state step problem scanState warnings } } } } uploads(materialId: $id) { id name received state problem } }`;

async function look(on: BootedApp, session: Readonly<Record<string, string>>, id: string) {
  const { data, errors } = await on.gql(FILES, { id }, session);
  expect(errors).toEqual([]);
  return {
    files: data.ownMaterial.draft.files,
    checklist: data.ownMaterial.checklist,
    uploads: data.uploads,
  };
}

async function upload(
  session: Readonly<Record<string, string>>,
  material: string,
  name: string,
  bytes: Buffer,
) {
  const answer = await uploadWhole(app, session, { material, name }, bytes);
  expect([answer.status, answer.text]).toEqual([204, '']);
}

describe('the way of a file', () => {
  test('is waiting, blocks handing in, and is ready when its job has read it', async () => {
    const { session, material } = await author();
    await upload(session, material, 'a.txt', Buffer.from(`Урок ${randomBytes(8).toString('hex')}`));
    const before = await look(app, session, material);
    expect(before.files[0].processing).toMatchObject({ state: 'PENDING', step: 'WAITING', problem: null });
    expect(before.checklist).toContainEqual(
      expect.objectContaining({ field: 'files', blocking: true, subjectId: before.files[0].id }),
    );
    await app.jobs.drain();
    const after = await look(app, session, material);
    expect(after.files[0].processing).toEqual({
      ...{ state: 'READY', step: null, problem: null, scanState: 'SKIPPED', warnings: [] },
    });
    expect(after.checklist.filter(({ field }: { field: string }) => field === 'files')).toEqual([]);
  });

  test('that did not end shows how far it is, and why the bank did not take a file', async () => {
    const { session, material } = await author();
    await begin(app, session, { material, name: 'фильм.mp4', length: 1000 });
    await uploadWhole(app, session, { material, name: 'a.exe' }, Buffer.from('MZ'));
    const { uploads } = await look(app, session, material);
    expect(uploads).toMatchObject([
      { name: 'фильм.mp4', received: 0, state: 'OPEN', problem: null },
      { name: 'a.exe', state: 'REFUSED', problem: 'Такой формат банк не принимает (.exe)' },
    ]);
    await tus(app, 'DELETE', `/uploads/${uploads[1].id}`, session);
    expect((await look(app, session, material)).uploads).toHaveLength(1);
  });
});

describe('bytes that are forgotten while they are read', () => {
  /** Reads a new file; something happens to its bytes before what was read is written. */
  async function readWhile(happens: (sha256: string) => Promise<unknown>) {
    const { session, material } = await author();
    await upload(session, material, 'a.txt', Buffer.from(`Урок ${randomBytes(8).toString('hex')}`));
    const { sha256 } = (await look(app, session, material)).files[0];
    const reader = new FileReader();
    const intake = new (class extends FileIntake {
      override async readStored(...what: Parameters<FileIntake['readStored']>) {
        const taken = await super.readStored(...what);
        await happens(sha256);
        return taken;
      }
    })(app.storage, reader);
    const reading = new ContentReader(app.orm.em, app.storage, intake, undefined).read(sha256);
    await reading.finally(() => reader.close());
    return (await app.pool.query('select from file_content where sha256 = $1', [sha256])).rowCount;
  }

  test('are read once more when somebody still has them', async () => {
    await expect(readWhile((sha256) => app.storage.remove(sha256))).rejects.toThrow(BytesForgotten);
  });

  test('do not come back when nobody has', async () => {
    const forget = (sha256: string) =>
      app.orm.em.fork().transactional(async (em) => {
        await em.execute('delete from stored_file where sha256 = ?', [sha256]);
        await forgetContents(em, app.jobs, [sha256]);
      });
    expect(await readWhile(forget)).toBe(0);
  });
});

describe('D61, D62: pictures', () => {
  test('the place, the device and the author of a photograph are gone from what is shown', async () => {
    const { session, material } = await author();
    const photo = await sharp({ create: { width: 90, height: 60, channels: 3, background: '#484' } })
      .withExif({ IFD0: { Artist: 'Кто-то', Model: 'X100' }, IFD3: { GPSLatitude: '43/1 7/1 0/1' } })
      .jpeg()
      .toBuffer();
    expect((await sharp(photo).metadata()).exif).toBeDefined();
    await upload(session, material, 'класс.jpg', photo);
    await app.jobs.drain();
    const { files } = await look(app, session, material);
    expect(files).toMatchObject([{ name: 'класс.jpg', processing: { state: 'READY' } }]);
    const bytes = await buffer(await app.storage.open(files[0].sha256));
    const { width, height, exif } = await sharp(bytes).metadata();
    expect([width, height, exif]).toEqual([90, 60, undefined]);
    // the same photograph in another material shows the cleaned one at once
    const other = await author();
    await upload(other.session, other.material, 'ещё раз.jpg', photo);
    expect((await look(app, other.session, other.material)).files[0].sha256).toBe(files[0].sha256);
  });

  test('a picture of too many pixels is refused before it is decoded', async () => {
    const { session, material } = await author();
    const png = await sharp({ create: { width: 20_000, height: 6_000, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    const { status, text } = await uploadWhole(app, session, { material, name: 'a.png' }, png);
    expect([status, text]).toEqual([422, expect.stringContaining('20000×6000')]);
  });
});

test('D63: a remote template, an embedded object and a DDE field are told to the reviewer', async () => {
  const { session, material } = await author();
  const template = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate';
  const bytes = await zipOf({
    ...docxParts('<w:p><w:r><w:instrText>DDEAUTO c:\\\\x "y"</w:instrText><w:t>Текст</w:t></w:r></w:p>'),
    'word/_rels/settings.xml.rels': `<Relationships><Relationship Id="r1" Type="${template}" Target="http://203.0.113.1/a.dotm" TargetMode="External"/></Relationships>`,
    'word/embeddings/oleObject1.bin': 'x',
  });
  await upload(session, material, 'a.docx', bytes);
  await app.jobs.drain();
  const { files } = await look(app, session, material);
  expect(files[0].processing.warnings.toSorted()).toEqual(['DDE_FIELD', 'OLE_OBJECT', 'REMOTE_TEMPLATE']);
});

describe('D65, D66: malicious code', () => {
  test('is found, told to the author, given to nobody, and never published', async () => {
    const clamd = await startClamd();
    const scanned = await bootApp({
      databaseUrl: app.databaseUrl,
      config: { dataDir: app.dataDir, clamav: clamd.address },
    });
    const { session, material } = await author();
    const bad = await zipOf({ 'a.txt': EICAR, 'b.txt': randomBytes(8).toString('hex') });
    const plain = Buffer.from(`${EICAR}\n${randomBytes(8).toString('hex')}`);
    for (const [name, bytes] of [
      ['вирус.txt', plain],
      ['хороший.txt', Buffer.from(randomBytes(8).toString('hex'))],
      ['архив.zip', bad],
    ] as const)
      expect((await uploadWhole(scanned, session, { material, name }, bytes)).status).toBe(204);
    const waiting = await look(scanned, session, material);
    expect((await fetch(`${app.url}${waiting.files[1].downloadUrl}`, { headers: session })).status).toBe(404);
    await scanned.jobs.drain();
    const { files, checklist } = await look(scanned, session, material);
    expect(files[0].processing).toMatchObject({
      ...{ state: 'QUARANTINED', scanState: 'INFECTED', problem: expect.stringContaining('Eicar-Signature') },
    });
    expect(files[1].processing).toMatchObject({ state: 'READY', scanState: 'CLEAN' });
    expect(checklist).toContainEqual(expect.objectContaining({ blocking: true, subjectId: files[0].id }));
    const get = async (n: number) =>
      (await fetch(`${app.url}${files[n].downloadUrl}`, { headers: session })).status;
    expect([await get(0), await get(1)]).toEqual([404, 200]);
    clamd.close();
    await scanned.close();
  });

  test('while the scanner is down a file stays «being checked», and is checked later', async () => {
    const clamd = await startClamd();
    clamd.close();
    const scanned = await bootApp({
      databaseUrl: app.databaseUrl,
      config: { dataDir: app.dataDir, clamav: clamd.address },
    });
    const { session, material } = await author();
    const bytes = Buffer.from(randomBytes(8).toString('hex'));
    await uploadWhole(scanned, session, { material, name: 'a.txt' }, bytes);
    await scanned.jobs.drain();
    const { files, checklist } = await look(scanned, session, material);
    expect(files[0].processing).toMatchObject({ state: 'PENDING', step: 'SCANNING', scanState: 'PENDING' });
    expect(checklist).toContainEqual(expect.objectContaining({ blocking: true, subjectId: files[0].id }));
    await scanned.close();
  });
});

test('captions are checked against their rules, with the line of each fault, and shown', async () => {
  const { session, material } = await author();
  const bytes = Buffer.from(
    'WEBVTT\n\n00:01.000 --> 00:03.000\nДоброе утро.\n\n00:02.000 --> 00:04.000\nСадитесь.\n',
  );
  await upload(session, material, 'урок.vtt', bytes);
  await app.jobs.drain();
  const { files } = await look(app, session, material);
  const { data, errors } = await app.gql(
    `query ($id: ID!) { captionCheck(fileId: $id) { count faults { line text } captions { start end text } } }`,
    { id: files[0].id },
    session,
  );
  expect(errors).toEqual([]);
  expect(data.captionCheck).toEqual({
    count: 2,
    faults: [{ line: 6, text: expect.stringContaining('ещё предыдущий (строка 3)') }],
    captions: [
      { start: 1, end: 3, text: 'Доброе утро.' },
      { start: 2, end: 4, text: 'Садитесь.' },
    ],
  });
});

test('captions are captions from the first; a role that a format cannot have is refused, and left with a replaced file', async () => {
  const { session, material } = await author();
  const cues = (word: string) => Buffer.from(`WEBVTT\n\n00:01.000 --> 00:03.000\n${word}\n`);
  await upload(session, material, 'урок.vtt', cues('Доброе утро.'));
  const text = Buffer.from(`План ${randomBytes(8).toString('hex')}`);
  await upload(session, material, 'план.txt', text);
  const roles = async () =>
    (await look(app, session, material)).files.map(({ role }: { role: string }) => role);
  expect(await roles()).toEqual(['CAPTIONS', 'MAIN']);
  const { files } = await look(app, session, material);
  const say = (file: { id: string }, role: string) =>
    app.gql(
      `mutation ($id: ID!, $fileId: ID!, $role: FileRole!) { setFileRole(id: $id, fileId: $fileId, role: $role) { id } }`,
      { id: material, fileId: file.id, role },
      session,
    );
  for (const role of ['CAPTIONS', 'POSTER'])
    expect((await say(files[1], role)).errors[0]!.extensions['fields']).toHaveProperty('role');
  expect((await say(files[1], 'TRANSCRIPT')).errors).toEqual([]);
  const replaced = { material, name: 'другой.txt', replaces: files[0].id, role: 'CAPTIONS' };
  const other = Buffer.from(`Ответы ${randomBytes(8).toString('hex')}`);
  expect((await uploadWhole(app, session, replaced, other)).status).toBe(204);
  expect(await roles()).toEqual(['MAIN', 'TRANSCRIPT']);
});

test('what a file suggests is told to its author with the line that tells it', async () => {
  const { session, material } = await author();
  const bytes = Buffer.from(`Тема урока: Вулканы Камчатки\n\nКласс: 6\n\n${randomBytes(4).toString('hex')}`);
  await upload(session, material, 'a.txt', bytes);
  await app.jobs.drain();
  const { files } = await look(app, session, material);
  const { data } = await app.gql(
    `query ($id: ID!) { fileProposals(fileId: $id) { field values label reason quote } }`,
    { id: files[0].id },
    session,
  );
  expect(data.fileProposals.slice(0, 2)).toEqual([
    {
      ...{ field: 'title', values: ['Вулканы Камчатки'], label: 'Вулканы Камчатки' },
      ...{ reason: 'так названа тема в файле', quote: 'Тема урока: Вулканы Камчатки' },
    },
    { field: 'grades', values: ['6'], label: '6', reason: 'класс указан в файле', quote: 'Класс: 6' },
  ]);
});

describe('B39: files of what is not public', () => {
  test('are for those whom the material concerns, are kept nowhere, and for others are not there', async () => {
    const owner = await author();
    const { session: stranger } = await author();
    const { session: methodist } = await author([Role.METHODIST]);
    const { session: admin } = await author([Role.ADMIN]);
    const bytes = Buffer.from(`Черновик ${randomBytes(8).toString('hex')}`);
    await upload(owner.session, owner.material, 'a.txt', bytes);
    await app.jobs.drain();
    const { files } = await look(app, owner.session, owner.material);
    const get = async (headers: object = {}, path: string = files[0].downloadUrl) => {
      const response = await fetch(`${app.url}${path}`, { headers: headers as Record<string, string> });
      return {
        status: response.status,
        kept: response.headers.get('cache-control'),
        text: await response.text(),
      };
    };
    expect(await get(owner.session)).toEqual({
      status: 200,
      kept: 'private, no-store',
      text: bytes.toString(),
    });
    expect((await get(admin)).status).toBe(200);
    const none = await get({}, '/files/01890000-0000-7000-8000-000000000000/a.txt');
    expect(none.status).toBe(404);
    for (const other of [{}, stranger, methodist]) expect(await get(other)).toEqual(none);
    await submit(owner.material);
    expect((await get(methodist)).status).toBe(200);
    expect(await get(stranger)).toEqual(none);
  });
});

/** Hands the material in past the checklist, which is not what is tested here. */
async function submit(material: string): Promise<void> {
  await app.pool.query(`update material set draft_status = 'SUBMITTED', status = 'SUBMITTED' where id = $1`, [
    material,
  ]);
}
