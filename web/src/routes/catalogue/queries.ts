import { graphql, type ResultOf, type VariablesOf } from '#lib/graphql/graphql.ts';
import { materialCard } from '#lib/components/material-card.ts';

/** The whole catalogue page: one call of the search. */
export const CatalogueQuery = graphql(
  `
    query Catalogue(
      $query: String!
      $filter: MaterialFilter
      $sort: MaterialSort!
      $page: Int!
      $exact: Boolean!
    ) {
      searchMaterials(query: $query, filter: $filter, sort: $sort, page: $page, exact: $exact) {
        total
        page
        pageSize
        synonyms
        simplified
        byMeaning
        understood {
          field
          value
          label
          rest
        }
        relaxations {
          field
          total
        }
        corrections {
          kind
          original
          corrected
        }
        facets {
          field
          buckets {
            value
            label
            count
            parent
          }
        }
        hits {
          placeCount
          material {
            ...MaterialCard
          }
          highlights {
            title {
              text
              match
            }
            annotation {
              text
              match
            }
          }
          place {
            file {
              id
              name
            }
            ordinal
            page
            slide
            sheet
            second
          }
          snippet {
            text
            match
          }
        }
      }
    }
  `,
  [materialCard],
);

/** Which of the found materials the viewer has put by. */
export const BookmarkedQuery = graphql(`
  query BookmarkedMaterials($materials: [String!]!) {
    bookmarked(materials: $materials)
  }
`);

/** What a search answers. */
export type SearchResult = ResultOf<typeof CatalogueQuery>['searchMaterials'];
/** One row of the list. */
export type SearchHit = SearchResult['hits'][number];
/** One value of a facet with its count. */
export type FacetBucket = SearchResult['facets'][number]['buckets'][number];
/** Name of a facet. */
export type FacetField = SearchResult['facets'][number]['field'];
/** What a search is asked with. */
export type CatalogueVariables = VariablesOf<typeof CatalogueQuery>;
