import { graphql } from '#lib/graphql/graphql.ts';

export const LeftQuery = graphql(`
  query LeftMentions {
    leftMentions {
      id
      foundAt
      place
      path
      note
      excerpt
    }
  }
`);

export const FindMentions = graphql(`
  mutation FindMentions($name: String!) {
    findMentions(name: $name) {
      mentions {
        place
        path
        note
        excerpt {
          text
          match
        }
      }
      more
      unread
    }
  }
`);

export const DismissMentions = graphql(`
  mutation DismissMentions($ids: [ID!]!) {
    dismissMentions(ids: $ids)
  }
`);
