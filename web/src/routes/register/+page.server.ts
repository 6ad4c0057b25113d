import { fail, redirect } from '@sveltejs/kit';
import { allOrganizations } from '#lib/account/organizations.ts';
import { act } from '#lib/graphql/act.ts';
import { ask } from '#lib/graphql/ask.ts';
import { graphql, type VariablesOf } from '#lib/graphql/graphql.ts';
import { routes } from '#lib/routes.ts';
import type { Actions, PageServerLoad } from './$types';

const RegisterQuery = graphql(`
  query RegisterForm {
    consentDocuments {
      kind
      title
      required
    }
  }
`);

const Register = graphql(`
  mutation Register($input: RegisterInput!) {
    register(input: $input)
  }
`);

type Consents = VariablesOf<typeof Register>['input']['consents'];

export const load: PageServerLoad = async ({ locals }) => {
  if (locals.viewer) redirect(303, routes.home());
  const [{ consentDocuments }, organizations] = await Promise.all([
    ask(locals.client, RegisterQuery, {}),
    allOrganizations(locals.client),
  ]);
  return { documents: consentDocuments, organizations };
};

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const form = await request.formData();
    const text = (name: string) => String(form.get(name) ?? '').trim();
    const typed = {
      email: text('email'),
      lastName: text('lastName'),
      firstName: text('firstName'),
      patronymic: text('patronymic'),
      position: text('position'),
      organization: text('organization'),
    };
    const consents = form.getAll('consents').map(String) as Consents;
    const { patronymic, position, organization, ...rest } = typed;
    const optional = {
      patronymic: patronymic || null,
      position: position || null,
      organization: organization || null,
    };
    const input = { ...rest, ...optional, password: String(form.get('password') ?? ''), consents };
    const { refusal } = await act(locals.client, Register, { input });
    if (!refusal) return { sentTo: typed.email };
    return fail(refusal.code === 'RATE_LIMITED' ? 429 : 400, { refusal, typed, consents });
  },
};
