import { redirect } from '@sveltejs/kit';
import { afterOutside, FinishOutside } from '#lib/account/outside.ts';
import { act } from '#lib/graphql/act.ts';
import type { PageServerLoad } from './$types';

/** Where the outside service sends people back to. */
export const load: PageServerLoad = async ({ url, locals, setHeaders }) => {
  setHeaders({ 'referrer-policy': 'same-origin', 'cache-control': 'private, no-store' });
  const { data, refusal } = await act(locals.client, FinishOutside, { query: url.search });
  if (data) redirect(303, afterOutside(data.finishOutsideSignIn, url));
  return { message: refusal.message };
};
