import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { ref } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import { type BootedApp, bootApp } from '../../../test/app.js';
import { buildMaterial, buildPerson } from '../../../test/builders.js';
import { storeDraft } from '../../../test/drafts.js';
import { buildAccount, signIn } from '../../../test/members.js';
import { statementsOf } from '../../../test/statements.js';
import { FileContent } from '../../materials/file-content.entity.js';
import { FileFormat } from '../../materials/file-enums.js';
import { Post, PostKind } from '../../materials/reading/post.entity.js';

const MY_DATA = '{ myData { fileCount fileBytes parts { title count fate becomes } } }';

let app: BootedApp;
beforeAll(async () => {
  app = await bootApp();
});
afterAll(() => app.close());

let serial = 0;

/** A member with a draft whose file lies in the store, a comment, and a stranger who has the like. */
async function member(name = 'Соловьёва') {
  const em = app.orm.em.fork();
  const account = buildAccount(em, { person: buildPerson(em, [name, 'Нина', 'Олеговна']) });
  const material = buildMaterial(em, { title: 'Чужой материал' });
  await em.flush();
  const { file } = await storeDraft(em, account, { title: `Черновик ${name}` });
  const bytes = Buffer.from(`Содержимое файла ${++serial}`);
  const { sha256, size } = await app.storage.put(Readable.from([bytes]));
  file.content = ref(
    em.create(FileContent, { sha256, size, mediaType: 'text/plain', format: FileFormat.TXT }),
  );
  em.create(Post, {
    ...{ kind: PostKind.COMMENT, account: ref(account), material: ref(material) },
    body: `Спасибо, ${name}`,
  });
  await em.flush();
  return { account, file, sha256, bytes, headers: await signIn(app.pool, account) };
}

async function take(headers: Record<string, string>) {
  const response = await fetch(`${app.url}/my-data.zip`, { headers, redirect: 'manual' });
  const bytes = Buffer.from(await response.arrayBuffer());
  const entries = new Map<string, Buffer>();
  if (response.status !== 200) return { response, bytes, entries };
  const zip = await fromBufferPromise(bytes, { lazyEntries: true });
  for await (const entry of zip.eachEntry())
    entries.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)));
  return { response, bytes, entries };
}

test('one takes everything that the bank holds of one, as readable records and the own files', async () => {
  const { account, bytes, file, headers } = await member();
  const { response, bytes: zip, entries } = await take(headers);
  expect(response.headers.get('content-type')).toBe('application/zip');
  // the length is told beforehand: browsers show how far the download is
  expect(Number(response.headers.get('content-length'))).toBe(zip.length);
  const json = (name: string) => JSON.parse(entries.get(`Сведения/${name}.json`)!.toString());
  expect(json('Учётная запись')).toMatchObject([{ 'адрес почты': account.email }]);
  expect(json('Профиль')).toMatchObject([{ фамилия: 'Соловьёва', имя: 'Нина', должность: 'учитель' }]);
  expect(json('Комментарии и отзывы о применении')).toMatchObject([
    { материал: 'Чужой материал', текст: 'Спасибо, Соловьёва' },
  ]);
  expect(json('Версии материалов')).toMatchObject([{ название: 'Черновик Соловьёва' }]);
  const path = `Файлы/Черновик Соловьёва/версия 1/${file.name}`;
  expect(createHash('sha256').update(entries.get(path)!).digest('hex')).toBe(
    createHash('sha256').update(bytes).digest('hex'),
  );
  expect(entries.get('ПРОЧТИ МЕНЯ.txt')!.toString()).toContain('Учётная запись.json – записей: 1');
});

test('nothing of others and no secret is in it', async () => {
  const stranger = await member('Посторонняя');
  const { account, headers } = await member('Своя');
  await app.pool.query('update account set password_hash = $2 where id = $1', [
    account.id,
    '$argon2id$secret',
  ]);
  const all = Buffer.concat([...(await take(headers)).entries.values()]).toString();
  expect(all).toContain('Своя');
  expect(all).not.toContain('Посторонняя');
  expect(all).not.toContain(stranger.account.email);
  expect(all).not.toContain('argon2id');
  expect(all).not.toContain(createHash('sha256').update(headers.cookie.slice(4)).digest('hex'));
});

test('a guest signs in first, and the taking is kept in the journal', async () => {
  const { response } = await take({});
  expect(response.status).toBe(303);
  expect(response.headers.get('location')).toBe('/sign-in?returnTo=%2Fmy%2Fdata');
  const { account, headers } = await member();
  await take(headers);
  const { rows } = await app.pool.query('select action from audit_event where actor = $1', [account.id]);
  expect(rows).toEqual([{ action: 'account.data-taken' }]);
});

test('a file that the store has lost is told in the README, and all else comes', async () => {
  const { file, sha256, headers } = await member('Потерянная');
  await app.storage.remove(sha256);
  const { entries } = await take(headers);
  expect(entries.get('ПРОЧТИ МЕНЯ.txt')!.toString()).toMatch(
    new RegExp(`Не нашлись в хранилище[^:]*:\\s+${file.name.replace('.', '\\.')}`),
  );
  expect([...entries.keys()].some((name) => name.startsWith('Файлы/'))).toBe(false);
});

test('the page tells what there is and what becomes of it, in the language asked for, by two statements', async () => {
  const { bytes, headers } = await member();
  let data!: { myData: { fileCount: number; fileBytes: number; parts: { title: string }[] } };
  const statements = await statementsOf(async () => {
    ({ data } = await app.gql(MY_DATA, {}, { ...headers, 'accept-language': 'en' }));
  });
  expect(data.myData).toMatchObject({ fileCount: 1, fileBytes: bytes.length });
  expect(data.myData.parts).toContainEqual({
    ...{ title: 'Comments and use reports', count: 1, fate: 'ERASED' },
    becomes: 'They are deleted with their text, which may name classes, schools and people.',
  });
  expect(statements.filter((sql) => sql.includes(' me '))).toHaveLength(1);
  expect(statements.length).toBeLessThanOrEqual(4);
});
