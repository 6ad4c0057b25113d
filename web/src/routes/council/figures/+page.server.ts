import { graphql } from '#lib/graphql/graphql.ts';
import { periodFault, readPeriod } from '#lib/period.ts';
import { askAsMember } from '#lib/reader/own.ts';
import type { PageServerLoad } from './$types';

const FiguresQuery = graphql(`
  query CouncilFigures($from: LocalDate!, $to: LocalDate!) {
    councilFigures(from: $from, to: $to) {
      times {
        state
        count
        median
        p90
      }
      reviewers {
        shortName
        organizationName
        asked
        open
        sent
        late
      }
      returnShare
      rounds {
        rounds
        count
      }
      decisions {
        kind
        count
        byProtocol
      }
      protocols
      themes {
        slug
        title
        count
        recommended
      }
      organizations {
        slug
        title
        count
        recommended
      }
    }
  }
`);

export const load: PageServerLoad = async ({ url, locals, cookies }) => {
  const period = readPeriod(url.searchParams, 1, new Date());
  if (periodFault(period)) return { period, figures: null };
  const { councilFigures } = await askAsMember({ url, locals, cookies }, FiguresQuery, period);
  return { period, figures: councilFigures };
};
