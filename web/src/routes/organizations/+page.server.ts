import { ask } from '#lib/graphql/ask.ts';
import { graphql } from '#lib/graphql/graphql.ts';
import type { PageServerLoad } from './$types';

const OrganizationsQuery = graphql(`
  query Organizations($after: String) {
    organizations(first: 50, after: $after) {
      nodes {
        slug
        shortName
        kind
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
  const { organizations } = await ask(locals.client, OrganizationsQuery, {
    after: url.searchParams.get('after'),
  });
  const { hasNextPage, endCursor } = organizations.pageInfo;
  return { organizations: organizations.nodes, next: hasNextPage ? endCursor : null };
};
