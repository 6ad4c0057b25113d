import { graphql, type ResultOf } from '#lib/graphql/graphql.ts';
import { commentFields, useReportFields } from '../posts.ts';

/** What readers say of a material, a page of each. */
export const DiscussionQuery = graphql(
  `
    query Discussion($slug: String!, $reports: String, $comments: String) {
      material(slug: $slug) {
        slug
        title
        rating {
          count
          average
        }
        useReports(first: 20, after: $reports) {
          totalCount
          nodes {
            ...UseReportFields
            version
            viewerCan {
              edit
              hide
              moderate
            }
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
        comments(first: 30, after: $comments) {
          totalCount
          nodes {
            ...CommentFields
            version
            viewerCan {
              edit
              hide
              moderate
            }
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
      }
    }
  `,
  [useReportFields, commentFields],
);

/** The stars of the viewer; its answer also tells that the viewer has signed in. */
export const OwnRatingQuery = graphql(`
  query OwnRating($slug: String!) {
    ownRating(material: $slug)
    viewer {
      shortName
    }
  }
`);

/** «Применил на практике». */
export const ReportUse = graphql(`
  mutation ReportUse($input: ReportUseInput!) {
    reportUse(input: $input) {
      id
    }
  }
`);

/** A use report in other words. */
export const EditUseReport = graphql(`
  mutation EditUseReport($input: EditUseReportInput!) {
    editUseReport(input: $input) {
      id
    }
  }
`);

/** A word in the discussion. */
export const AddComment = graphql(`
  mutation AddComment($material: String!, $body: String!) {
    addComment(material: $material, body: $body) {
      id
    }
  }
`);

/** A comment in other words. */
export const EditComment = graphql(`
  mutation EditComment($input: EditCommentInput!) {
    editComment(input: $input) {
      id
    }
  }
`);

/** Hides a post. */
export const HidePost = graphql(`
  mutation HidePost($id: ID!, $reason: String) {
    hidePost(id: $id, reason: $reason)
  }
`);

/** Takes a hiding back. */
export const ShowPost = graphql(`
  mutation ShowPost($id: ID!) {
    showPost(id: $id)
  }
`);

/** Gives stars, or takes them away. */
export const Rate = graphql(`
  mutation Rate($material: String!, $stars: Int) {
    rateMaterial(material: $material, stars: $stars) {
      count
    }
  }
`);

type Material = NonNullable<ResultOf<typeof DiscussionQuery>['material']>;
/** A use report with what the viewer may do. */
export type UseReport = Material['useReports']['nodes'][number];
/** A comment with what the viewer may do. */
export type Comment = Material['comments']['nodes'][number];
