import { inAddress } from '#lib/address.ts';
import { decisionKindLabel } from '#lib/council/labels.ts';
import { ask } from '#lib/graphql/ask.ts';
import { graphql, type VariablesOf } from '#lib/graphql/graphql.ts';
import type { PageServerLoad } from './$types';

const DecisionsQuery = graphql(`
  query Decisions($year: Int, $kind: PublicDecisionKind) {
    councilProtocolYears
    councilProtocols(year: $year, kind: $kind) {
      number
      date
      decisions {
        kind
        title
        slug
        experience
        theme
      }
    }
  }
`);
type Kind = NonNullable<VariablesOf<typeof DecisionsQuery>['kind']>;
const KINDS = Object.keys(decisionKindLabel) as Kind[];

export const load: PageServerLoad = async ({ url, locals }) => {
  const typed = url.searchParams.get('year') ?? '';
  const year = /^\d{4}$/.test(typed) ? Number(typed) : null;
  const kind = KINDS.find((one) => inAddress(one) === url.searchParams.get('kind')) ?? null;
  const { councilProtocols, councilProtocolYears } = await ask(locals.client, DecisionsQuery, { year, kind });
  return { protocols: councilProtocols, years: councilProtocolYears, year, kind };
};
