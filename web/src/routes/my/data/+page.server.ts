import { fail, redirect } from '@sveltejs/kit';
import { dayIn } from '#lib/format.ts';
import { graphql } from '#lib/graphql/graphql.ts';
import { actAsMember, askAsMember } from '#lib/reader/own.ts';
import { routes } from '#lib/routes.ts';
import type { Actions, PageServerLoad } from './$types';

const DataQuery = graphql(`
  query OwnData {
    myData {
      fileCount
      fileBytes
      parts {
        title
        count
        fate
        becomes
      }
    }
  }
`);

const DeleteAccount = graphql(`
  mutation DeleteAccount($input: DeleteAccountInput!) {
    deleteAccount(input: $input)
  }
`);

export const load: PageServerLoad = async ({ url, locals, cookies }) => {
  const { myData } = await askAsMember({ url, locals, cookies }, DataQuery, {});
  return { held: myData };
};

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData();
    const input = { password: String(form.get('password') ?? '') };
    const { data, refusal } = await actAsMember(event, DeleteAccount, { input });
    if (refusal) return fail(400, { refusal });
    redirect(303, routes.signInAgain(dayIn(new Date(data.deleteAccount))));
  },
};
