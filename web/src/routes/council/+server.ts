import { redirect } from '@sveltejs/kit';
import { councilPlaces } from '#lib/council/places.ts';
import { routes } from '#lib/routes.ts';
import type { RequestHandler } from './$types';

/** Who shortens an address to its first part comes to the first of the council's pages that is for them. */
export const GET: RequestHandler = ({ locals }) => {
  const [first] = councilPlaces(locals.viewer?.roles ?? []);
  redirect(307, first?.[0] ?? routes.decisions());
};
