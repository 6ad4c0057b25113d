import { fail, redirect } from '@sveltejs/kit';
import { BeginTotp, ConfirmTotp, TotpSetupQuery } from '#lib/account/queries.ts';
import { graphql } from '#lib/graphql/graphql.ts';
import { m } from '#lib/paraglide/messages.js';
import { actAsMember, askAsMember } from '#lib/reader/own.ts';
import { routes } from '#lib/routes.ts';
import type { Actions, PageServerLoad } from './$types';

const FactorsQuery = graphql(`
  query OwnFactors {
    viewer {
      email
    }
    myFactors {
      totpSince
      recoveryCodesLeft
      required
    }
  }
`);
const TurnOff = graphql(`
  mutation TurnOffTotp($input: FactorProofInput!) {
    turnOffTotp(input: $input)
  }
`);
const RenewCodes = graphql(`
  mutation RenewRecoveryCodes($input: FactorProofInput!) {
    renewRecoveryCodes(input: $input)
  }
`);

export const load: PageServerLoad = async ({ url, locals, cookies }) => {
  const visit = { url, locals, cookies };
  const { viewer, myFactors } = await askAsMember(visit, FactorsQuery, {});
  if (!viewer) redirect(303, routes.signIn(url.pathname));
  const { totpSetup } = await askAsMember(visit, TotpSetupQuery, {});
  return { email: viewer.email, factors: myFactors, setup: totpSetup };
};

const text = (form: FormData, name: string) => String(form.get(name) ?? '');

export const actions: Actions = {
  begin: async (event) => {
    const password = text(await event.request.formData(), 'password');
    const { refusal } = await actAsMember(event, BeginTotp, { password });
    if (refusal) return fail(400, { part: 'begin' as const, refusal });
    redirect(303, routes.ownTwoSteps());
  },
  confirm: async (event) => {
    const code = text(await event.request.formData(), 'code');
    const { data, refusal } = await actAsMember(event, ConfirmTotp, { code });
    if (refusal) return fail(400, { part: 'confirm' as const, refusal });
    return { part: 'confirm' as const, done: m.factor_done(), codes: data.confirmTotp };
  },
  renew: async (event) => {
    const form = await event.request.formData();
    const input = { password: text(form, 'renewPassword'), code: text(form, 'renewCode') };
    const { data, refusal } = await actAsMember(event, RenewCodes, { input });
    if (refusal) return fail(400, { part: 'renew' as const, refusal });
    return { part: 'renew' as const, codes: data.renewRecoveryCodes };
  },
  off: async (event) => {
    const form = await event.request.formData();
    const input = { password: text(form, 'offPassword'), code: text(form, 'offCode') };
    const { refusal } = await actAsMember(event, TurnOff, { input });
    if (refusal) return fail(400, { part: 'off' as const, refusal });
    return { part: 'off' as const, done: m.factor_turned_off() };
  },
};
