/** What becomes of an upload whose bytes the bank has, and is forgetting, when they come to a draft. */
import { createHash, randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BootedApp, bootApp } from '../../../test/app.js';
import { oneWaits } from '../../../test/lock-waits.js';
import { storeEmptyDraft } from '../../../test/drafts.js';
import { begin, patch, uploadWhole } from '../../../test/tus.js';
import { forgetContents } from '../forgetting/forget-contents.js';

let app: BootedApp;
beforeAll(async () => {
  app = await bootApp();
});
afterAll(() => app.close());

const author = () => storeEmptyDraft(app);

/** Bytes that one draft has, and another author who brings the same. */
async function sameBytes() {
  const bytes = Buffer.from(randomBytes(50).toString('hex'));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const [first, second] = [await author(), await author()];
  await uploadWhole(app, first.session, { material: first.material, name: 'a.txt' }, bytes);
  await app.jobs.drain();
  const begun = { material: second.material, name: 'b.txt', length: bytes.length };
  const path = (await begin(app, second.session, begun)).headers.get('location')!;
  const bring = () => patch(app, second.session, path, 0, bytes);
  return { ...second, bytes, sha256, bring };
}

/** The draft has the file, the store its bytes, and their text is read. */
async function expectWhole({ material, sha256, bytes }: Awaited<ReturnType<typeof sameBytes>>) {
  await app.jobs.drain();
  const { rows } = await app.pool.query(
    `select f.name, c.text_state as state from stored_file f join file_content c using (sha256)
     join material m on m.draft_version_id = f.material_version_id where m.id = $1 and f.sha256 = $2`,
    [material, sha256],
  );
  expect(rows).toEqual([{ name: 'b.txt', state: 'READY' }]);
  expect((await buffer(await app.storage.open(sha256))).equals(bytes)).toBe(true);
}

test('an upload of what is being erased waits for the end of it, and is finished by itself', async () => {
  const same = await sameBytes();
  const erasing = app.orm.em.fork();
  await erasing.begin();
  await erasing.execute('delete from stored_file where sha256 = ?', [same.sha256]);
  await forgetContents(erasing, app.jobs, [same.sha256]);
  const bringing = same.bring();
  await oneWaits(app.pool);
  await erasing.commit();
  expect((await bringing).status).toBe(204);
  await expectWhole(same);
});

test('the same when it has seen the content and waits to hold it', async () => {
  const same = await sameBytes();
  const client: pg.PoolClient = await app.pool.connect();
  try {
    await client.query('begin');
    await client.query('select from file_content where sha256 = $1 for update', [same.sha256]);
    const bringing = same.bring();
    await oneWaits(app.pool);
    await client.query('delete from stored_file where sha256 = $1', [same.sha256]);
    await client.query('delete from file_passage where sha256 = $1', [same.sha256]);
    for (const table of ['text_band', 'text_signature', 'file_content'])
      await client.query(`delete from ${table} where sha256 = $1`, [same.sha256]);
    await client.query('commit');
    expect((await bringing).status).toBe(204);
  } finally {
    client.release();
  }
  await expectWhole(same);
});

test('bytes that leave the store before they are attached are stored once more', async () => {
  const same = await sameBytes();
  const client: pg.PoolClient = await app.pool.connect();
  try {
    await client.query('begin');
    await client.query('select from material where id = $1 for update', [same.material]);
    const bringing = same.bring();
    await oneWaits(app.pool);
    await app.orm.em.fork().transactional(async (em) => {
      await em.execute('delete from stored_file where sha256 = ?', [same.sha256]);
      await forgetContents(em, app.jobs, [same.sha256]);
    });
    await app.jobs.drain();
    expect(await app.storage.exists(same.sha256)).toBe(false);
    await client.query('commit');
    expect((await bringing).status).toBe(204);
  } finally {
    client.release();
  }
  await expectWhole(same);
});
