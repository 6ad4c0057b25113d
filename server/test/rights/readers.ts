/** What readers keep for themselves and show to others: everybody with an account, each their own. */
import { ref } from '@mikro-orm/postgresql';
import { CollectionVisibility, MaterialCollection } from '../../src/materials/reading/collection.entity.js';
import { buildMaterial } from '../builders.js';
import { type Caller, everybody, type RightsRow, type World } from './rights.js';

const members = everybody('ok', { guest: 'UNAUTHENTICATED' });

/** A published material. */
async function material({ em }: World): Promise<{ material: string }> {
  const { slug } = buildMaterial(em);
  await em.flush();
  return { material: slug! };
}

/** A collection of the caller `owner`, with the variables of the mutations that change it. */
async function ownersCollection(world: World, visibility = CollectionVisibility.PRIVATE) {
  const { em, accounts } = world;
  const collection = em.create(MaterialCollection, {
    owner: ref(accounts.owner),
    slug: `podborka-${crypto.randomUUID()}`,
    title: 'К открытому уроку',
    visibility,
  });
  const { slug } = buildMaterial(em);
  await em.flush();
  const id = collection.id;
  return { slug: collection.slug, id, material: slug, edit: { collection: id, expectedVersion: 1 } };
}
const own = (world: World) => ownersCollection(world);

/** Who has no part in a collection does not learn that there is one. */
const ownerOnly = everybody('NOT_FOUND', { guest: 'UNAUTHENTICATED', owner: 'ok' });

/** Puts the material into the collection first, as its owner does. */
async function withItem(world: World, caller: Caller) {
  const made = await own(world);
  await world.app.pool.query(
    `insert into collection_item (id, created_at, updated_at, collection_id, material_id, position)
     select gen_random_uuid(), now(), now(), $1, m.id, 0 from material m where m.slug = $2`,
    [made.id, made.material],
  );
  return { ...made, caller };
}

export const rows: readonly RightsRow[] = [
  { field: 'Query.bookmarks', document: '{ bookmarks { totalCount } }', expected: members },
  {
    field: 'Query.bookmarked',
    document: 'query($material: String!) { bookmarked(materials: [$material]) }',
    arrange: material,
    expected: members,
  },
  {
    field: 'Mutation.addBookmark',
    document: 'mutation($material: String!) { addBookmark(material: $material) { slug } }',
    arrange: material,
    expected: members,
  },
  {
    field: 'Mutation.removeBookmark',
    document: 'mutation($material: String!) { removeBookmark(material: $material) }',
    arrange: material,
    expected: members,
  },
  { field: 'Query.ownCollections', document: '{ ownCollections { slug } }', expected: members },
  {
    field: 'Query.collection',
    document: 'query($slug: String!) { collection(slug: $slug) { slug } }',
    arrange: own,
    expected: everybody('NOT_FOUND', { owner: 'ok' }),
  },
  {
    field: 'Query.collection',
    document: 'query($slug: String!) { collection(slug: $slug) { slug } }',
    arrange: (world) => ownersCollection(world, CollectionVisibility.UNLISTED),
    expected: everybody('ok'),
  },
  {
    field: 'Mutation.createCollection',
    document: 'mutation { createCollection(input: { title: "К уроку" }) { slug } }',
    expected: members,
  },
  {
    field: 'Mutation.editCollection',
    document: `mutation($edit: EditCollectionInput!) { editCollection(input: $edit) { slug } }`,
    arrange: async (world) => {
      const { edit } = await own(world);
      return { edit: { ...edit, title: 'К уроку', visibility: 'PUBLIC' } };
    },
    expected: ownerOnly,
  },
  {
    field: 'Mutation.deleteCollection',
    document: 'mutation($id: ID!) { deleteCollection(collection: $id) }',
    arrange: own,
    expected: ownerOnly,
  },
  {
    field: 'Mutation.addToCollection',
    document:
      'mutation($id: ID!, $material: String!) { addToCollection(collection: $id, material: $material) { slug } }',
    arrange: own,
    expected: ownerOnly,
  },
  {
    field: 'Mutation.removeFromCollection',
    document:
      'mutation($id: ID!, $material: String!) { removeFromCollection(collection: $id, material: $material) { slug } }',
    arrange: own,
    expected: ownerOnly,
  },
  {
    field: 'Mutation.moveInCollection',
    document: 'mutation($move: MoveInCollectionInput!) { moveInCollection(input: $move) { slug } }',
    arrange: async (world, caller) => {
      const { edit, material: slug } = await withItem(world, caller);
      return { move: { ...edit, material: slug, position: 0 } };
    },
    expected: ownerOnly,
  },
  {
    field: 'Mutation.annotateInCollection',
    document: 'mutation($edit: AnnotateInCollectionInput!) { annotateInCollection(input: $edit) { slug } }',
    arrange: async (world, caller) => {
      const { edit, material: slug } = await withItem(world, caller);
      return { edit: { ...edit, material: slug, note: 'к началу урока' } };
    },
    expected: ownerOnly,
  },
];
