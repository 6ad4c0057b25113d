import { browserClient } from '#lib/graphql/browser-client.ts';
import { graphql, type ResultOf } from '#lib/graphql/graphql.ts';
import { m } from '#lib/paraglide/messages.js';
import { routes } from '#lib/routes.ts';
import { searchAddress, type SearchOption } from './search-option.ts';

const SuggestQuery = graphql(`
  query Suggest($query: String!, $first: Int!) {
    suggest(query: $query, first: $first) {
      kind
      slug
      detail
      title {
        text
        match
      }
    }
  }
`);

type Suggestion = ResultOf<typeof SuggestQuery>['suggest'][number];

const describe = (suggestion: Suggestion): SearchOption => {
  const text = suggestion.title.map((segment) => segment.text).join('');
  const slug = suggestion.slug ?? '';
  const [kind, href] = {
    MATERIAL: () => [m.suggest_material(), routes.material(slug)] as const,
    THEME: () => [m.suggest_theme(), routes.theme(slug)] as const,
    AUTHOR: () => [m.suggest_author(), routes.author(slug)] as const,
    NETWORK: () => [m.suggest_network(), routes.network(slug)] as const,
    ORGANIZATION: () => [m.suggest_organization(), routes.organization(slug)] as const,
    QUERY: () => [m.suggest_query(), searchAddress(text)] as const,
  }[suggestion.kind]();
  const query = suggestion.kind === 'QUERY' ? text : null;
  return { href, kind, query, title: suggestion.title, detail: suggestion.detail };
};

/** Asks the bank what the typed beginning may mean; an unreachable bank suggests nothing. */
export async function suggest(query: string): Promise<SearchOption[]> {
  const { data } = await browserClient.query(SuggestQuery, { query, first: 8 }).toPromise();
  return data?.suggest.map(describe) ?? [];
}
