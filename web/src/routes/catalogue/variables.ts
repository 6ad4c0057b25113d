import { type CatalogueState, flags, groups } from './filters.ts';
import type { CatalogueVariables } from './queries.ts';

type Filter = NonNullable<CatalogueVariables['filter']>;

/** The question that a state puts to the search. */
export function toVariables(state: CatalogueState): CatalogueVariables {
  const filter: Record<string, unknown> = {};
  for (const { param, filter: name } of groups) {
    const values = state.chosen[param] ?? [];
    if (values.length) filter[name] = name === 'grades' ? values.map(Number) : values;
  }
  if (state.yearFrom !== null) filter.yearFrom = state.yearFrom;
  if (state.yearTo !== null) filter.yearTo = state.yearTo;
  for (const flag of flags) if (state[flag]) filter[flag] = true;
  return {
    query: state.query,
    // every name and value was read by the table above
    filter: Object.keys(filter).length ? (filter as Filter) : null,
    sort: state.sort ?? (state.query ? 'RELEVANCE' : 'NEWEST'),
    page: state.page,
    exact: state.exact,
  };
}
