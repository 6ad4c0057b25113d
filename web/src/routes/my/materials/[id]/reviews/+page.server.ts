import { error, fail, redirect } from '@sveltejs/kit';
import { graphql } from '#lib/graphql/graphql.ts';
import { notFound } from '#lib/graphql/ask.ts';
import { actAsMember, askAsMember } from '#lib/reader/own.ts';
import { routes } from '#lib/routes.ts';
import type { Actions, PageServerLoad } from './$types';

const ReviewsQuery = graphql(`
  query AuthorReviews($id: ID!) {
    ownMaterial(id: $id) {
      id
      draftState
      viewerIsOwner
      viewerCan {
        submit
      }
      draft {
        version
        title
      }
      published {
        title
      }
      decisions {
        kind
        note
        dueDate
      }
    }
    authorReviews(material: $id) {
      id
      number
      versionNumber
      recommendation
      toAuthor
      viewerCanAnswer
      remarks {
        id
        version
        criterionTitle
        fileName
        page
        body
        answer
      }
    }
  }
`);

const Answer = graphql(`
  mutation AnswerRemark($input: AnswerRemarkInput!) {
    answerRemark(input: $input) {
      id
    }
  }
`);

const Resubmit = graphql(`
  mutation Resubmit($input: SubmitMaterialInput!) {
    submitMaterial(input: $input) {
      id
    }
  }
`);

export const load: PageServerLoad = async ({ params, url, locals, cookies }) => {
  const { ownMaterial, authorReviews } = await askAsMember({ url, locals, cookies }, ReviewsQuery, {
    id: params.id,
  });
  if (!ownMaterial || !authorReviews) error(404, notFound());
  const revising = ownMaterial.draftState === 'REVISION';
  return {
    material: ownMaterial,
    reviews: authorReviews,
    returned: (revising && ownMaterial.decisions.find(({ kind }) => kind === 'RETURN')) || null,
    saved: url.searchParams.get('saved'),
    done: url.searchParams.has('done'),
    pressed: crypto.randomUUID(),
  };
};

export const actions: Actions = {
  answer: async (event) => {
    const fields = await event.request.formData();
    const [id, answer] = ['remark', 'answer'].map((name) => String(fields.get(name) ?? ''));
    const input = { id: id!, expectedVersion: Number(fields.get('version')) || 0, answer: answer! };
    const { refusal } = await actAsMember(event, Answer, { input });
    if (refusal) return fail(400, { refusal, of: id!, answer: answer! });
    redirect(303, `${routes.authorReviews(event.params.id)}?saved=${input.id}#remark-${input.id}`);
  },
  submit: async (event) => {
    const fields = await event.request.formData();
    const answer = String(fields.get('answer') ?? '');
    const input = {
      id: event.params.id,
      expectedVersion: Number(fields.get('version')) || 0,
      idempotencyKey: String(fields.get('pressed') ?? '') || null,
      answer,
    };
    const { refusal } = await actAsMember(event, Resubmit, { input });
    if (refusal) return fail(400, { refusal, of: 'submit', answer });
    redirect(303, `${routes.authorReviews(event.params.id)}?done`);
  },
};
