import { routes } from '#lib/routes.ts';
import { valueLabel } from './chips.ts';
import { type CatalogueState, groups, writeState } from './filters.ts';
import type { SearchResult } from './queries.ts';

/** A filter that the words of the query name: a link that chooses it in their place. */
export interface Offer {
  label: string;
  href: string;
}

/** The filters to offer, in the order of the groups; those already chosen are left out. */
export function offersOf(state: CatalogueState, result: SearchResult): Offer[] {
  return groups.flatMap(({ param, field }) =>
    result.understood
      .filter((one) => one.field === field && !state.chosen[param]?.includes(one.value))
      .map(({ value, label, rest }) => {
        const chosen = { ...state.chosen, [param]: [...(state.chosen[param] ?? []), value] };
        const href = routes.catalogue(writeState({ ...state, query: rest, page: 1, chosen }));
        return { label: valueLabel(field, value, label), href };
      }),
  );
}
