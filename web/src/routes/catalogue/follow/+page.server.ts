import { fail, redirect } from '@sveltejs/kit';
import { graphql } from '#lib/graphql/graphql.ts';
import { agreeToLetters } from '#lib/reader/mailing.ts';
import { actAsMember, askAsMember } from '#lib/reader/own.ts';
import { routes } from '#lib/routes.ts';
import { chipsOf } from '../chips.ts';
import { readState, writeState } from '../filters.ts';
import { CatalogueQuery } from '../queries.ts';
import { toVariables } from '../variables.ts';
import type { Actions, PageServerLoad } from './$types';

const FollowingQuery = graphql(`
  query FollowingSearches {
    savedSearches {
      id
    }
  }
`);

const SaveSearch = graphql(`
  mutation SaveSearch($input: SaveSearchInput!) {
    saveSearch(input: $input) {
      id
    }
  }
`);

/** The search that an address names, without its order and page. */
const stateOf = (url: URL) => ({ ...readState(url.searchParams), sort: null, page: 1 });

export const load: PageServerLoad = async ({ url, locals, cookies }) => {
  await askAsMember({ url, locals, cookies }, FollowingQuery, {});
  const state = stateOf(url);
  const { data } = await locals.client.query(CatalogueQuery, toVariables(state)).toPromise();
  const chips = data ? chipsOf(state, data.searchMaterials).map(({ label }) => label) : [];
  return {
    search: writeState(state).toString(),
    total: data?.searchMaterials.total ?? null,
    parts: [...(state.query ? [`«${state.query}»`] : []), ...chips],
  };
};

const rhythms = ['NONE', 'DAY', 'WEEK', 'MONTH'] as const;

export const actions: Actions = {
  default: async (event) => {
    const fields = await event.request.formData();
    const title = String(fields.get('title') ?? '');
    const mail = rhythms.find((one) => one === fields.get('mail')) ?? 'NONE';
    const state = stateOf(event.url);
    const { query, filter, exact } = toVariables(state);
    const input = { title, mail, query, filter, exact, address: writeState(state).toString() };
    const disagreed = mail === 'NONE' ? undefined : await agreeToLetters(event);
    const refusal = disagreed ?? (await actAsMember(event, SaveSearch, { input })).refusal;
    if (refusal) return fail(400, { refusal, title });
    redirect(303, routes.savedSearches());
  },
};
