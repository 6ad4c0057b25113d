import { fail, redirect } from '@sveltejs/kit';
import { PendingSignInQuery } from '#lib/account/queries.ts';
import { act } from '#lib/graphql/act.ts';
import { ask } from '#lib/graphql/ask.ts';
import { graphql } from '#lib/graphql/graphql.ts';
import { localAddress } from '#lib/local-address.server.ts';
import { routes } from '#lib/routes.ts';
import type { Actions, PageServerLoad } from './$types';

const FinishSignIn = graphql(`
  mutation FinishSignIn($code: String!) {
    finishSignIn(code: $code)
  }
`);

export const load: PageServerLoad = async ({ url, locals, setHeaders }) => {
  const returnTo = localAddress(url.searchParams.get('returnTo'), url, routes.home());
  if (locals.viewer) redirect(303, returnTo);
  const { pendingSignIn } = await ask(locals.client, PendingSignInQuery, {});
  if (!pendingSignIn) redirect(303, routes.signIn(returnTo));
  if (pendingSignIn.step === 'SET_UP') redirect(303, routes.signInSetUp(returnTo));
  setHeaders({ 'cache-control': 'private, no-store' });
  const { byCode, byPasskey } = pendingSignIn;
  return { returnTo, byCode, byPasskey };
};

export const actions: Actions = {
  default: async ({ request, locals, url }) => {
    const form = await request.formData();
    const returnTo = localAddress(form.get('returnTo'), url, routes.home());
    const { refusal } = await act(locals.client, FinishSignIn, { code: String(form.get('code') ?? '') });
    if (!refusal) redirect(303, returnTo);
    if (refusal.code === 'UNAUTHENTICATED') redirect(303, routes.signIn(returnTo));
    return fail(refusal.code === 'RATE_LIMITED' ? 429 : 400, { refusal });
  },
};
