import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BootedApp, bootApp } from '../../../test/app.js';
import { buildMaterial } from '../../../test/builders.js';
import { buildAccount, signIn } from '../../../test/members.js';
import { statementsOf } from '../../../test/statements.js';

let app: BootedApp;
let owner: { cookie: string };
let other: { cookie: string };
const slugs: string[] = [];

beforeAll(async () => {
  app = await bootApp();
  const em = app.orm.em.fork();
  const accounts = [buildAccount(em), buildAccount(em)] as const;
  for (let i = 0; i < 30; i += 1) slugs.push(buildMaterial(em, { title: `Урок ${i}` }).slug!);
  await em.flush();
  owner = await signIn(app.pool, accounts[0]);
  other = await signIn(app.pool, accounts[1]);
});
afterAll(() => app.close());

const WHOLE = `id slug title visibility version itemCount items { slug note material { title } }`;

async function create(title: string, more = '') {
  const { data, errors } = await app.gql(
    `mutation($title: String!) { createCollection(input: { title: $title ${more} }) { ${WHOLE} } }`,
    { title },
    owner,
  );
  expect(errors).toEqual([]);
  return data.createCollection;
}
const add = (id: string, material: string) =>
  app.gql(
    `mutation($id: ID!, $material: String!) { addToCollection(collection: $id, material: $material) { ${WHOLE} } }`,
    { id, material },
    owner,
  );
const move = (collection: string, expectedVersion: number, material: string, position: number) =>
  app.gql(
    `mutation($input: MoveInCollectionInput!) { moveInCollection(input: $input) { ${WHOLE} } }`,
    { input: { collection, expectedVersion, material, position } },
    owner,
  );
const ask = (slug: string, headers?: { cookie: string }) =>
  app.gql(`query($slug: String!) { collection(slug: $slug) { ${WHOLE} } }`, { slug }, headers);
const inOrder = (collection: { items: { slug: string }[] }) => collection.items.map(({ slug }) => slug);

describe('a collection', () => {
  it('keeps the order that its owner gives it by hand', async () => {
    let collection = await create('По порядку', `material: "${slugs[0]}"`);
    for (const slug of slugs.slice(1, 4)) collection = (await add(collection.id, slug)).data.addToCollection;
    expect(inOrder(collection)).toEqual(slugs.slice(0, 4));
    const up = await move(collection.id, collection.version, slugs[3]!, 1);
    expect(inOrder(up.data.moveInCollection)).toEqual([slugs[0], slugs[3], slugs[1], slugs[2]]);
    const down = await move(collection.id, up.data.moveInCollection.version, slugs[0]!, 99);
    expect(inOrder(down.data.moveInCollection)).toEqual([slugs[3], slugs[1], slugs[2], slugs[0]]);
  });

  it('refuses an order that was given to another state of it', async () => {
    const collection = await create('Две вкладки', `material: "${slugs[0]}"`);
    await add(collection.id, slugs[1]!);
    const { errors } = await move(collection.id, collection.version, slugs[0]!, 1);
    expect(errors[0]?.extensions['code']).toBe('CONFLICT');
  });

  it('holds a material once however often it is added, even at the same moment', async () => {
    const collection = await create('Один раз');
    const answers = await Promise.all(Array.from({ length: 5 }, () => add(collection.id, slugs[5]!)));
    expect(answers.flatMap(({ errors }) => errors)).toEqual([]);
    expect(inOrder((await ask(collection.slug, owner)).data.collection)).toEqual([slugs[5]]);
  });

  it('is read by its owner alone until it is opened, then by whoever has the address, then found in the list', async () => {
    const { id, slug, version } = await create('Открываю', `material: "${slugs[0]}"`);
    const outsiders = async () => [
      (await ask(slug)).data?.collection,
      (await ask(slug, other)).data?.collection,
    ];
    const listed = async () =>
      (await app.gql('{ collections { nodes { slug } } }')).data.collections.nodes.some(
        (one: { slug: string }) => one.slug === slug,
      );
    expect(await outsiders()).toEqual([null, null]);
    let seen = version;
    const open = async (visibility: string) => {
      const { data } = await app.gql(
        `mutation($input: EditCollectionInput!) { editCollection(input: $input) { version } }`,
        { input: { collection: id, expectedVersion: seen, title: 'Открываю', visibility } },
        owner,
      );
      seen = data.editCollection.version;
    };
    await open('UNLISTED');
    await expect.poll(() => outsiders()).toMatchObject([{ slug }, { slug }]);
    expect(await listed()).toBe(false);
    await open('PUBLIC');
    await expect.poll(() => listed()).toBe(true);
    await open('PRIVATE');
    await expect.poll(() => outsiders()).toEqual([null, null]);
    await expect.poll(() => listed()).toBe(false);
  });

  it('leaves the number of a withdrawn material and nothing else of it', async () => {
    const em = app.orm.em.fork();
    const material = buildMaterial(em, { title: 'Отозванный' });
    const { registrationNumber } = material;
    const withdrawn = material.slug!;
    await em.flush();
    const { slug } = await create('С отозванным', `material: "${withdrawn}", visibility: PUBLIC`);
    expect((await ask(slug)).data.collection.items[0].material.title).toBe('Отозванный');
    await app.pool.query(`update material set status = 'WITHDRAWN' where slug = $1`, [withdrawn]);
    await expect.poll(async () => (await ask(slug)).text).not.toContain('Отозванный');
    const { data } = await app.gql(
      'query($slug: String!) { collection(slug: $slug) { items { registrationNumber material { title } } } }',
      { slug },
    );
    expect(data.collection.items).toEqual([{ registrationNumber, material: null }]);
    const again = await add((await create('Ещё одна')).id, withdrawn);
    expect(again.errors[0]?.extensions['code']).toBe('NOT_FOUND');
  });

  it('costs three statements however many materials it holds', async () => {
    const collection = await create('Длинная', `visibility: UNLISTED`);
    const count = async () => (await statementsOf(() => ask(collection.slug))).length;
    const generation = app.changes.generation!;
    for (const slug of slugs) await add(collection.id, slug);
    // the answer is remembered no more, whichever of the news of these changes comes last
    await expect.poll(() => app.changes.generation! - generation).toBeGreaterThanOrEqual(slugs.length);
    expect((await ask(collection.slug)).data.collection.itemCount).toBe(slugs.length);
    expect(await count()).toBe(3);
  });

  it('refuses an empty and an overlong title in words, and takes invisible signs out of a good one', async () => {
    for (const title of [' \u200B ', 'я'.repeat(151)]) {
      const { errors } = await app.gql(
        'mutation($title: String!) { createCollection(input: { title: $title }) { slug } }',
        { title },
        owner,
      );
      expect(errors[0]?.extensions).toMatchObject({
        code: 'BAD_USER_INPUT',
        fields: { title: expect.any(String) },
      });
    }
    expect((await create('К\u202E уроку \n о\u00ADсени')).title).toBe('К уроку осени');
  });

  it('is gone when deleted, and the audit trail says by whom', async () => {
    const { id, slug } = await create('Лишняя', `material: "${slugs[0]}"`);
    await app.gql('mutation($id: ID!) { deleteCollection(collection: $id) }', { id }, owner);
    expect((await ask(slug, owner)).errors[0]?.extensions['code']).toBe('NOT_FOUND');
    const { rows } = await app.pool.query(
      `select action from audit_event where subject_id = $1 order by at`,
      [id],
    );
    expect(rows).toEqual([{ action: 'collection.created' }, { action: 'collection.deleted' }]);
  });
});

