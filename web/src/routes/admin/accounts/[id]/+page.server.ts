import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import type { Answer } from '#lib/graphql/act.ts';
import { notFound } from '#lib/graphql/ask.ts';
import { roleLabel } from '#lib/labels/role.ts';
import { actAsMember, askAsMember } from '#lib/reader/own.ts';
import { routes } from '#lib/routes.ts';
import type { Actions, PageServerLoad } from './$types';
import {
  AccountQuery,
  AssignRole,
  BlockAccount,
  EndRole,
  ResetSecondFactor,
  UnblockAccount,
} from './queries.ts';

const done = ['assign', 'end', 'block', 'unblock', 'reset'] as const;
const roles = Object.keys(roleLabel) as (keyof typeof roleLabel)[];

export const load: PageServerLoad = async ({ url, locals, cookies, params }) => {
  const { account, roleChoices } = await askAsMember({ url, locals, cookies }, AccountQuery, {
    id: params.id,
  });
  if (!account) error(404, notFound());
  const typed = ['role', 'place', 'basis', 'validFrom', 'validTo'].map((field) => {
    return [field, url.searchParams.get(field)?.slice(0, 300) ?? ''] as const;
  });
  return {
    ...{ account, choices: roleChoices, typed: Object.fromEntries(typed) },
    known: url.searchParams.has('known'),
    done: done.find((one) => one === url.searchParams.get('done')),
  };
};

type Event = RequestEvent<{ id: string }>;

/** Does one of the changes, shows what was typed again when it is refused, and what was done when it is not. */
async function change(
  event: Event,
  name: (typeof done)[number],
  apply: (text: (field: string) => string, account: Account) => Promise<Answer<unknown>>,
) {
  const fields = await event.request.formData();
  const text = (field: string) => String(fields.get(field) ?? '');
  const account = { account: event.params.id, expectedVersion: Number(text('version')) || 0 };
  const { refusal } = await apply(text, account);
  if (!refusal) redirect(303, `${routes.account(event.params.id)}?done=${name}`);
  const values = Object.fromEntries(
    ['role', 'place', 'basis', 'validFrom', 'validTo', 'reason', 'resetReason'].map((field) => [
      field,
      text(field),
    ]),
  );
  return fail(400, { name, refusal, values });
}

interface Account {
  account: string;
  expectedVersion: number;
}

export const actions: Actions = {
  assign: (event) =>
    change(event, 'assign', async (text, account) => {
      const role = roles.find((one) => one === text('role')) ?? 'TEACHER';
      const optional = (field: string) => text(field) || null;
      return actAsMember(event, AssignRole, {
        input: {
          ...{ ...account, role, basis: text('basis'), place: optional('place') },
          ...{ validFrom: optional('validFrom'), validTo: optional('validTo') },
        },
      });
    }),
  end: (event) =>
    change(event, 'end', (text, account) =>
      actAsMember(event, EndRole, { input: { ...account, assignment: text('assignment') } }),
    ),
  block: (event) =>
    change(event, 'block', (text, account) =>
      actAsMember(event, BlockAccount, { input: { ...account, reason: text('reason') } }),
    ),
  unblock: (event) =>
    change(event, 'unblock', (_text, account) => actAsMember(event, UnblockAccount, { input: account })),
  reset: (event) =>
    change(event, 'reset', (text, account) =>
      actAsMember(event, ResetSecondFactor, { input: { ...account, reason: text('resetReason') } }),
    ),
};
