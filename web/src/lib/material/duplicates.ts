import { graphql, type ResultOf } from '#lib/graphql/graphql.ts';

/** What is in the bank already of the files of a working version. */
export const duplicateFields = graphql(`
  fragment DuplicateFields on OwnMaterial {
    duplicates {
      kind
      title
      slug
      ownId
      similarity
      fileName
    }
  }
`);

/** Other materials with the same files or nearly the same text. */
export type Duplicates = ResultOf<typeof duplicateFields>['duplicates'];
