import { experienceDraft } from '#lib/experience/description.ts';
import { graphql } from '#lib/graphql/graphql.ts';

export const ExperienceDraftQuery = graphql(
  `
    query ExperienceDraft($id: ID!) {
      experienceDraft(id: $id) {
        ...ExperienceDescription
      }
    }
  `,
  [experienceDraft],
);

/** What an author chooses from: open themes, and own published materials. */
export const ChoicesQuery = graphql(`
  query ExperienceChoices {
    priorityThemes {
      slug
      title
      status
    }
    myMaterials(first: 100, states: [PUBLISHED, OUTDATED]) {
      nodes {
        slug
        published {
          title
        }
      }
    }
  }
`);

export const Save = graphql(`
  mutation SaveExperience($input: SaveExperienceInput!) {
    saveExperience(input: $input) {
      id
      version
    }
  }
`);

export const Submit = graphql(`
  mutation SubmitExperience($input: ExperienceChangeInput!) {
    submitExperience(input: $input) {
      id
    }
  }
`);

export const Delete = graphql(`
  mutation DeleteExperience($input: ExperienceChangeInput!) {
    deleteExperience(input: $input)
  }
`);
