import { error, fail, redirect } from '@sveltejs/kit';
import type { Refusal } from '#lib/graphql/act.ts';
import { ask, notFound } from '#lib/graphql/ask.ts';
import { actAsMember } from '#lib/reader/own.ts';
import type { CollectionVisibility } from '#lib/reader/visibility.ts';
import { routes } from '#lib/routes.ts';
import { Annotate, CollectionQuery, Delete, Edit, Move, Remove } from './queries.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, locals, setHeaders }) => {
  const { collection } = await ask(locals.client, CollectionQuery, { slug: params.slug });
  if (!collection) error(404, notFound());
  // whoever has the address of an unlisted one has the key: it is not told to other sites
  if (collection.visibility !== 'PUBLIC') setHeaders({ 'referrer-policy': 'same-origin' });
  return { collection };
};

const visibilities: readonly CollectionVisibility[] = ['PRIVATE', 'UNLISTED', 'PUBLIC'];

/** The fields of a form, and which state of which collection it was drawn for. */
async function read(request: Request) {
  const fields = await request.formData();
  const text = (name: string) => String(fields.get(name) ?? '');
  return { text, collection: text('collection'), expectedVersion: Number(text('version')) || 0 };
}

/** What was typed comes back with the refusal. */
const refuse = (refusal: Refusal, typed: Record<string, string> = {}) =>
  fail(refusal.code === 'CONFLICT' ? 409 : 400, { refusal, typed });

export const actions: Actions = {
  edit: async (event) => {
    const { text, collection, expectedVersion } = await read(event.request);
    const typed = { title: text('title'), description: text('description'), visibility: text('visibility') };
    const visibility = visibilities.find((one) => one === typed.visibility) ?? 'PRIVATE';
    const input = { ...typed, visibility, collection, expectedVersion };
    const { data, refusal } = await actAsMember(event, Edit, { input });
    if (refusal) return refuse(refusal, typed);
    redirect(303, routes.collection(data.editCollection.slug));
  },
  delete: async (event) => {
    const { collection } = await read(event.request);
    const { refusal } = await actAsMember(event, Delete, { collection });
    if (refusal) return refuse(refusal);
    redirect(303, routes.ownCollections());
  },
  move: async (event) => {
    const { text, collection, expectedVersion } = await read(event.request);
    const position = Math.max(0, Number(text('position')) || 0);
    const input = { collection, expectedVersion, material: text('material'), position };
    const { refusal } = await actAsMember(event, Move, { input });
    if (refusal) return refuse(refusal);
    redirect(303, `${routes.collection(event.params.slug)}#${text('material')}`);
  },
  annotate: async (event) => {
    const { text, collection, expectedVersion } = await read(event.request);
    const input = { collection, expectedVersion, material: text('material'), note: text('note') };
    const { refusal } = await actAsMember(event, Annotate, { input });
    if (refusal) return refuse(refusal, { [`note-${input.material}`]: input.note });
    redirect(303, `${routes.collection(event.params.slug)}#${input.material}`);
  },
  remove: async (event) => {
    const { text, collection } = await read(event.request);
    const { refusal } = await actAsMember(event, Remove, { collection, material: text('material') });
    if (refusal) return refuse(refusal);
    redirect(303, routes.collection(event.params.slug));
  },
};
