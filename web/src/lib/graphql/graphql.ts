import { initGraphQLTada } from 'gql.tada';
import type { introspection } from './schema.d.ts';

/** Writes a GraphQL document whose variables and result are typed by the contract. */
export const graphql = initGraphQLTada<{
  introspection: introspection;
  disableMasking: true;
  scalars: { LocalDate: string; DateTimeISO: string };
}>();

export type { FragmentOf, ResultOf, VariablesOf } from 'gql.tada';
