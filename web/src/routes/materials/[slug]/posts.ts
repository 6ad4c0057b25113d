import { type FragmentOf, graphql } from '#lib/graphql/graphql.ts';

/** What is shown of a use report. */
export const useReportFields = graphql(`
  fragment UseReportFields on UseReport {
    id
    body
    usedOn
    className
    authorName
    organizationName
    createdAt
    editedAt
    variant {
      slug
      title
    }
  }
`);

/** What is shown of a comment. */
export const commentFields = graphql(`
  fragment CommentFields on Comment {
    id
    body
    authorName
    organizationName
    createdAt
    editedAt
  }
`);

/** A use report or a comment. */
export type PostData = FragmentOf<typeof commentFields> & Partial<FragmentOf<typeof useReportFields>>;
