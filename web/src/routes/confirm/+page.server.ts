import { fail, redirect } from '@sveltejs/kit';
import { act } from '#lib/graphql/act.ts';
import { graphql } from '#lib/graphql/graphql.ts';
import { routes } from '#lib/routes.ts';
import type { Actions, PageServerLoad } from './$types';

const ConfirmEmail = graphql(`
  mutation ConfirmEmail($token: String!) {
    confirmEmail(token: $token)
  }
`);

/** The link is only shown: programs that look into letters open it, and must not use it up. */
export const load: PageServerLoad = ({ url, locals, setHeaders }) => {
  // the token goes to no other site; without a referrer at all a form would have no origin
  setHeaders({ 'referrer-policy': 'same-origin' });
  return { token: url.searchParams.get('token') ?? '', member: locals.viewer !== null };
};

export const actions: Actions = {
  default: async ({ request, locals, url }) => {
    const token = String((await request.formData()).get('token') ?? '');
    const { refusal } = await act(locals.client, ConfirmEmail, { token });
    if (refusal)
      return fail(400, {
        message: refusal.fields.token ?? refusal.message,
        signIn: refusal.code === 'UNAUTHENTICATED' ? routes.signIn(`${url.pathname}?token=${token}`) : null,
      });
    // who was signed in has a new address; who was not has a new account
    redirect(303, locals.viewer ? routes.ownAccount() : routes.ownMaterials());
  },
};
