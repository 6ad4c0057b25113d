import { fail, redirect } from '@sveltejs/kit';
import { graphql } from '#lib/graphql/graphql.ts';
import { actAsMember, askAsMember } from '#lib/reader/own.ts';
import { routes } from '#lib/routes.ts';
import type { Actions, PageServerLoad } from './$types';

const SearchStateQuery = graphql(`
  query SearchState {
    indexLag {
      pending
      seconds
    }
    lastIndexRebuild {
      state
      done
      total
      startedAt
      finishedAt
    }
    searchMaterials(query: "", pageSize: 1) {
      total
      engine
      simplified
    }
  }
`);

const Rebuild = graphql(`
  mutation RebuildSearchIndex {
    rebuildSearchIndex {
      id
    }
  }
`);

export const load: PageServerLoad = async ({ url, locals, cookies }) => {
  const answer = await askAsMember({ url, locals, cookies }, SearchStateQuery, {});
  return { lag: answer.indexLag, rebuild: answer.lastIndexRebuild, search: answer.searchMaterials };
};

export const actions: Actions = {
  default: async (event) => {
    const { refusal } = await actAsMember(event, Rebuild, {});
    if (refusal) return fail(400, { message: refusal.message });
    redirect(303, routes.adminSearch());
  },
};
