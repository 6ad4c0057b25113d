import { fail, redirect } from '@sveltejs/kit';
import { act } from '#lib/graphql/act.ts';
import { graphql } from '#lib/graphql/graphql.ts';
import { routes } from '#lib/routes.ts';
import type { Actions, PageServerLoad } from './$types';

const ResetPassword = graphql(`
  mutation ResetPassword($input: ResetPasswordInput!) {
    resetPassword(input: $input)
  }
`);

export const load: PageServerLoad = ({ url, setHeaders }) => {
  // the token goes to no other site; without a referrer at all a form would have no origin
  setHeaders({ 'referrer-policy': 'same-origin' });
  return { token: url.searchParams.get('token') ?? '' };
};

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const form = await request.formData();
    const input = { token: String(form.get('token') ?? ''), password: String(form.get('password') ?? '') };
    const { refusal } = await act(locals.client, ResetPassword, { input });
    if (refusal) return fail(400, { refusal, token: input.token });
    redirect(303, `${routes.signIn(routes.home())}&changed=1`);
  },
};
