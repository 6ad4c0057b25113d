import { dayIn } from '#lib/format.ts';
import { graphql } from '#lib/graphql/graphql.ts';
import { periodFault, readPeriod } from '#lib/period.ts';
import { askAsMember } from '#lib/reader/own.ts';
import type { PageServerLoad } from './$types';

const PortfolioQuery = graphql(`
  query MyPortfolio($from: LocalDate!, $to: LocalDate!) {
    portfolio(from: $from, to: $to) {
      fullName
      position
      organizationName
      publications {
        slug
        gost
        registrationNumber
      }
      certificates {
        number
        issuedOn
        title
        checkUrl
      }
      usesByColleagues {
        usedOn
        title
        by
        className
      }
      ownUses {
        usedOn
        title
        className
      }
    }
  }
`);

export const load: PageServerLoad = async ({ url, locals, cookies }) => {
  // a category is given for five years
  const period = readPeriod(url.searchParams, 5, dayIn(new Date()));
  if (periodFault(period)) return { period, portfolio: null };
  const { portfolio } = await askAsMember({ url, locals, cookies }, PortfolioQuery, period);
  return { period, portfolio };
};
