import { curatedTheme, themeChange } from '#lib/council/theme-curation.ts';
import { graphql, type ResultOf } from '#lib/graphql/graphql.ts';

export const CuratedThemeQuery = graphql(
  `
    query CuratedTheme($id: ID!) {
      themeCuration {
        themes {
          ...CuratedThemeLine
          slug
          addresses
          shortTitle
          altLabels
          description
          rationale
          decision
          activeFrom
          exactMatch
          related
          curators {
            slug
          }
          pins {
            slug
            title
          }
          viewerCan {
            approve
            activate
            close
            join
          }
        }
      }
      themeChanges(theme: $id, first: 20) {
        ...ThemeChangeLine
      }
    }
  `,
  [curatedTheme, themeChange],
);

/** A theme as its page for curating shows it. */
export type CuratedTheme = NonNullable<ResultOf<typeof CuratedThemeQuery>['themeCuration']>['themes'][number];

/** Public materials of a theme, those that name the words. */
export const ThemeMaterialsQuery = graphql(`
  query ThemeMaterials($slug: String!, $find: String!) {
    searchMaterials(query: $find, filter: { themes: [$slug] }, sort: RELEVANCE, pageSize: 50) {
      total
      hits {
        material {
          slug
          title
          year
          themes {
            slug
          }
        }
      }
    }
  }
`);

export const SuccessorQuery = graphql(`
  query ThemeSuccessor($id: ID!) {
    themeSuccessor(id: $id)
  }
`);

export const MergePreviewQuery = graphql(`
  query ThemeMergePreview($id: ID!, $into: ID!) {
    themeMergePreview(id: $id, into: $into) {
      materials
      both
      drafts
      narrower
      followers
      addresses
      lostLabels
      lostCurators
      lostPins
      lostRelated
      lostMatches
    }
  }
`);

export const Describe = graphql(`
  mutation DescribeTheme($input: DescribeThemeInput!) {
    describeTheme(input: $input) {
      viewerCan {
        edit
      }
    }
  }
`);
export const Rename = graphql(`
  mutation RenameTheme($input: RenameThemeInput!) {
    renameTheme(input: $input) {
      viewerCan {
        edit
      }
    }
  }
`);
export const Place = graphql(`
  mutation PlaceTheme($input: MoveThemeInput!) {
    moveTheme(input: $input) {
      viewerCan {
        edit
      }
    }
  }
`);
export const Approve = graphql(`
  mutation ApproveTheme($input: ApproveThemeInput!) {
    approveTheme(input: $input) {
      viewerCan {
        edit
      }
    }
  }
`);
export const Activate = graphql(`
  mutation ActivateTheme($input: ThemeChangeInput!) {
    activateTheme(input: $input) {
      viewerCan {
        edit
      }
    }
  }
`);
export const Close = graphql(`
  mutation CloseTheme($input: ThemeChangeInput!) {
    closeTheme(input: $input) {
      viewerCan {
        edit
      }
    }
  }
`);
export const Pin = graphql(`
  mutation PinThemeMaterials($input: PinThemeMaterialsInput!) {
    pinThemeMaterials(input: $input) {
      viewerCan {
        edit
      }
    }
  }
`);
export const Split = graphql(`
  mutation SplitTheme($input: SplitThemeInput!) {
    splitTheme(input: $input) {
      viewerCan {
        edit
      }
    }
  }
`);
export const Merge = graphql(`
  mutation MergeThemes($input: MergeThemesInput!) {
    mergeThemes(input: $input) {
      viewerCan {
        edit
      }
    }
  }
`);
