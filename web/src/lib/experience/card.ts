import { graphql, type ResultOf } from '#lib/graphql/graphql.ts';

/** What a list shows of an entry of the register. */
export const experienceCard = graphql(`
  fragment ExperienceCard on ExperienceAddress @_unmask {
    slug
    title
    personName
    level
    organization {
      slug
      title
    }
    theme {
      slug
      title
    }
  }
`);

export type ExperienceCard = ResultOf<typeof experienceCard>;
