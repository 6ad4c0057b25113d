import { materialCard } from '#lib/components/material-card.ts';
import { commentFields, useReportFields } from './posts.ts';
import { graphql, type ResultOf } from '#lib/graphql/graphql.ts';
import { fileFields, passageFields } from '#lib/viewer/files.ts';

/** The whole material page: the passport, the list of files and the text of the one that is open. */
export const MaterialQuery = graphql(
  `
    query Material($slug: String!, $file: ID, $after: Int!) {
      material(slug: $slug) {
        registrationNumber
        slug
        kind
        status
        versionNumber
        title
        subtitle
        annotation
        language
        levels
        grades
        ageFrom
        ageTo
        keywords
        audience
        technologies
        durationMinutes
        ageRating
        license
        rightsHolder
        year
        publishedAt
        updatedAt
        reviewBy
        downloads
        archiveUrl
        totalSize
        thumbnailUrl
        subjects {
          slug
          title
        }
        themes {
          slug
          title
        }
        network {
          slug
          name
        }
        organization {
          slug
          shortName
        }
        contributions {
          role
          name
          shortName
          position
          author {
            slug
          }
        }
        approval {
          protocolNumber
          protocolDate
          recommended
        }
        citation {
          gost
          bibtex
          ris
        }
        files {
          ...FileFields
        }
        file(id: $file) {
          ...FileFields
          html
          passages(first: 50, after: $after) {
            ...PassageFields
          }
        }
        rating {
          count
          average
        }
        useReports(first: 3) {
          totalCount
          nodes {
            ...UseReportFields
          }
        }
        comments(first: 3) {
          totalCount
          nodes {
            ...CommentFields
          }
        }
        similar(first: 3) {
          ...MaterialCard
        }
      }
    }
  `,
  [fileFields, passageFields, materialCard, useReportFields, commentFields],
);

/** What is said in a recording, from its captions: an hour in stretches of about twenty seconds. */
export const TranscriptQuery = graphql(
  `
    query Transcript($slug: String!, $captions: ID!) {
      material(slug: $slug) {
        file(id: $captions) {
          passages(first: 100) {
            ...PassageFields
          }
          rest: passages(first: 100, after: 99) {
            ...PassageFields
          }
        }
      }
    }
  `,
  [passageFields],
);

/** Whether the viewer has put the material by. */
export const BookmarkedQuery = graphql(`
  query BookmarkedMaterial($slug: String!) {
    bookmarked(materials: [$slug])
  }
`);

/** A material with everything its page shows. */
export type Material = NonNullable<ResultOf<typeof MaterialQuery>['material']>;
