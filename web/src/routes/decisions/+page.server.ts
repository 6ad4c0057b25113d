import { ask } from '#lib/graphql/ask.ts';
import { graphql } from '#lib/graphql/graphql.ts';
import type { PageServerLoad } from './$types';

const DecisionsQuery = graphql(`
  query Decisions {
    councilProtocols {
      number
      date
      decisions {
        title
        slug
        recommended
      }
    }
  }
`);

export const load: PageServerLoad = async ({ locals }) => {
  const { councilProtocols } = await ask(locals.client, DecisionsQuery, {});
  return { protocols: councilProtocols };
};
