import { redirect } from '@sveltejs/kit';
import { act } from '#lib/graphql/act.ts';
import { graphql } from '#lib/graphql/graphql.ts';
import { localAddress } from '#lib/local-address.server.ts';
import { routes } from '#lib/routes.ts';
import type { PageServerLoad } from './$types';

const BeginOutside = graphql(`
  mutation BeginOutsideSignIn($returnTo: String!) {
    beginOutsideSignIn(returnTo: $returnTo)
  }
`);

/** A link, not a form: the content policy lets no form end at another site. */
export const load: PageServerLoad = async ({ url, locals }) => {
  const returnTo = localAddress(url.searchParams.get('returnTo'), url, routes.home());
  const { data, refusal } = await act(locals.client, BeginOutside, { returnTo });
  // the bank itself names it, as the deployment says
  if (data) redirect(303, data.beginOutsideSignIn, { external: true });
  return { message: refusal.message, returnTo };
};
