import { ask } from '#lib/graphql/ask.ts';
import { graphql } from '#lib/graphql/graphql.ts';
import type { PageServerLoad } from './$types';

const AuthorsQuery = graphql(`
  query Authors($after: String, $query: String) {
    authors(first: 50, after: $after, query: $query) {
      nodes {
        slug
        fullName
        position
        materialCount
        organization {
          shortName
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
  const query = (url.searchParams.get('name') ?? '').trim().slice(0, 100);
  const after = url.searchParams.get('after');
  const { authors } = await ask(locals.client, AuthorsQuery, { after, query: query || null });
  const { hasNextPage, endCursor } = authors.pageInfo;
  return { query, authors: authors.nodes, next: hasNextPage ? endCursor : null };
};
