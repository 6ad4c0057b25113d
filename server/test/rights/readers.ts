/** What readers keep for themselves and show to others: everybody with an account, each their own. */
import { ref } from '@mikro-orm/postgresql';
import { Complaint, ComplaintReason, ComplaintState } from '../../src/materials/reading/complaint.entity.js';
import { Post, PostKind } from '../../src/materials/reading/post.entity.js';
import { CollectionVisibility, MaterialCollection } from '../../src/materials/reading/collection.entity.js';
import { Person } from '../../src/directory/person.entity.js';
import { SavedSearch } from '../../src/search/saved/saved-search.entity.js';
import { buildMaterial, buildTheme } from '../builders.js';
import { type Caller, everybody, only, type RightsRow, type World } from './rights.js';

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

/** An active theme. */
async function theme({ em }: World): Promise<{ slug: string }> {
  const { slug } = buildTheme(em);
  await em.flush();
  return { slug };
}

/** A saved search of the caller `owner`. */
async function ownersSearch({ em, accounts }: World): Promise<{ id: string }> {
  const { id } = em.create(SavedSearch, {
    ...{ account: ref(accounts.owner), title: 'Дроби', query: 'дроби', filter: {}, address: 'q=дроби' },
    token: crypto.randomUUID(),
  });
  await em.flush();
  return { id };
}

/** A post of the caller `owner` under somebody else's material of the school. */
async function ownersPost({ em, accounts, school }: World, kind: PostKind, more: Partial<Post> = {}) {
  const under = buildMaterial(em, { organization: school });
  const report = kind === PostKind.USE_REPORT ? { usedOn: '2026-02-03', className: '3 «Б»' } : {};
  const post = em.create(Post, {
    ...{ kind, account: ref(accounts.owner), material: ref(under), body: 'Хватило двух уроков.' },
    ...report,
    ...more,
  });
  await em.flush();
  return { id: post.id, material: under.slug! };
}

/** A complaint of the teacher on the owner's comment. */
async function complaint(world: World, state = ComplaintState.NEW) {
  const { em, accounts } = world;
  const { id } = await ownersPost(world, PostKind.COMMENT);
  const post = await em.findOneOrFail(Post, id);
  const made = em.create(Complaint, {
    ...{ account: ref(accounts.teacher), material: post.material, post: ref(post), state },
    reason: ComplaintReason.SPAM,
  });
  await em.flush();
  return { id: made.id, input: { id: made.id, expectedVersion: 1, upheld: false } };
}

