import { experienceDraft } from '#lib/experience/description.ts';
import { graphql } from '#lib/graphql/graphql.ts';
import { askAsMember } from '#lib/reader/own.ts';
import type { PageServerLoad } from './$types';

const OwnExperiencesQuery = graphql(
  `
    query OwnExperiences {
      ownExperiences {
        ...ExperienceDescription
      }
    }
  `,
  [experienceDraft],
);

export const load: PageServerLoad = async ({ url, locals, cookies }) => {
  const { ownExperiences } = await askAsMember({ url, locals, cookies }, OwnExperiencesQuery, {});
  return { experiences: ownExperiences, deleted: url.searchParams.has('deleted') };
};
