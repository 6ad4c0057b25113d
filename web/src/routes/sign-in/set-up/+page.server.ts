import { fail, redirect } from '@sveltejs/kit';
import { BeginTotp, ConfirmTotp, PendingSignInQuery, TotpSetupQuery } from '#lib/account/queries.ts';
import { act } from '#lib/graphql/act.ts';
import { ask } from '#lib/graphql/ask.ts';
import { localAddress } from '#lib/local-address.server.ts';
import { routes } from '#lib/routes.ts';
import type { Actions, PageServerLoad } from './$types';

/** Stays where it is when all is done: the recovery codes are shown here, and nowhere again. */
export const load: PageServerLoad = async ({ url, locals, setHeaders }) => {
  setHeaders({ 'cache-control': 'private, no-store' });
  const returnTo = localAddress(url.searchParams.get('returnTo'), url, routes.home());
  const { pendingSignIn, passkeysPossible } = await ask(locals.client, PendingSignInQuery, {});
  if (pendingSignIn?.step !== 'SET_UP') return { returnTo, waits: false, setup: null, byPasskey: false };
  const { totpSetup } = await ask(locals.client, TotpSetupQuery, {});
  return { returnTo, waits: true, setup: totpSetup, byPasskey: passkeysPossible };
};

export const actions: Actions = {
  begin: async ({ locals, url }) => {
    const { refusal } = await act(locals.client, BeginTotp, { password: '' });
    if (refusal?.code === 'UNAUTHENTICATED') beginAgain(url);
    if (refusal) return fail(400, { refusal });
    redirect(303, routes.signInSetUp(localAddress(url.searchParams.get('returnTo'), url, routes.home())));
  },
  confirm: async ({ request, locals, url }) => {
    const code = String((await request.formData()).get('code') ?? '');
    const { data, refusal } = await act(locals.client, ConfirmTotp, { code });
    if (refusal?.code === 'UNAUTHENTICATED') beginAgain(url);
    if (refusal) return fail(400, { refusal });
    return { codes: data.confirmTotp };
  },
};

function beginAgain(url: URL): never {
  redirect(303, routes.signIn(localAddress(url.searchParams.get('returnTo'), url, routes.home())));
}
