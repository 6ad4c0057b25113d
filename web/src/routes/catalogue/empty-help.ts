import type { Client } from '@urql/core';
import { graphql } from '#lib/graphql/graphql.ts';
import { chipsOf, type Chip } from './chips.ts';
import { type CatalogueState, toVariables } from './filters.ts';
import type { SearchResult } from './queries.ts';

const TotalQuery = graphql(`
  query CatalogueTotal($query: String!, $filter: MaterialFilter, $exact: Boolean!) {
    searchMaterials(query: $query, filter: $filter, exact: $exact, pageSize: 1) {
      total
    }
  }
`);

const ThemesQuery = graphql(`
  query CatalogueThemes {
    priorityThemes {
      slug
      shortTitle
      materialCount
    }
  }
`);

/** What a reader with no result may do next. */
export interface EmptyHelp {
  /** Filters to drop, with the number of materials that each would bring. */
  drops: (Chip & { total: number })[];
  themes: { slug: string; shortTitle: string; materialCount: number }[];
}

/** Counts what dropping each filter would give; help that cannot be had is left out. */
export async function emptyHelp(
  client: Client,
  state: CatalogueState,
  result: SearchResult,
): Promise<EmptyHelp> {
  const chips = chipsOf(state, result).slice(0, 6);
  const [themes, ...totals] = await Promise.all([
    client.query(ThemesQuery, {}).toPromise(),
    ...chips.map((chip) => client.query(TotalQuery, toVariables(chip.without)).toPromise()),
  ]);
  const drops = chips
    .map((chip, index) => ({ ...chip, total: totals[index]?.data?.searchMaterials.total ?? 0 }))
    .filter((chip) => chip.total > 0);
  return { drops, themes: themes.data?.priorityThemes.filter((theme) => theme.materialCount > 0) ?? [] };
}
