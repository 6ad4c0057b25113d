import { periodOf } from '#lib/council/periods.ts';
import { graphql } from '#lib/graphql/graphql.ts';
import { askAsMember } from '#lib/reader/own.ts';
import type { PageServerLoad } from './$types';

const GapsQuery = graphql(`
  query SearchGaps($days: Int!) {
    searchGaps(days: $days, first: 100) {
      total
      askedOnce
      nothing
      unopened
      nodes {
        query
        nothing
        unopened
        lastDay
        days {
          day
          count
        }
        themes {
          slug
          shortTitle
        }
      }
    }
  }
`);

export const load: PageServerLoad = async ({ url, locals, cookies }) => {
  const days = periodOf(url.searchParams);
  const { searchGaps } = await askAsMember({ url, locals, cookies }, GapsQuery, { days });
  return { days, gaps: searchGaps, today: new Date().toISOString().slice(0, 10) };
};
