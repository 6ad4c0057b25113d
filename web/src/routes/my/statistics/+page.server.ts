import { graphql } from '#lib/graphql/graphql.ts';
import { periodFault, readPeriod } from '#lib/period.ts';
import { askAsMember } from '#lib/reader/own.ts';
import type { PageServerLoad } from './$types';

const StatisticsQuery = graphql(`
  query MyStatistics($from: LocalDate!, $to: LocalDate!) {
    authorStatistics(from: $from, to: $to) {
      views
      downloads
      materialCount
      months {
        month
        views
        downloads
      }
      materials {
        slug
        title
        views
        downloads
      }
    }
  }
`);

export const load: PageServerLoad = async ({ url, locals, cookies }) => {
  const period = readPeriod(url.searchParams, 1, new Date());
  if (periodFault(period)) return { period, statistics: null };
  const { authorStatistics } = await askAsMember({ url, locals, cookies }, StatisticsQuery, period);
  return { period, statistics: authorStatistics };
};
