import type { Client } from '@urql/core';
import { ask } from '#lib/graphql/ask.ts';
import { graphql, type ResultOf } from '#lib/graphql/graphql.ts';

const OrganizationsQuery = graphql(`
  query OrganizationChoices($after: String) {
    organizations(first: 100, after: $after) {
      nodes {
        slug
        shortName
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

/**
 * All organisations to choose one's own from, in the order of their names: a region has more than one page of them.
 * @throws Kit's HTTP error
 */
export async function allOrganizations(client: Client): Promise<{ slug: string; shortName: string }[]> {
  const all: { slug: string; shortName: string }[] = [];
  let after: string | null = null;
  do {
    const page: ResultOf<typeof OrganizationsQuery> = await ask(client, OrganizationsQuery, { after });
    const { nodes, pageInfo } = page.organizations;
    all.push(...nodes);
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after);
  return all;
}
