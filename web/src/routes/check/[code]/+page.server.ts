import { error, fail, redirect } from '@sveltejs/kit';
import { act } from '#lib/graphql/act.ts';
import { m } from '#lib/paraglide/messages.js';
import { routes } from '#lib/routes.ts';
import { AnnulMutation, CertificateQuery } from './queries.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, locals }) => {
  const { data, error: failure } = await locals.client
    .query(CertificateQuery, { code: params.code })
    .toPromise();
  if (data?.certificate && !failure) return { certificate: data.certificate };
  if (failure?.graphQLErrors[0]?.extensions.code === 'NOT_FOUND')
    error(404, { message: m.check_unknown(), advice: m.check_unknown_text() });
  error(503, { message: m.error_unavailable(), advice: m.error_unavailable_text() });
};

export const actions: Actions = {
  /** The council or an administrator annuls the certificate. */
  annul: async ({ params, request, locals }) => {
    const reason = String((await request.formData()).get('reason') ?? '');
    const { refusal } = await act(locals.client, AnnulMutation, { code: params.code, reason });
    if (refusal) return fail(400, { reason, refusal });
    redirect(303, routes.certificate(params.code));
  },
};
