import { type FragmentOf, graphql } from '#lib/graphql/graphql.ts';

/** What every list shows of a material. */
export const materialCard = graphql(`
  fragment MaterialCard on MaterialCard {
    slug
    kind
    status
    title
    annotation
    grades
    ageFrom
    ageTo
    year
    authors {
      name
      slug
    }
    organization {
      slug
      title
    }
    formats
    fileCount
    pageCount
    durationSeconds
    hasCaptions
    downloadUrl
    thumbnailUrl
    approved
    recommended
    downloads
  }
`);

/** A material as a list shows it. */
export type MaterialCardData = FragmentOf<typeof materialCard>;
