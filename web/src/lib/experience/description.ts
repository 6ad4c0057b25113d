import { graphql, type ResultOf } from '#lib/graphql/graphql.ts';

/** A description as its author and the council see it. */
export const experienceDraft = graphql(`
  fragment ExperienceDescription on ExperienceDraft @_unmask {
    id
    version
    state
    title
    theme {
      slug
      title
    }
    level
    relevance
    aim
    duration
    leadingIdea
    technology
    results
    materials {
      slug
      title
    }
    personName
    organizationName
    submittedAt
    returnNote
    withdrawnReason
    slug
    viewerCan {
      edit
      delete
      return
    }
  }
`);

export type ExperienceDraft = ResultOf<typeof experienceDraft>;
