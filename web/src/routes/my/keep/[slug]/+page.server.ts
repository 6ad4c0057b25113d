import { error, fail, redirect } from '@sveltejs/kit';
import { notFound } from '#lib/graphql/ask.ts';
import { localAddress } from '#lib/local-address.server.ts';
import { actAsMember, askAsMember } from '#lib/reader/own.ts';
import { routes } from '#lib/routes.ts';
import { AddBookmark, AddTo, Create, KeepQuery, RemoveBookmark, RemoveFrom } from './queries.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ params, url, locals, cookies }) => {
  const { material, bookmarked, ownCollections } = await askAsMember({ url, locals, cookies }, KeepQuery, {
    slug: params.slug,
  });
  if (!material) error(404, notFound());
  return {
    material,
    kept: bookmarked.length > 0,
    collections: ownCollections,
    back: localAddress(url.searchParams.get('back'), url, routes.material(material.slug)),
  };
};

/** Where the visitor goes after a press: back, or to this page to do more. */
function done({ url, params }: RequestEvent): never {
  const back = localAddress(url.searchParams.get('back'), url, routes.material(params.slug));
  redirect(303, url.searchParams.has('return') ? back : routes.keep(params.slug, back));
}

export const actions: Actions = {
  bookmark: async (event) => {
    const { refusal } = await actAsMember(event, AddBookmark, { material: event.params.slug });
    return refusal ? fail(400, { refusal }) : done(event);
  },
  unbookmark: async (event) => {
    const { refusal } = await actAsMember(event, RemoveBookmark, { material: event.params.slug });
    return refusal ? fail(400, { refusal }) : done(event);
  },
  add: async (event) => {
    const collection = String((await event.request.formData()).get('collection'));
    const { refusal } = await actAsMember(event, AddTo, { collection, material: event.params.slug });
    return refusal ? fail(400, { refusal }) : done(event);
  },
  remove: async (event) => {
    const collection = String((await event.request.formData()).get('collection'));
    const { refusal } = await actAsMember(event, RemoveFrom, { collection, material: event.params.slug });
    return refusal ? fail(400, { refusal }) : done(event);
  },
  create: async (event) => {
    const title = String((await event.request.formData()).get('title') ?? '');
    const input = { title, visibility: 'PRIVATE' as const, material: event.params.slug };
    const { refusal } = await actAsMember(event, Create, { input });
    return refusal ? fail(400, { refusal, title }) : done(event);
  },
};
