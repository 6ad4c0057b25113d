import { ref } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BootedApp, bootApp } from '../../../test/app.js';
import { type DraftData, storeDraft } from '../../../test/drafts.js';
import { buildAccount, signIn } from '../../../test/members.js';
import type { Account } from '../../directory/account.entity.js';
import { SIGN_TEXTS } from '../authoring/authoring.jobs.js';
import { FilePassage } from '../file-content.entity.js';
import { TextState } from '../file-enums.js';
import { MaterialStatus } from '../material-enums.js';

const TEXT = Array.from(
  { length: 60 },
  (_, n) => `На шаге ${n} дети измеряют отрезок номер ${n * 7} и сравнивают доли числа ${n * 13 + 1}.`,
);

let app: BootedApp;
let author: Account;
let stranger: Account;
beforeAll(async () => {
  app = await bootApp();
  const em = app.orm.em.fork();
  [author, stranger] = [buildAccount(em), buildAccount(em)];
  await em.flush();
});
afterAll(() => app.close());

/** A material whose file has this text. */
async function withText(owner: Account, title: string, text: string[], data: DraftData = {}) {
  const em = app.orm.em.fork();
  const stored = await storeDraft(em, owner, { title, ...data });
  const content = stored.file.content.unwrap();
  content.textState = TextState.READY;
  text.forEach((piece, ordinal) => em.create(FilePassage, { content: ref(content), ordinal, text: piece }));
  await em.flush();
  return stored;
}
const duplicatesOf = async (id: string, account = author) => {
  const query = `query ($id: ID!) { ownMaterial(id: $id) {
    duplicates { kind similarity title slug ownId fileName } } }`;
  const { data, errors } = await app.gql(query, { id }, await signIn(app.pool, account));
  expect(errors).toEqual([]);
  return data.ownMaterial.duplicates;
};

test('a draft learns of public and own materials with nearly its text, and of nothing that is private', async () => {
  const published = { status: MaterialStatus.PUBLISHED } as const;
  const near = await withText(
    stranger,
    'Опубликованное',
    [...TEXT.slice(6), 'Другой конец урока.'],
    published,
  );
  await withText(stranger, 'Чужой черновик', TEXT);
  await withText(stranger, 'Отозванное', TEXT, published).then(async ({ material }) =>
    app.pool.query(`update material set status = 'WITHDRAWN' where id = $1`, [material.id]),
  );
  await withText(
    stranger,
    'О другом',
    TEXT.map((line) => line.split(' ').toReversed().join(' ')),
    published,
  );
  const own = await withText(author, 'Свой прежний', TEXT);
  await app.jobs.send(SIGN_TEXTS, {});
  await app.jobs.drain();
  const { material } = await withText(author, 'Новый', TEXT);
  const found = await duplicatesOf(material.id);
  expect(found).toEqual([
    {
      kind: 'SIMILAR_TEXT',
      similarity: 1,
      title: 'Свой прежний',
      slug: null,
      ownId: own.material.id,
      fileName: own.file.name,
    },
    expect.objectContaining({
      kind: 'SIMILAR_TEXT',
      title: 'Опубликованное',
      slug: near.material.slug,
      ownId: null,
    }),
  ]);
  expect(found[1].similarity).toBeGreaterThan(0.6);
  expect(found[1].similarity).toBeLessThan(1);
});

test('the same bytes are told as such', async () => {
  const em = app.orm.em.fork();
  const first = await storeDraft(em, stranger, { title: 'Те же байты', status: MaterialStatus.PUBLISHED });
  const second = await storeDraft(em, author);
  second.file.content = first.file.content;
  await em.flush();
  expect(await duplicatesOf(second.material.id)).toMatchObject([
    { kind: 'SAME_FILE', similarity: 1, title: 'Те же байты', slug: first.material.slug },
  ]);
});
