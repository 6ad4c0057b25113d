import { error, fail, redirect } from '@sveltejs/kit';
import { graphql } from '#lib/graphql/graphql.ts';
import { notFound } from '#lib/graphql/ask.ts';
import { actAsMember, askAsMember } from '#lib/reader/own.ts';
import { routes } from '#lib/routes.ts';
import type { Actions, PageServerLoad } from './$types';

const RulesQuery = graphql(`
  query CouncilRules {
    councilRules {
      version
      name
      shortName
      timeZone
      quorum
      castingVote
      spreadLimit
      passScore
      reviewDays
      blindReview
      sameOrganizationConflict
      viewerCanChange
      form {
        edition
        version
        title
        maxScore
        inUse
        criteria {
          title
          hint
          weight
        }
      }
    }
  }
`);

const ChangeRules = graphql(`
  mutation ChangeCouncilRules($input: CouncilRulesInput!) {
    changeCouncilRules(input: $input) {
      version
    }
  }
`);

const ChangeForm = graphql(`
  mutation ChangeReviewForm($input: ReviewFormInput!) {
    changeReviewForm(input: $input) {
      version
    }
  }
`);

export const load: PageServerLoad = async ({ url, locals, cookies }) => {
  const { councilRules } = await askAsMember({ url, locals, cookies }, RulesQuery, {});
  if (!councilRules) error(404, notFound());
  return { rules: councilRules, saved: url.searchParams.has('saved') };
};

/** A whole number of a form; what is none the bank refuses by its limits. */
const whole = (text: string): number => (/^\d{1,6}$/.test(text.trim()) ? Number(text) : -1);

export const actions: Actions = {
  rules: async (event) => {
    const fields = await event.request.formData();
    const text = (name: string) => String(fields.get(name) ?? '');
    const input = {
      expectedVersion: whole(text('version')),
      ...{ name: text('name'), shortName: text('shortName'), timeZone: text('timeZone') },
      quorum: text('quorum') === 'TWO_THIRDS' ? ('TWO_THIRDS' as const) : ('HALF' as const),
      ...{ spreadLimit: whole(text('spreadLimit')), passScore: whole(text('passScore')) },
      reviewDays: whole(text('reviewDays')),
      ...{ castingVote: fields.has('castingVote'), blindReview: fields.has('blindReview') },
      sameOrganizationConflict: fields.has('sameOrganizationConflict'),
    };
    const { refusal } = await actAsMember(event, ChangeRules, { input });
    if (refusal) return fail(400, { refusal, rules: input });
    redirect(303, `${routes.councilSettings()}?saved`);
  },
  form: async (event) => {
    const fields = await event.request.formData();
    const text = (name: string) => String(fields.get(name) ?? '');
    const [hints, weights] = ['hint', 'weight'].map((name) => fields.getAll(name).map(String));
    const criteria = fields
      .getAll('criterion')
      .map((title, index) => ({
        ...{ title: String(title).trim(), hint: hints?.[index] ?? '' },
        weight: whole(weights?.[index] ?? ''),
      }))
      .filter(({ title }) => title !== '');
    const input = {
      ...{ expectedEdition: whole(text('edition')), expectedVersion: whole(text('version')) },
      ...{ title: text('title'), maxScore: whole(text('maxScore')), criteria },
    };
    const { refusal } = await actAsMember(event, ChangeForm, { input });
    if (refusal) return fail(400, { refusal, form: input });
    redirect(303, `${routes.councilSettings()}?saved`);
  },
};
