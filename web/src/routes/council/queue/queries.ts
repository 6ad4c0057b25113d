import { graphql, type ResultOf } from '#lib/graphql/graphql.ts';

/** A page of the queue, with what its filters offer and what reviewers have to do. */
export const QueueQuery = graphql(`
  query CouncilQueue($filter: QueueFilter!, $order: QueueOrder!, $after: String) {
    councilQueue(first: 20, filter: $filter, order: $order, after: $after) {
      totalCount
      counts {
        need
        count
      }
      nodes {
        id
        title
        kind
        state
        published
        round
        handedInAt
        days
        organizationName
        authors
        sent
        open
        need
        themes {
          slug
          title
        }
        reviewers {
          shortName
          state
          dueOn
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
    reviewerLoad {
      shortName
      organizationName
      open
      overdue
      sent
    }
    priorityThemes {
      slug
      title
    }
  }
`);

/** A material in the queue. */
export type QueueItem = ResultOf<typeof QueueQuery>['councilQueue']['nodes'][number];
