import { ask } from '#lib/graphql/ask.ts';
import { graphql } from '#lib/graphql/graphql.ts';
import type { PageServerLoad } from './$types';

const NetworksQuery = graphql(`
  query Networks($after: String) {
    networks(first: 50, after: $after) {
      nodes {
        slug
        name
        kind
        status
        materialCount
        territory {
          name
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export const load: PageServerLoad = async ({ url, locals }) => {
  const { networks } = await ask(locals.client, NetworksQuery, { after: url.searchParams.get('after') });
  return {
    networks: networks.nodes,
    next: networks.pageInfo.hasNextPage ? networks.pageInfo.endCursor : null,
  };
};
