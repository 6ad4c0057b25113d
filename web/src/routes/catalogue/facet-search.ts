import { browserClient } from '#lib/graphql/browser-client.ts';
import { graphql } from '#lib/graphql/graphql.ts';
import type { CatalogueState } from './filters.ts';
import type { FacetBucket, FacetField } from './queries.ts';
import { toVariables } from './variables.ts';

const FacetValuesQuery = graphql(`
  query FacetValues(
    $query: String!
    $filter: MaterialFilter
    $exact: Boolean!
    $field: FacetField!
    $typed: String!
  ) {
    facetValues(query: $query, filter: $filter, exact: $exact, field: $field, typed: $typed, first: 50) {
      value
      label
      count
      parent
    }
  }
`);

/** Asks the bank for the values of a group whose names have the words typed; an unreachable bank finds none. */
export async function findValues(
  state: CatalogueState,
  field: FacetField,
  typed: string,
): Promise<readonly FacetBucket[]> {
  const { query, filter, exact } = toVariables(state);
  const { data } = await browserClient
    .query(FacetValuesQuery, { query, filter, exact, field, typed })
    .toPromise();
  return data?.facetValues ?? [];
}
