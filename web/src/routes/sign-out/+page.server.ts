import { redirect } from '@sveltejs/kit';
import { act, giveUp } from '#lib/graphql/act.ts';
import { graphql } from '#lib/graphql/graphql.ts';
import { routes } from '#lib/routes.ts';
import type { Actions, PageServerLoad } from './$types';

const SignOut = graphql(`
  mutation SignOut {
    signOut
  }
`);

/** A link cannot sign anybody out. */
export const load: PageServerLoad = () => redirect(303, routes.home());

export const actions: Actions = {
  default: async ({ locals }) => {
    const { refusal } = await act(locals.client, SignOut, {});
    if (refusal) giveUp(refusal);
    redirect(303, routes.home());
  },
};
