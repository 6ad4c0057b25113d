import { fail } from '@sveltejs/kit';
import { graphql } from '#lib/graphql/graphql.ts';
import { m } from '#lib/paraglide/messages.js';
import { actAsMember, askAsMember } from '#lib/reader/own.ts';
import type { Actions, PageServerLoad } from './$types';

const PasskeysQuery = graphql(`
  query OwnPasskeys {
    passkeysPossible
    myPasskeys {
      id
      name
      synced
      createdAt
      lastUsedAt
    }
  }
`);
const Rename = graphql(`
  mutation RenamePasskey($id: ID!, $name: String!) {
    renamePasskey(id: $id, name: $name) {
      id
    }
  }
`);
const Remove = graphql(`
  mutation RemovePasskey($input: RemovePasskeyInput!) {
    removePasskey(input: $input) {
      id
    }
  }
`);

export const load: PageServerLoad = async ({ url, locals, cookies }) => {
  const { passkeysPossible, myPasskeys } = await askAsMember({ url, locals, cookies }, PasskeysQuery, {});
  return { possible: passkeysPossible, passkeys: myPasskeys, added: url.searchParams.has('added') };
};

const text = (form: FormData, name: string) => String(form.get(name) ?? '');

export const actions: Actions = {
  rename: async (event) => {
    const form = await event.request.formData();
    const [id, name] = [text(form, 'id'), text(form, 'name')];
    const { refusal } = await actAsMember(event, Rename, { id, name });
    if (refusal) return fail(400, { id, refusal });
    return { done: m.passkey_renamed() };
  },
  remove: async (event) => {
    const form = await event.request.formData();
    const input = { id: text(form, 'id'), password: text(form, 'password') };
    const { refusal } = await actAsMember(event, Remove, { input });
    if (refusal) return fail(400, { id: input.id, refusal });
    return { done: m.passkey_removed() };
  },
};
