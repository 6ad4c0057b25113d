import { redirect } from '@sveltejs/kit';
import { routes } from '#lib/routes.ts';
import type { PageServerLoad } from './$types';

/** The form leads to the address of the certificate, which can be kept and sent. */
export const load: PageServerLoad = ({ url }) => {
  const code = url.searchParams.get('code')?.replace(/\s+/g, '').slice(0, 100);
  if (code) redirect(303, routes.certificate(code));
};
