import { graphql } from '#lib/graphql/graphql.ts';
import { keptMaterial } from '#lib/reader/kept-material.ts';
import { askAsMember } from '#lib/reader/own.ts';
import type { PageServerLoad } from './$types';

const BookmarksQuery = graphql(
  `
    query Bookmarks($after: String) {
      bookmarks(first: 20, after: $after) {
        totalCount
        nodes {
          slug
          registrationNumber
          addedAt
          material {
            ...KeptMaterial
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  `,
  [keptMaterial],
);

export const load: PageServerLoad = async ({ url, locals, cookies }) => {
  const after = url.searchParams.get('after');
  const { bookmarks } = await askAsMember({ url, locals, cookies }, BookmarksQuery, { after });
  return {
    total: bookmarks.totalCount,
    bookmarks: bookmarks.nodes,
    next: bookmarks.pageInfo.hasNextPage ? bookmarks.pageInfo.endCursor : null,
  };
};
