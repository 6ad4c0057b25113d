import { error, fail } from '@sveltejs/kit';
import { notFound } from '#lib/graphql/ask.ts';
import { graphql } from '#lib/graphql/graphql.ts';
import { m } from '#lib/paraglide/messages.js';
import { actAsMember, askAsMember } from '#lib/reader/own.ts';
import type { Actions, PageServerLoad } from './$types';

const OutsideQuery = graphql(`
  query OwnOutside {
    viewer {
      email
    }
    outsideSignIn
    myOutsideIdentity {
      email
      createdAt
    }
  }
`);
const BeginLink = graphql(`
  mutation BeginOutsideLink($password: String!) {
    beginOutsideLink(password: $password)
  }
`);
const Unlink = graphql(`
  mutation UnlinkOutside($password: String!) {
    unlinkOutside(password: $password)
  }
`);

export const load: PageServerLoad = async ({ url, locals, cookies }) => {
  const { viewer, outsideSignIn, myOutsideIdentity } = await askAsMember(
    { url, locals, cookies },
    OutsideQuery,
    {},
  );
  if (!outsideSignIn) error(404, notFound());
  return {
    ...{ email: viewer?.email ?? '', name: outsideSignIn, identity: myOutsideIdentity },
    done: url.searchParams.has('done'),
  };
};

export const actions: Actions = {
  /** Gives a link to follow: the content policy lets no form end at another site. */
  link: async (event) => {
    const password = String((await event.request.formData()).get('password') ?? '');
    const { data, refusal } = await actAsMember(event, BeginLink, { password });
    if (refusal) return fail(400, { refusal });
    return { go: data.beginOutsideLink };
  },
  unlink: async (event) => {
    const password = String((await event.request.formData()).get('password') ?? '');
    const { refusal } = await actAsMember(event, Unlink, { password });
    if (refusal) return fail(400, { refusal });
    return { said: m.outside_unlinked() };
  },
};
