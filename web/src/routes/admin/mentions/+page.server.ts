import { fail, redirect } from '@sveltejs/kit';
import { giveUp } from '#lib/graphql/act.ts';
import { actAsMember, askAsMember } from '#lib/reader/own.ts';
import { routes } from '#lib/routes.ts';
import { DismissMentions, FindMentions, LeftQuery } from './queries.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url, locals, cookies }) => {
  const { leftMentions } = await askAsMember({ url, locals, cookies }, LeftQuery, {});
  return { left: leftMentions, done: url.searchParams.has('done') };
};

export const actions: Actions = {
  // the name stands in no address: what was found is the answer to the form
  find: async (event) => {
    const name = String((await event.request.formData()).get('name') ?? '');
    const { data, refusal } = await actAsMember(event, FindMentions, { name });
    if (refusal) return fail(400, { name, refusal });
    return { name, found: data.findMentions };
  },
  decide: async (event) => {
    const ids = (await event.request.formData()).getAll('id').map(String);
    const { refusal } = await actAsMember(event, DismissMentions, { ids });
    if (refusal) giveUp(refusal);
    redirect(303, `${routes.mentions()}?done`);
  },
};
