import { error, fail, redirect } from '@sveltejs/kit';
import { experienceDraft } from '#lib/experience/description.ts';
import { graphql } from '#lib/graphql/graphql.ts';
import { notFound } from '#lib/graphql/ask.ts';
import { actAsMember, askAsMember } from '#lib/reader/own.ts';
import { routes } from '#lib/routes.ts';
import type { Actions, PageServerLoad } from './$types';

const SubmittedQuery = graphql(
  `
    query SubmittedExperience($id: ID!) {
      experienceDraft(id: $id) {
        ...ExperienceDescription
      }
    }
  `,
  [experienceDraft],
);
const Return = graphql(`
  mutation ReturnExperience($input: ReturnExperienceInput!) {
    returnExperience(input: $input)
  }
`);

export const load: PageServerLoad = async ({ params, url, locals, cookies }) => {
  const visit = { url, locals, cookies };
  const { experienceDraft: experience } = await askAsMember(visit, SubmittedQuery, { id: params.id });
  if (!experience) error(404, notFound());
  return { experience };
};

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData();
    const note = String(form.get('note') ?? '');
    const input = { id: event.params.id, expectedVersion: Number(form.get('expectedVersion')), note };
    const { refusal } = await actAsMember(event, Return, { input });
    if (refusal) return fail(refusal.code === 'CONFLICT' ? 409 : 400, { ...refusal, note });
    redirect(303, `${routes.submittedExperiences()}?returned`);
  },
};
