import type { Client } from '@urql/core';
import { graphql } from '#lib/graphql/graphql.ts';
import { chipsOf } from './chips.ts';
import { type CatalogueState, groups } from './filters.ts';
import type { SearchResult } from './queries.ts';

const ThemesQuery = graphql(`
  query CatalogueThemes($query: String!) {
    nearThemes(query: $query) {
      slug
      shortTitle
      materialCount
    }
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
  /** Whether the themes are near to the query; otherwise they are all themes. */
  near: boolean;
  /** Names of all themes by slug: an empty result counts nothing, and so names no chosen theme. */
  names: Record<string, string>;
}

/** Ways out of an empty result; themes that cannot be had are left out. */
export async function emptyHelp(
  client: Client,
  state: CatalogueState,
  result: SearchResult,
): Promise<EmptyHelp> {
  const { data } = await client.query(ThemesQuery, { query: state.query }).toPromise();
  const withMaterials = (themes: EmptyHelp['themes'] = []) =>
    themes.filter(({ materialCount }) => materialCount > 0);
  const near = withMaterials(data?.nearThemes);
  const names = Object.fromEntries(
    (data?.priorityThemes ?? []).map(({ slug, shortTitle }) => [slug, shortTitle]),
  );
  return {
    drops: dropsOf(state, withThemeNames(state, result, names)),
    themes: near.length ? near : withMaterials(data?.priorityThemes),
    near: near.length > 0,
    names,
  };
}

/** An empty result that names the chosen themes. */
export function withThemeNames(
  state: CatalogueState,
  result: SearchResult,
  names: EmptyHelp['names'],
): SearchResult {
  const buckets = (state.chosen['theme'] ?? [])
    .filter((slug) => names[slug])
    .map((slug) => ({ value: slug, label: names[slug]!, count: 0, parent: null }));
  const others = result.facets.filter(({ field }) => field !== 'THEME');
  return buckets.length ? { ...result, facets: [...others, { field: 'THEME', buckets }] } : result;
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