const moderators = only(['methodist', 'moderator', 'admin']);

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
  {
    field: 'Mutation.reportUse',
    document: 'mutation($input: ReportUseInput!) { reportUse(input: $input) { id } }',
    arrange: async (world) => ({
      input: {
        ...(await material(world)),
        usedOn: '2026-02-03',
        className: '3 «Б»',
        body: 'Хватило двух уроков.',
      },
    }),
    expected: members,
  },
  {
    field: 'Mutation.editUseReport',
    document: 'mutation($input: EditUseReportInput!) { editUseReport(input: $input) { id } }',
    arrange: async (world) => {
      const { id } = await ownersPost(world, PostKind.USE_REPORT);
      const words = { usedOn: '2026-02-03', className: '3 «Б»', body: 'Хватило трёх.' };
      return { input: { id, expectedVersion: 1, ...words } };
    },
    expected: only(['owner']),
  },
  {
    field: 'Mutation.addComment',
    document: 'mutation($material: String!) { addComment(material: $material, body: "Спасибо!") { id } }',
    arrange: material,
    expected: members,
  },
  {
    field: 'Mutation.editComment',
    document: 'mutation($input: EditCommentInput!) { editComment(input: $input) { id } }',
    arrange: async (world) => {
      const { id } = await ownersPost(world, PostKind.COMMENT);
      return { input: { id, expectedVersion: 1, body: 'Большое спасибо!' } };
    },
    expected: only(['owner']),
  },
  {
    field: 'Mutation.hidePost',
    document: 'mutation($id: ID!) { hidePost(id: $id, reason: "не по теме") }',
    arrange: (world) => ownersPost(world, PostKind.COMMENT),
    expected: only(['owner', 'methodist', 'moderator', 'admin']),
  },
  {
    field: 'Mutation.showPost',
    document: 'mutation($id: ID!) { showPost(id: $id) }',
    arrange: (world) =>
      ownersPost(world, PostKind.COMMENT, { hiddenAt: new Date(), hiddenBy: ref(world.accounts.moderator) }),
    expected: moderators,
  },
  {
    field: 'Mutation.showPost',
    document: 'mutation($id: ID!) { showPost(id: $id) }',
    arrange: (world) =>
      ownersPost(world, PostKind.COMMENT, { hiddenAt: new Date(), hiddenBy: ref(world.accounts.owner) }),
    expected: only(['owner', 'methodist', 'moderator', 'admin']),
  },
  {
    field: 'Query.ownRating',
    document: 'query($material: String!) { ownRating(material: $material) }',
    arrange: material,
    expected: members,
  },
  {
    field: 'Mutation.rateMaterial',
    document: 'mutation($material: String!) { rateMaterial(material: $material, stars: 5) { count } }',
    arrange: material,
    expected: members,
  },
  {
    field: 'Mutation.rateMaterial',
    document: 'mutation($material: String!) { rateMaterial(material: $material, stars: 5) { count } }',
    arrange: async ({ em, accounts }) => {
      const author = await accounts.owner.person.loadOrFail();
      const { slug } = buildMaterial(em, { authors: [await em.findOneOrFail(Person, author.id)] });
      await em.flush();
      return { material: slug! };
    },
    expected: everybody('ok', { guest: 'UNAUTHENTICATED', owner: 'FORBIDDEN' }),
  },
  {
    field: 'Mutation.complain',
    document: 'mutation($input: ComplainInput!) { complain(input: $input) }',
    arrange: async (world) => ({ input: { ...(await material(world)), reason: 'COPYRIGHT' } }),
    expected: members,
  },
  { field: 'Query.complaints', document: '{ complaints { totalCount } }', expected: moderators },
  {
    field: 'Mutation.decideComplaint',
    document: 'mutation($input: DecideComplaintInput!) { decideComplaint(input: $input) { state } }',
    arrange: (world) => complaint(world),
    expected: moderators,
  },
  {
    field: 'Mutation.reopenComplaint',
    document: 'mutation($id: ID!) { reopenComplaint(id: $id) { state } }',
    arrange: (world) => complaint(world, ComplaintState.DISMISSED),
    expected: moderators,
  },
  { field: 'Query.notifications', document: '{ notifications { totalCount } }', expected: members },
  { field: 'Query.unreadNotifications', document: '{ unreadNotifications }', expected: members },
  {
    field: 'Mutation.readNotifications',
    document: 'mutation { readNotifications(until: "2026-01-01T00:00:00Z") }',
    expected: members,
  },
  { field: 'Query.followed', document: '{ followed { slug } }', expected: members },
  {
    field: 'Mutation.follow',
    document: 'mutation($slug: String!) { follow(kind: THEME, slug: $slug) }',
    arrange: theme,
    expected: members,
  },
  {
    field: 'Mutation.unfollow',
    document: 'mutation($slug: String!) { unfollow(kind: THEME, slug: $slug) }',
    arrange: theme,
    expected: members,
  },
  { field: 'Query.savedSearches', document: '{ savedSearches { id } }', expected: members },
  {
    field: 'Mutation.saveSearch',
    document: 'mutation { saveSearch(input: { title: "Дроби", query: "дроби" }) { id } }',
    expected: members,
  },
  {
    field: 'Mutation.editSavedSearch',
    document: 'mutation($input: EditSavedSearchInput!) { editSavedSearch(input: $input) { id } }',
    arrange: async (world) => ({
      input: { ...(await ownersSearch(world)), expectedVersion: 1, title: 'Дроби', mail: 'NONE' },
    }),
    expected: ownerOnly,
  },
  {
    field: 'Mutation.deleteSavedSearch',
    document: 'mutation($id: ID!) { deleteSavedSearch(id: $id) }',
    arrange: ownersSearch,
    expected: ownerOnly,
  },
  { field: 'Query.notificationMail', document: '{ notificationMail }', expected: members },
  {
    field: 'Mutation.setNotificationMail',
    document: 'mutation { setNotificationMail(wanted: false) }',
    expected: members,
  },
];
