import { redirect } from '@sveltejs/kit';
import { ask } from '#lib/graphql/ask.ts';
import { wordsBeside } from '#lib/marking.ts';
import { askOwn } from '#lib/reader/own.ts';
import { routes } from '#lib/routes.ts';
import { emptyHelp, withThemeNames } from './empty-help.ts';
import { offersOf } from './offers.ts';
import { readState, writeState } from './filters.ts';
import { withPresentThemes } from './present-themes.ts';
import { BookmarkedQuery, CatalogueQuery } from './queries.ts';
import { toVariables } from './variables.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url, locals, cookies }) => {
  const state = readState(url.searchParams);
  const { searchMaterials: result } = await ask(locals.client, CatalogueQuery, toVariables(state));
  if (result.total > 0 && result.hits.length === 0 && state.page > 1) {
    redirect(307, routes.catalogue(writeState({ ...state, page: 1 })));
  }
  const moved = await withPresentThemes(locals.client, state, result);
  if (moved) redirect(307, routes.catalogue(writeState(moved)));
  const materials = result.hits.map(({ material }) => material.slug);
  const own = await askOwn({ locals, cookies }, BookmarkedQuery, { materials });
  const help = result.total ? null : await emptyHelp(locals.client, state, result);
  return {
    kept: own && own.bookmarked,
    state,
    result: help ? withThemeNames(state, result, help.names) : result,
    /** For each hit the words to mark in its file that the query alone does not tell. */
    words: result.hits.map((hit) => wordsBeside(state.query, hit.snippet)),
    offers: offersOf(state, result),
    help,
  };
};
