import { fail, redirect } from '@sveltejs/kit';
import { allOrganizations } from '#lib/account/organizations.ts';
import { afterOutside, PendingOutsideQuery } from '#lib/account/outside.ts';
import { act } from '#lib/graphql/act.ts';
import { ask } from '#lib/graphql/ask.ts';
import { graphql, type VariablesOf } from '#lib/graphql/graphql.ts';
import { routes } from '#lib/routes.ts';
import type { Actions, PageServerLoad } from './$types';

const FormQuery = graphql(`
  query RegisterOutsideForm {
    consentDocuments {
      kind
      title
      required
    }
  }
`);
const RegisterOutside = graphql(`
  mutation RegisterOutside($input: RegisterOutsideInput!) {
    registerOutside(input: $input) {
      outcome
      returnTo
    }
  }
`);

type Consents = VariablesOf<typeof RegisterOutside>['input']['consents'];

export const load: PageServerLoad = async ({ locals, setHeaders }) => {
  setHeaders({ 'cache-control': 'private, no-store' });
  const { pendingOutside, outsideSignIn } = await ask(locals.client, PendingOutsideQuery, {});
  if (pendingOutside?.outcome !== 'REGISTER') redirect(303, routes.signIn(routes.home()));
  const [{ consentDocuments }, organizations] = await Promise.all([
    ask(locals.client, FormQuery, {}),
    allOrganizations(locals.client),
  ]);
  return {
    ...{ pending: pendingOutside, name: outsideSignIn ?? '' },
    ...{ documents: consentDocuments, organizations },
  };
};

export const actions: Actions = {
  default: async ({ request, locals, url }) => {
    const form = await request.formData();
    const text = (name: string) => String(form.get(name) ?? '').trim();
    const names = { lastName: text('lastName'), firstName: text('firstName') };
    const more = {
      ...{ patronymic: text('patronymic'), position: text('position'), organization: text('organization') },
    };
    const consents = form.getAll('consents').map(String) as Consents;
    const optional = {
      patronymic: more.patronymic || null,
      position: more.position || null,
      organization: more.organization || null,
    };
    const input = { ...names, ...optional, consents };
    const { data, refusal } = await act(locals.client, RegisterOutside, { input });
    if (data) redirect(303, afterOutside(data.registerOutside, url));
    if (refusal.code === 'UNAUTHENTICATED') redirect(303, routes.signIn(routes.home()));
    return fail(400, { refusal, typed: { ...names, ...more }, consents });
  },
};
