import { experienceDraft } from '#lib/experience/description.ts';
import { graphql } from '#lib/graphql/graphql.ts';
import { askAsMember } from '#lib/reader/own.ts';
import type { PageServerLoad } from './$types';

const SubmittedQuery = graphql(
  `
    query SubmittedExperiences {
      submittedExperiences {
        ...ExperienceDescription
      }
    }
  `,
  [experienceDraft],
);

export const load: PageServerLoad = async ({ url, locals, cookies }) => {
  const { submittedExperiences } = await askAsMember({ url, locals, cookies }, SubmittedQuery, {});
  return { experiences: submittedExperiences, returned: url.searchParams.has('returned') };
};
