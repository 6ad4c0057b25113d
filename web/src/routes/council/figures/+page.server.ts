import { zoneOfCouncil } from '#lib/council/zone-of-council.ts';
import { dayIn } from '#lib/format.ts';
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
  const visit = { url, locals, cookies };
  const period = readPeriod(url.searchParams, 1, dayIn(new Date(), await zoneOfCouncil(visit)));
  if (periodFault(period)) return { period, figures: null };
  const { councilFigures } = await askAsMember(visit, FiguresQuery, period);
  return { period, figures: councilFigures };
};
