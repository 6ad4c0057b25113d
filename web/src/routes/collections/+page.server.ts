import { ask } from '#lib/graphql/ask.ts';
import { graphql } from '#lib/graphql/graphql.ts';
import type { PageServerLoad } from './$types';

const CollectionsQuery = graphql(`
  query Collections($after: String) {
    collections(first: 30, after: $after) {
      nodes {
        slug
        title
        description
        ownerName
        itemCount
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export const load: PageServerLoad = async ({ url, locals }) => {
  const after = url.searchParams.get('after');
  const { collections } = await ask(locals.client, CollectionsQuery, { after });
  return {
    collections: collections.nodes,
    next: collections.pageInfo.hasNextPage ? collections.pageInfo.endCursor : null,
  };
};
