import { fail, redirect } from '@sveltejs/kit';
import { act } from '#lib/graphql/act.ts';
import { graphql } from '#lib/graphql/graphql.ts';
import { localAddress } from '#lib/local-address.server.ts';
import { routes } from '#lib/routes.ts';
import type { Actions, PageServerLoad } from './$types';

const SignIn = graphql(`
  mutation SignIn($input: SignInInput!) {
    signIn(input: $input)
  }
`);

const WaysQuery = graphql(`
  query SignInWays {
    passkeysPossible
    outsideSignIn
  }
`);

export const load: PageServerLoad = async ({ url, locals }) => {
  const returnTo = localAddress(url.searchParams.get('returnTo'), url, routes.home());
  if (locals.viewer) redirect(303, returnTo);
  const eraseOn = url.searchParams.get('eraseOn') ?? '';
  // whatever else fails, the way in by password stays
  const { data } = await locals.client.query(WaysQuery, {}).toPromise();
  return {
    ...{ returnTo, changed: url.searchParams.has('changed') },
    ...{ byPasskey: data?.passkeysPossible ?? false, outside: data?.outsideSignIn ?? null },
    eraseOn: /^\d{4}-\d{2}-\d{2}$/.test(eraseOn) && !Number.isNaN(Date.parse(eraseOn)) ? eraseOn : null,
  };
};

export const actions: Actions = {
  default: async ({ request, locals, url }) => {
    const form = await request.formData();
    const email = String(form.get('email') ?? '');
    const input = { email, password: String(form.get('password') ?? '') };
    const { data, refusal } = await act(locals.client, SignIn, { input });
    if (refusal)
      return fail(refusal.code === 'RATE_LIMITED' ? 429 : 400, { email, message: refusal.message });
    const returnTo = localAddress(form.get('returnTo'), url, routes.home());
    redirect(303, data.signIn ? returnTo : routes.signInCode(returnTo));
  },
};
