import { fail, redirect } from '@sveltejs/kit';
import { afterOutside, PendingOutsideQuery } from '#lib/account/outside.ts';
import { act } from '#lib/graphql/act.ts';
import { ask } from '#lib/graphql/ask.ts';
import { graphql } from '#lib/graphql/graphql.ts';
import { routes } from '#lib/routes.ts';
import type { Actions, PageServerLoad } from './$types';

const LinkOutside = graphql(`
  mutation LinkOutside($password: String!) {
    linkOutside(password: $password) {
      outcome
      returnTo
    }
  }
`);

export const load: PageServerLoad = async ({ locals, setHeaders }) => {
  setHeaders({ 'cache-control': 'private, no-store' });
  const { pendingOutside, outsideSignIn } = await ask(locals.client, PendingOutsideQuery, {});
  if (pendingOutside?.outcome !== 'LINK') redirect(303, routes.signIn(routes.home()));
  return { email: pendingOutside.email, name: outsideSignIn ?? '' };
};

export const actions: Actions = {
  default: async ({ request, locals, url }) => {
    const password = String((await request.formData()).get('password') ?? '');
    const { data, refusal } = await act(locals.client, LinkOutside, { password });
    if (data) redirect(303, afterOutside(data.linkOutside, url));
    return fail(refusal.code === 'RATE_LIMITED' ? 429 : 400, { refusal });
  },
};
