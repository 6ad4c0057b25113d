import { dayIn } from '#lib/format.ts';
import { graphql } from '#lib/graphql/graphql.ts';
import { periodFault, readPeriod } from '#lib/period.ts';
import { askAsMember } from '#lib/reader/own.ts';
import type { PageServerLoad } from './$types';

const StatisticsQuery = graphql(`
  query MyStatistics($from: LocalDate!, $to: LocalDate!) {
    authorStatistics(from: $from, to: $to) {
      views
      downloads
      uses
      materialCount
      months {
        month
        views
        downloads
        uses
      }
      materials {
        slug
        title
        views
        downloads
        uses
      }
    }
  }
`);

export const load: PageServerLoad = async ({ url, locals, cookies }) => {
  const period = readPeriod(url.searchParams, 1, dayIn(new Date()));
  if (periodFault(period)) return { period, statistics: null };
  const { authorStatistics } = await askAsMember({ url, locals, cookies }, StatisticsQuery, period);
  return { period, statistics: authorStatistics };
};
