import type { Cookies } from '@sveltejs/kit';
import type { Client } from '@urql/core';
import { graphql } from '#lib/graphql/graphql.ts';
import { askOwn } from './own.ts';

/** What a person can follow. */
export type FollowedKind = ReturnType<typeof graphql.scalar<'FollowedKind'>>;

const FollowedQuery = graphql(`
  query Followed {
    followed {
      kind
      slug
    }
  }
`);

/** Whether the visitor follows a thing; null for guests. */
export async function follows(
  visit: { cookies: Cookies; locals: { client: Client } },
  kind: FollowedKind,
  slug: string,
): Promise<boolean | null> {
  const own = await askOwn(visit, FollowedQuery, {});
  return own && own.followed.some((one) => one.kind === kind && one.slug === slug);
}
