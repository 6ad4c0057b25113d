import { fail, redirect } from '@sveltejs/kit';
import { graphql } from '#lib/graphql/graphql.ts';
import { actAsMember, askAsMember } from '#lib/reader/own.ts';
import { routes } from '#lib/routes.ts';
import type { Actions, PageServerLoad } from './$types';

const ComplaintsQuery = graphql(`
  query Complaints($state: ComplaintState!, $after: String) {
    complaints(state: $state, first: 20, after: $after) {
      totalCount
      nodes {
        id
        version
        reason
        body
        state
        complainantName
        createdAt
        deciderName
        decidedAt
        answer
        material {
          slug
          title
        }
        post {
          id
          kind
          body
          authorName
          hidden
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

const Decide = graphql(`
  mutation DecideComplaint($input: DecideComplaintInput!) {
    decideComplaint(input: $input) {
      id
    }
  }
`);

const Reopen = graphql(`
  mutation ReopenComplaint($id: ID!) {
    reopenComplaint(id: $id) {
      id
    }
  }
`);

const states = ['NEW', 'UPHELD', 'DISMISSED'] as const;

export const load: PageServerLoad = async ({ url, locals, cookies }) => {
  const state = states.find((one) => one.toLowerCase() === url.searchParams.get('state')) ?? 'NEW';
  const after = url.searchParams.get('after');
  const { complaints } = await askAsMember({ url, locals, cookies }, ComplaintsQuery, { state, after });
  return {
    state,
    total: complaints.totalCount,
    complaints: complaints.nodes,
    next: complaints.pageInfo.hasNextPage ? complaints.pageInfo.endCursor : null,
    decided: url.searchParams.get('decided'),
  };
};

export const actions: Actions = {
  decide: async (event) => {
    const fields = await event.request.formData();
    const text = (name: string) => String(fields.get(name) ?? '');
    const id = text('id');
    const input = {
      ...{ id, expectedVersion: Number(text('version')) || 0 },
      ...{ upheld: text('decision') === 'upheld', answer: text('answer') },
    };
    const { refusal } = await actAsMember(event, Decide, { input });
    if (refusal) return fail(400, { refusal, of: id, answer: input.answer });
    redirect(303, `${routes.moderation()}?decided=${encodeURIComponent(id)}`);
  },
  reopen: async (event) => {
    const id = String((await event.request.formData()).get('id'));
    const { refusal } = await actAsMember(event, Reopen, { id });
    if (refusal) return fail(400, { refusal, of: id, answer: '' });
    redirect(303, routes.moderation());
  },
};
