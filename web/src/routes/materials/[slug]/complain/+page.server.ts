import { error, fail, redirect } from '@sveltejs/kit';
import { notFound } from '#lib/graphql/ask.ts';
import { graphql } from '#lib/graphql/graphql.ts';
import { complaintReason, type ComplaintReason } from '#lib/reader/complaint-reason.ts';
import { actAsMember, askAsMember } from '#lib/reader/own.ts';
import { routes } from '#lib/routes.ts';
import { stillPublic } from '../withdrawn.ts';
import type { Actions, PageServerLoad } from './$types';

const MaterialNameQuery = graphql(`
  query ComplainOf($slug: String!) {
    material(slug: $slug) {
      slug
      title
    }
    viewer {
      shortName
    }
    bookmarked(materials: [$slug])
  }
`);

const Complain = graphql(`
  mutation Complain($input: ComplainInput!) {
    complain(input: $input)
  }
`);

export const load: PageServerLoad = async ({ params, url, locals, cookies }) => {
  const visit = { url, locals, cookies };
  const { material } = await stillPublic(locals.client, params.slug, () =>
    askAsMember(visit, MaterialNameQuery, { slug: params.slug }),
  );
  if (!material) error(404, notFound());
  return { material, post: url.searchParams.get('post'), sent: url.searchParams.has('sent') };
};

export const actions: Actions = {
  default: async (event) => {
    const fields = await event.request.formData();
    const text = (name: string) => String(fields.get(name) ?? '');
    const typed = { reason: text('reason'), body: text('body') };
    const reason = Object.keys(complaintReason).find((one) => one === typed.reason) ?? 'OTHER';
    const input = {
      ...{ material: event.params.slug, post: text('post') || null },
      ...{ reason: reason as ComplaintReason, body: typed.body },
    };
    const { refusal } = await actAsMember(event, Complain, { input });
    if (refusal) return fail(400, { refusal, typed });
    const page = routes.complain(event.params.slug, input.post ?? undefined);
    redirect(303, `${page}${input.post ? '&' : '?'}sent`);
  },
};
