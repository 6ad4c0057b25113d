import { fail, redirect } from '@sveltejs/kit';
import { graphql } from '#lib/graphql/graphql.ts';
import { localAddress } from '#lib/local-address.server.ts';
import type { FollowedKind } from '#lib/reader/follows.ts';
import { actAsMember, askAsMember } from '#lib/reader/own.ts';
import { routes } from '#lib/routes.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const FollowsQuery = graphql(`
  query Follows {
    followed {
      kind
      slug
      title
      since
    }
  }
`);

const Follow = graphql(`
  mutation Follow($kind: FollowedKind!, $slug: String!) {
    follow(kind: $kind, slug: $slug)
  }
`);

const Unfollow = graphql(`
  mutation Unfollow($kind: FollowedKind!, $slug: String!) {
    unfollow(kind: $kind, slug: $slug)
  }
`);

export const load: PageServerLoad = async ({ url, locals, cookies }) => {
  const { followed } = await askAsMember({ url, locals, cookies }, FollowsQuery, {});
  return { followed };
};

const kinds: readonly FollowedKind[] = ['AUTHOR', 'THEME', 'NETWORK'];

async function read({ request, url }: RequestEvent) {
  const fields = await request.formData();
  const kind = kinds.find((one) => one === fields.get('kind')) ?? 'THEME';
  const back = localAddress(fields.get('back'), url, routes.follows());
  return { kind, slug: String(fields.get('slug')), back };
}

export const actions: Actions = {
  follow: async (event) => {
    const { back, ...variables } = await read(event);
    const { refusal } = await actAsMember(event, Follow, variables);
    return refusal ? fail(400, { refusal }) : redirect(303, back);
  },
  unfollow: async (event) => {
    const { back, ...variables } = await read(event);
    const { refusal } = await actAsMember(event, Unfollow, variables);
    return refusal ? fail(400, { refusal }) : redirect(303, back);
  },
};
