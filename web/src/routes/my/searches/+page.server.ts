import { fail, redirect } from '@sveltejs/kit';
import { graphql } from '#lib/graphql/graphql.ts';
import { agreeToLetters } from '#lib/reader/mailing.ts';
import { actAsMember, askAsMember } from '#lib/reader/own.ts';
import { routes } from '#lib/routes.ts';
import type { Actions, PageServerLoad } from './$types';

const SavedSearchesQuery = graphql(`
  query SavedSearches {
    savedSearches {
      id
      title
      address
      mail
      feedUrl
      createdAt
      version
    }
  }
`);

const EditSearch = graphql(`
  mutation EditSavedSearch($input: EditSavedSearchInput!) {
    editSavedSearch(input: $input) {
      id
    }
  }
`);

const DeleteSearch = graphql(`
  mutation DeleteSavedSearch($id: ID!) {
    deleteSavedSearch(id: $id)
  }
`);

export const load: PageServerLoad = async ({ url, locals, cookies }) => {
  const { savedSearches } = await askAsMember({ url, locals, cookies }, SavedSearchesQuery, {});
  return { searches: savedSearches };
};

const rhythms = ['NONE', 'DAY', 'WEEK', 'MONTH'] as const;

export const actions: Actions = {
  edit: async (event) => {
    const fields = await event.request.formData();
    const text = (name: string) => String(fields.get(name) ?? '');
    const input = {
      ...{ id: text('id'), expectedVersion: Number(text('version')) || 0, title: text('title') },
      mail: rhythms.find((one) => one === text('mail')) ?? 'NONE',
      newFeedAddress: text('renew') === '1',
    };
    const disagreed = input.mail === 'NONE' ? undefined : await agreeToLetters(event);
    const refusal = disagreed ?? (await actAsMember(event, EditSearch, { input })).refusal;
    if (refusal) return fail(400, { refusal, of: input.id, title: input.title });
    redirect(303, routes.savedSearches());
  },
  delete: async (event) => {
    const id = String((await event.request.formData()).get('id'));
    const { refusal } = await actAsMember(event, DeleteSearch, { id });
    if (refusal) return fail(400, { refusal, of: id, title: '' });
    redirect(303, routes.savedSearches());
  },
};
