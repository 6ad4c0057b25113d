import { fail, redirect } from '@sveltejs/kit';
import { act } from '#lib/graphql/act.ts';
import { ask } from '#lib/graphql/ask.ts';
import { graphql, type VariablesOf } from '#lib/graphql/graphql.ts';
import { routes } from '#lib/routes.ts';
import type { Actions, PageServerLoad } from './$types';

const InvitationQuery = graphql(`
  query ReceivedInvitation($token: String!) {
    accountInvitation(token: $token) {
      email
      lastName
      firstName
      patronymic
      organizationName
      role
      placeName
    }
    consentDocuments {
      kind
      title
      required
    }
  }
`);
const Accept = graphql(`
  mutation AcceptAccountInvitation($input: AcceptAccountInvitationInput!) {
    acceptAccountInvitation(input: $input)
  }
`);
type Consents = VariablesOf<typeof Accept>['input']['consents'];

/** The link is only shown: programs that look into letters open it, and must not use it up. */
export const load: PageServerLoad = async ({ url, locals, setHeaders }) => {
  // the token goes to no other site; without a referrer at all a form would have no origin
  setHeaders({ 'referrer-policy': 'same-origin' });
  const token = url.searchParams.get('token') ?? '';
  const { accountInvitation, consentDocuments } = await ask(locals.client, InvitationQuery, { token });
  return { token, invitation: accountInvitation, documents: consentDocuments };
};

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const form = await request.formData();
    const text = (name: string) => String(form.get(name) ?? '').trim();
    const typed = {
      ...{ lastName: text('lastName'), firstName: text('firstName') },
      ...{ patronymic: text('patronymic'), position: text('position') },
    };
    const consents = form.getAll('consents').map(String) as Consents;
    const input = {
      ...{ ...typed, patronymic: typed.patronymic || null, position: typed.position || null },
      ...{ token: text('token'), password: String(form.get('password') ?? ''), consents },
    };
    const { refusal } = await act(locals.client, Accept, { input });
    if (refusal) return fail(400, { refusal, typed, consents });
    redirect(303, routes.ownMaterials());
  },
};
