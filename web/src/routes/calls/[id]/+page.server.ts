import { error, fail, redirect } from '@sveltejs/kit';
import { onceKey } from '#lib/forms/once.server.ts';
import { ask, notFound } from '#lib/graphql/ask.ts';
import { graphql, type VariablesOf } from '#lib/graphql/graphql.ts';
import { actAsMember } from '#lib/reader/own.ts';
import { routes } from '#lib/routes.ts';
import type { Actions, PageServerLoad } from './$types';

const CallQuery = graphql(`
  query MaterialCall($id: ID!) {
    materialCall(id: $id) {
      id
      version
      kinds
      levels
      text
      since
      until
      open
      came
      published
      viewerCanClose
      theme {
        slug
        title
      }
      materials {
        slug
        title
        kind
      }
    }
  }
`);
const AnswerCall = graphql(`
  mutation AnswerCall($input: AnswerCallInput!) {
    answerCall(input: $input)
  }
`);
const CloseCall = graphql(`
  mutation CloseCall($input: CloseCallInput!) {
    closeCall(input: $input) {
      id
    }
  }
`);
type Kind = VariablesOf<typeof AnswerCall>['input']['kind'];

export const load: PageServerLoad = async ({ params, url, locals }) => {
  const { materialCall } = await ask(locals.client, CallQuery, { id: params.id });
  if (!materialCall) error(404, notFound());
  return {
    call: materialCall,
    opened: url.searchParams.has('opened'),
    // of one page: a button pressed twice begins one material
    pressed: crypto.randomUUID(),
  };
};

export const actions: Actions = {
  answer: async (event) => {
    const form = await event.request.formData();
    const kind = (String(form.get('kind') ?? '') || null) as Kind; // the bank knows what kinds there are
    const idempotencyKey = onceKey(form, { kind });
    const { data, refusal } = await actAsMember(event, AnswerCall, {
      input: { id: event.params.id, kind, idempotencyKey },
    });
    if (refusal) return fail(400, { message: refusal.message });
    redirect(303, routes.ownMaterial(data.answerCall));
  },
  close: async (event) => {
    const form = await event.request.formData();
    const input = { id: event.params.id, expectedVersion: Number(form.get('expectedVersion')) };
    const { refusal } = await actAsMember(event, CloseCall, { input });
    if (refusal) return fail(400, { message: refusal.message });
    redirect(303, routes.call(event.params.id));
  },
};
