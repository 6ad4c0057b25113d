import { fail, redirect } from '@sveltejs/kit';
import { allOrganizations } from '#lib/account/organizations.ts';
import { roleLabel } from '#lib/labels/role.ts';
import { actAsMember, askAsMember } from '#lib/reader/own.ts';
import { routes } from '#lib/routes.ts';
import type { Actions, PageServerLoad } from './$types';
import { InvitationsQuery, Invite, Revoke, SendAgain } from './queries.ts';

const roles = Object.keys(roleLabel) as (keyof typeof roleLabel)[];
const ROLE = ['role', 'place', 'basis', 'validFrom', 'validTo'] as const;
const done = ['invited', 'again', 'revoked'] as const;

export const load: PageServerLoad = async ({ url, locals, cookies }) => {
  const visit = { url, locals, cookies };
  const [{ accountInvitations, roleChoices }, organizations] = await Promise.all([
    askAsMember(visit, InvitationsQuery, {}),
    allOrganizations(locals.client),
  ]);
  return {
    ...{ invitations: accountInvitations, choices: roleChoices, organizations },
    done: done.find((one) => one === url.searchParams.get('done')),
  };
};

export const actions: Actions = {
  invite: async (event) => {
    const form = await event.request.formData();
    const text = (name: string) => String(form.get(name) ?? '').trim();
    const names = ['email', 'lastName', 'firstName', 'patronymic', 'organization', ...ROLE] as const;
    const values = Object.fromEntries(names.map((name) => [name, text(name)]));
    const input = {
      ...{ email: text('email'), lastName: text('lastName'), firstName: text('firstName') },
      ...{ patronymic: text('patronymic') || null, organization: text('organization') || null },
      ...{ role: roles.find((one) => one === text('role')) ?? null, place: text('place') || null },
      ...{
        basis: text('basis') || null,
        validFrom: text('validFrom') || null,
        validTo: text('validTo') || null,
      },
    };
    const { data, refusal } = await actAsMember(event, Invite, { input });
    if (refusal) return fail(400, { refusal, values });
    const { accountId } = data.inviteToBank;
    // the address has an account: the role is given to it there, as it was typed here
    if (accountId) {
      const typed = ROLE.flatMap((name) => (values[name] ? [[name, values[name]]] : []));
      redirect(303, routes.accountFor(accountId, new URLSearchParams([['known', ''], ...typed])));
    }
    redirect(303, `${routes.accountInvitations()}?done=invited`);
  },
  again: async (event) => {
    const { refusal } = await actAsMember(event, SendAgain, { id: await idIn(event.request) });
    if (refusal) return fail(400, { refusal, values: {} });
    redirect(303, `${routes.accountInvitations()}?done=again`);
  },
  revoke: async (event) => {
    const { refusal } = await actAsMember(event, Revoke, { id: await idIn(event.request) });
    if (refusal) return fail(400, { refusal, values: {} });
    redirect(303, `${routes.accountInvitations()}?done=revoked`);
  },
};

async function idIn(request: Request): Promise<string> {
  return String((await request.formData()).get('id') ?? '');
}
