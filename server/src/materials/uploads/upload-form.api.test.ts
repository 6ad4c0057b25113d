import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BootedApp, bootApp } from '../../../test/app.js';
import { storeEmptyDraft } from '../../../test/drafts.js';

let app: BootedApp;
beforeAll(async () => {
  app = await bootApp();
});
afterAll(() => app.close());

const author = () => storeEmptyDraft(app);

/** Where the bank leads after a form with a file. */
async function post(
  material: string,
  session: Record<string, string>,
  name: string,
  text: string,
  more = {},
  bank = app,
) {
  const body = new FormData();
  body.append('file', new File([text], name));
  const answer = await fetch(`${bank.url}/uploads/form/${material}`, {
    ...{ method: 'POST', body, redirect: 'manual', headers: { ...session, ...more } },
  });
  return { status: answer.status, location: answer.headers.get('location') };
}
async function filesOf(material: string) {
  const { rows } = await app.pool.query<{ name: string }>(
    `select f.name from stored_file f join material m on m.draft_version_id = f.material_version_id
     where m.id = $1 order by f.position`,
    [material],
  );
  return rows.map(({ name }) => name);
}

test('a form without scripts brings a file under its Russian name and leads back to the editor', async () => {
  const { material, session } = await author();
  expect(
    await post(material, session, 'Конспект урока.txt', 'Сказка о потерянном времени. '.repeat(20)),
  ).toEqual({
    status: 303,
    location: `/my/materials/${material}#files`,
  });
  expect(await filesOf(material)).toEqual(['Конспект урока.txt']);
  // nothing is left of the way that it came
  expect(await readdir(join(app.dataDir, 'uploads'))).toEqual([]);
});

test('an empty form and a file that the bank does not take are told, and store nothing', async () => {
  const { material, session } = await author();
  const told = async (name: string, text: string) => (await post(material, session, name, text)).location;
  expect(await told('пусто.txt', '')).toBe(`/my/materials/${material}?upload=none#files`);
  expect(await told('программа.exe', `MZ${'\0'.repeat(200)}`)).toBe(
    `/my/materials/${material}?upload=refused#files`,
  );
  expect(await filesOf(material)).toEqual([]);
});

test('a full disk and a day’s limit are told as what they are', async () => {
  const { material, session } = await author();
  for (const [uploadLimits, told] of [
    [{ reserve: 2 ** 60 }, 'space'],
    [{ day: 100 }, 'limit'],
  ] as const) {
    const other = await bootApp({
      ...{ databaseUrl: app.databaseUrl, config: { dataDir: app.dataDir }, uploadLimits },
    });
    const { location } = await post(material, session, 'Конспект.txt', 'Сказка. '.repeat(1000), {}, other);
    expect(location).toBe(`/my/materials/${material}?upload=${told}#files`);
    await other.close();
  }
  expect(await filesOf(material)).toEqual([]);
});

test('nobody brings files into the draft of another, and no other site sends them', async () => {
  const { material } = await author();
  const stranger = await author();
  expect((await post(material, stranger.session, 'чужой.txt', 'текст '.repeat(50))).location).toContain(
    'upload=refused',
  );
  expect((await post(material, {}, 'чужой.txt', 'текст')).status).toBe(401);
  const foreign = { 'sec-fetch-site': 'cross-site' };
  expect((await post(material, stranger.session, 'чужой.txt', 'текст', foreign)).status).toBe(403);
  expect(await filesOf(material)).toEqual([]);
});
