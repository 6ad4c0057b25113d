import { fail, redirect } from '@sveltejs/kit';
import { graphql } from '#lib/graphql/graphql.ts';
import { actAsMember, askAsMember } from '#lib/reader/own.ts';
import { routes } from '#lib/routes.ts';
import type { Actions, PageServerLoad } from './$types';

const InvitationsQuery = graphql(`
  query MyInvitations {
    myInvitations {
      id
      role
      invitedAt
      materialId
      kind
      title
      annotation
      invitedBy
    }
  }
`);

const Confirm = graphql(`
  mutation ConfirmContribution($id: ID!) {
    confirmContribution(contributionId: $id) {
      id
      draft {
        title
      }
    }
  }
`);

const Decline = graphql(`
  mutation DeclineContribution($id: ID!, $reason: String) {
    declineContribution(contributionId: $id, reason: $reason)
  }
`);

export const load: PageServerLoad = async ({ url, locals, cookies }) => {
  const { myInvitations } = await askAsMember({ url, locals, cookies }, InvitationsQuery, {});
  const answered = url.searchParams.get('answered');
  return { invitations: myInvitations, answered: answered === 'yes' || answered === 'no' ? answered : null };
};

const answered = (how: string) => `${routes.ownInvitations()}?answered=${how}`;

export const actions: Actions = {
  confirm: async (event) => {
    const id = String((await event.request.formData()).get('id') ?? '');
    const { refusal } = await actAsMember(event, Confirm, { id });
    if (refusal) return fail(400, { refusal, id, reason: '' });
    redirect(303, answered('yes'));
  },
  decline: async (event) => {
    const form = await event.request.formData();
    const [id, reason] = ['id', 'reason'].map((name) => String(form.get(name) ?? '')) as [string, string];
    const { refusal } = await actAsMember(event, Decline, { id, reason });
    if (refusal) return fail(400, { refusal, id, reason });
    redirect(303, answered('no'));
  },
};
