import { graphql } from '#lib/graphql/graphql.ts';
import { askAsMember } from '#lib/reader/own.ts';
import type { PageServerLoad } from './$types';

const ReviewsQuery = graphql(`
  query MyReviews {
    myReviews {
      id
      title
      annotation
      kind
      themes
      authors
      blind
      state
      round
      dueOn
      daysLeft
      closedAt
    }
  }
`);

export const load: PageServerLoad = async ({ url, locals, cookies }) => {
  const { myReviews } = await askAsMember({ url, locals, cookies }, ReviewsQuery, {});
  const open = myReviews.filter(({ closedAt }) => closedAt === null);
  return {
    invited: open.filter(({ state }) => state === 'INVITED'),
    work: open.filter(({ state }) => state !== 'INVITED'),
    closed: myReviews.filter(({ closedAt }) => closedAt !== null),
  };
};
