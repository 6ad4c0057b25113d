import { fail, redirect } from '@sveltejs/kit';
import { graphql } from '#lib/graphql/graphql.ts';
import { actAsMember, askAsMember } from '#lib/reader/own.ts';
import { routes } from '#lib/routes.ts';
import type { Actions, PageServerLoad } from './$types';

const OwnCollectionsQuery = graphql(`
  query OwnCollections {
    ownCollections {
      slug
      title
      description
      visibility
      itemCount
      updatedAt
    }
  }
`);

const CreateCollection = graphql(`
  mutation CreateCollection($input: CreateCollectionInput!) {
    createCollection(input: $input) {
      slug
    }
  }
`);

export const load: PageServerLoad = async ({ url, locals, cookies }) => {
  const { ownCollections } = await askAsMember({ url, locals, cookies }, OwnCollectionsQuery, {});
  return { collections: ownCollections };
};

export const actions: Actions = {
  create: async (event) => {
    const fields = await event.request.formData();
    const title = String(fields.get('title') ?? '');
    const input = { title, visibility: 'PRIVATE' as const };
    const { data, refusal } = await actAsMember(event, CreateCollection, { input });
    if (refusal) return fail(400, { refusal, title });
    redirect(303, routes.collection(data.createCollection.slug));
  },
};
