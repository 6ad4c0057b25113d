import { judgedVersion } from '#lib/council/version.ts';
import { graphql, type ResultOf } from '#lib/graphql/graphql.ts';

/** The place where a review is written. */
export const DeskQuery = graphql(
  `
    query ReviewDesk($id: ID!, $file: ID, $after: Int!) {
      reviewDesk(id: $id) {
        maxScore
        task {
          id
          version
          title
          annotation
          kind
          themes
          authors
          blind
          state
          round
          dueOn
          daysLeft
        }
        criteria {
          id
          title
          hint
          weight
        }
        material {
          ...JudgedVersion
        }
        draft {
          version
          recommendation
          toAuthor
          toCouncil
          total
          savedAt
          sentAt
          scores {
            criterionId
            title
            score
          }
          remarks {
            id
            criterionId
            criterionTitle
            fileId
            fileName
            page
            body
          }
        }
        earlier {
          versionNumber
          remarks {
            id
            criterionTitle
            fileName
            page
            body
            answer
          }
          changes {
            fields {
              field
              before
              after
            }
            files {
              kind
              before
              after
            }
          }
        }
      }
    }
  `,
  [judgedVersion],
);

export const Accept = graphql(`
  mutation AcceptReview($input: AssignmentChangeInput!) {
    acceptReview(input: $input) {
      maxScore
    }
  }
`);

export const Decline = graphql(`
  mutation DeclineReview($input: DeclineReviewInput!) {
    declineReview(input: $input) {
      maxScore
    }
  }
`);

export const Save = graphql(`
  mutation SaveReview($input: SaveReviewInput!) {
    saveReview(input: $input) {
      draft {
        version
        savedAt
      }
    }
  }
`);

export const Send = graphql(`
  mutation SendReview($input: SendReviewInput!) {
    sendReview(input: $input) {
      maxScore
    }
  }
`);

/** The place where a review is written. */
export type Desk = NonNullable<ResultOf<typeof DeskQuery>['reviewDesk']>;
