import { graphql, type ResultOf } from '#lib/graphql/graphql.ts';
import { fileFields, passageFields } from '#lib/viewer/files.ts';

/** A version as those see it who judge it, with the file that is open. */
export const judgedVersion = graphql(
  `
    fragment JudgedVersion on MaterialVersion {
      number
      title
      subtitle
      annotation
      levels
      grades
      ageFrom
      ageTo
      audience
      technologies
      durationMinutes
      ageRating
      license
      year
      changeNote
      childConsent
      subjects {
        title
      }
      themes {
        slug
        title
      }
      contributions {
        id
        name
        role
        position
        organizationName
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
    }
  `,
  [fileFields, passageFields],
);

/** A version as those see it who judge it. */
export type JudgedVersion = ResultOf<typeof judgedVersion>;
