import { fail } from '@sveltejs/kit';
import { act } from '#lib/graphql/act.ts';
import { graphql } from '#lib/graphql/graphql.ts';
import type { Actions } from './$types';

const RequestPasswordReset = graphql(`
  mutation RequestPasswordReset($email: String!) {
    requestPasswordReset(email: $email)
  }
`);

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const email = String((await request.formData()).get('email') ?? '').trim();
    const { refusal } = await act(locals.client, RequestPasswordReset, { email });
    if (refusal)
      return fail(refusal.code === 'RATE_LIMITED' ? 429 : 400, { email, message: refusal.message });
    return { sentTo: email };
  },
};
