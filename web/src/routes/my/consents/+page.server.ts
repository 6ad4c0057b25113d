import { fail } from '@sveltejs/kit';
import { graphql, type VariablesOf } from '#lib/graphql/graphql.ts';
import { actAsMember, askAsMember } from '#lib/reader/own.ts';
import type { Actions, PageServerLoad } from './$types';

const ConsentsQuery = graphql(`
  query MyConsents {
    consentDocuments {
      kind
      title
      required
    }
    myConsents {
      kind
      textVersion
      givenAt
      current
    }
  }
`);
const Give = graphql(`
  mutation GiveConsent($kind: ConsentKind!) {
    giveConsent(kind: $kind)
  }
`);
const Withdraw = graphql(`
  mutation WithdrawConsent($kind: ConsentKind!) {
    withdrawConsent(kind: $kind)
  }
`);

export const load: PageServerLoad = async ({ url, locals, cookies }) => {
  const { consentDocuments, myConsents } = await askAsMember({ url, locals, cookies }, ConsentsQuery, {});
  return {
    consents: consentDocuments.map((document) => ({
      ...document,
      given: myConsents.find(({ kind }) => kind === document.kind) ?? null,
    })),
  };
};

export const actions: Actions = {
  give: async (event) => {
    const { refusal } = await actAsMember(event, Give, { kind: await kindIn(event.request) });
    if (refusal) return fail(400, { message: refusal.message });
  },
  withdraw: async (event) => {
    const { refusal } = await actAsMember(event, Withdraw, { kind: await kindIn(event.request) });
    if (refusal) return fail(400, { message: refusal.message });
  },
};

async function kindIn(request: Request): Promise<VariablesOf<typeof Give>['kind']> {
  return String((await request.formData()).get('kind')) as VariablesOf<typeof Give>['kind'];
}
