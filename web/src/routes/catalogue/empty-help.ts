import type { Client } from '@urql/core';
import { graphql } from '#lib/graphql/graphql.ts';
import { chipsOf } from './chips.ts';
import { type CatalogueState, groups } from './filters.ts';
import type { SearchResult } from './queries.ts';

const ThemesQuery = graphql(`
  query CatalogueThemes {
    priorityThemes {
      slug
      shortTitle
      materialCount
    }
  }
`);

/** A group of filters to give up. */
export interface Drop {
  /** What is chosen in it: «Игра, Положение». */
  label: string;
  without: CatalogueState;
  /** Materials that would then be found. */
  total: number;
}

/** What a reader with no result may do next. */
export interface EmptyHelp {
  drops: Drop[];
  themes: { slug: string; shortTitle: string; materialCount: number }[];
}

/** Ways out of an empty result; themes that cannot be had are left out. */
export async function emptyHelp(
  client: Client,
  state: CatalogueState,
  result: SearchResult,
): Promise<EmptyHelp> {
  const themes = await client.query(ThemesQuery, {}).toPromise();
  return {
    drops: dropsOf(state, result),
    themes: themes.data?.priorityThemes.filter((theme) => theme.materialCount > 0) ?? [],
  };
}

/** The filters that the search says to give up, the most fruitful first. */
export function dropsOf(state: CatalogueState, result: SearchResult): Drop[] {
  const chips = chipsOf(state, result);
  return result.relaxations.map(({ field, total }) => {
    const own = chips.filter((chip) => chip.field === field);
    const param = groups.find((group) => group.field === field)?.param;
    // years and flags have one chip, which takes them away whole
    const without = param
      ? { ...state, page: 1, chosen: { ...state.chosen, [param]: [] } }
      : (own[0]?.without ?? state);
    return { label: own.map(({ label }) => label).join(', '), without, total };
  });
}
