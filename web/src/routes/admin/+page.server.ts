import { error, redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { routes } from '#lib/routes.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { viewer }, url }) => {
  if (!viewer) redirect(303, routes.signIn(url.pathname));
  if (!viewer.roles.includes('ADMIN')) error(403, m.admin_only());
};
