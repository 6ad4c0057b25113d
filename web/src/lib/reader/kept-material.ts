import { type FragmentOf, graphql } from '#lib/graphql/graphql.ts';

/** What a list of put-by materials shows of one. */
export const keptMaterial = graphql(`
  fragment KeptMaterial on Material {
    slug
    kind
    status
    title
    annotation
    year
    grades
    ageFrom
    ageTo
    totalSize
    contributions {
      shortName
    }
    organization {
      shortName
    }
    approval {
      recommended
    }
  }
`);

/** A material in a list of put-by ones. */
export type KeptMaterialData = FragmentOf<typeof keptMaterial>;
