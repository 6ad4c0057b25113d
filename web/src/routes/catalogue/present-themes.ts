import type { Client } from '@urql/core';
import { graphql } from '#lib/graphql/graphql.ts';
import { bucketsOf } from './chips.ts';
import type { CatalogueState } from './filters.ts';
import type { SearchResult } from './queries.ts';

const PresentTheme = graphql(`
  query PresentTheme($slug: String!) {
    priorityTheme(slug: $slug) {
      slug
    }
  }
`);

/**
 * The state with the present addresses of its themes, where one was renamed or merged since the link was made; null
 * where all is as it was. Only a theme that the facets do not name is asked for.
 */
export async function withPresentThemes(
  client: Client,
  state: CatalogueState,
  result: SearchResult,
): Promise<CatalogueState | null> {
  const chosen = state.chosen.theme ?? [];
  const known = new Set(bucketsOf(result, 'THEME').map(({ value }) => value));
  if (chosen.every((slug) => known.has(slug))) return null;
  const present = await Promise.all(
    chosen.map(async (slug) => {
      if (known.has(slug)) return slug;
      const { data } = await client.query(PresentTheme, { slug }).toPromise();
      return data?.priorityTheme?.slug ?? slug;
    }),
  );
  if (present.every((slug, index) => slug === chosen[index])) return null;
  return { ...state, chosen: { ...state.chosen, theme: [...new Set(present)] } };
}