describe('a bookmark', () => {
  const BOOKMARKS = `query($after: String) { bookmarks(first: 2, after: $after) {
    totalCount nodes { slug material { title } } pageInfo { hasNextPage endCursor } } }`;
  const press = (name: string, material: string) =>
    app.gql(
      `mutation($material: String!) { ${name}(material: $material) ${name === 'addBookmark' ? '{ slug }' : ''} }`,
      { material },
      other,
    );

  it('is one however often it is pressed, the last one first, and of nobody else', async () => {
    for (const slug of [slugs[0]!, slugs[1]!, slugs[2]!, slugs[1]!])
      expect((await press('addBookmark', slug)).data.addBookmark).toEqual({ slug });
    const first = (await app.gql(BOOKMARKS, {}, other)).data.bookmarks;
    expect(first).toMatchObject({ totalCount: 3, nodes: [{ slug: slugs[2] }, { slug: slugs[1] }] });
    const rest = (await app.gql(BOOKMARKS, { after: first.pageInfo.endCursor }, other)).data.bookmarks;
    expect(rest).toMatchObject({ nodes: [{ slug: slugs[0] }], pageInfo: { hasNextPage: false } });
    expect((await app.gql(BOOKMARKS, {}, owner)).data.bookmarks.totalCount).toBe(0);
  });

  it('is known among the materials of a page, and taken away', async () => {
    const among = async () =>
      (await app.gql('query($of: [String!]!) { bookmarked(materials: $of) }', { of: slugs }, other)).data
        .bookmarked;
    expect((await among()).toSorted()).toEqual(slugs.slice(0, 3).toSorted());
    expect((await press('removeBookmark', slugs[0]!)).data.removeBookmark).toBe(true);
    expect((await press('removeBookmark', slugs[0]!)).data.removeBookmark).toBe(false);
    expect((await among()).toSorted()).toEqual(slugs.slice(1, 3).toSorted());
  });

  it('cannot be put on what is not public', async () => {
    await app.pool.query(`update material set status = 'WITHDRAWN' where slug = $1`, [slugs[29]]);
    for (const slug of [slugs[29]!, 'nikogda-ne-bylo'])
      expect((await press('addBookmark', slug)).errors[0]?.extensions['code']).toBe('NOT_FOUND');
  });
});
