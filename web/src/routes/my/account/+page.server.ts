import { fail, redirect } from '@sveltejs/kit';
import { graphql } from '#lib/graphql/graphql.ts';
import { m } from '#lib/paraglide/messages.js';
import { actAsMember, askAsMember } from '#lib/reader/own.ts';
import { routes } from '#lib/routes.ts';
import type { Actions, PageServerLoad } from './$types';

const AccountQuery = graphql(`
  query OwnAccount {
    viewer {
      email
    }
    devices {
      id
      name
      lastSeenAt
      current
    }
    myFactors {
      totpSince
      recoveryCodesLeft
      required
    }
    myPasskeys {
      id
    }
    outsideSignIn
    myOutsideIdentity {
      email
      createdAt
    }
  }
`);
const ChangeEmail = graphql(`
  mutation ChangeEmail($input: ChangeEmailInput!) {
    changeEmail(input: $input)
  }
`);
const ChangePassword = graphql(`
  mutation ChangePassword($input: ChangePasswordInput!) {
    changePassword(input: $input)
  }
`);
const SignOutDevice = graphql(`
  mutation SignOutDevice($id: ID!) {
    signOutDevice(id: $id)
  }
`);
const SignOutEverywhere = graphql(`
  mutation SignOutEverywhere {
    signOutEverywhere
  }
`);

export const load: PageServerLoad = async ({ url, locals, cookies }) => {
  const own = await askAsMember({ url, locals, cookies }, AccountQuery, {});
  const { viewer, devices, myFactors, myPasskeys, outsideSignIn: name, myOutsideIdentity } = own;
  if (!viewer) redirect(303, routes.signIn(url.pathname));
  return {
    email: viewer.email,
    devices,
    factors: myFactors,
    passkeys: myPasskeys.length,
    outside: name && { name, identity: myOutsideIdentity },
  };
};

export const actions: Actions = {
  email: async (event) => {
    const form = await event.request.formData();
    const input = {
      email: String(form.get('email') ?? '').trim(),
      password: String(form.get('password') ?? ''),
    };
    const { refusal } = await actAsMember(event, ChangeEmail, { input });
    if (refusal) return fail(400, { part: 'email' as const, refusal, email: input.email });
    return { part: 'email' as const, done: m.account_email_sent({ email: input.email }) };
  },
  password: async (event) => {
    const form = await event.request.formData();
    const input = {
      current: String(form.get('current') ?? ''),
      password: String(form.get('newPassword') ?? ''),
    };
    const { refusal } = await actAsMember(event, ChangePassword, { input });
    if (refusal) return fail(400, { part: 'password' as const, refusal });
    return { part: 'password' as const, done: m.account_password_done() };
  },
  device: async (event) => {
    const id = String((await event.request.formData()).get('device') ?? '');
    const { refusal } = await actAsMember(event, SignOutDevice, { id });
    // one that is signed out meanwhile is out all the same
    if (refusal && refusal.code !== 'NOT_FOUND') return fail(400, { part: 'device' as const, refusal });
    return { part: 'device' as const, done: m.account_device_done() };
  },
  everywhere: async (event) => {
    const { refusal } = await actAsMember(event, SignOutEverywhere, {});
    if (refusal) return fail(400, { part: 'device' as const, refusal });
    redirect(303, routes.home());
  },
};
