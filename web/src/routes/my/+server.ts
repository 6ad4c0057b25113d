import { redirect } from '@sveltejs/kit';
import { routes } from '#lib/routes.ts';
import type { RequestHandler } from './$types';

/** Who shortens an address to its first part comes to the first of the own pages. */
export const GET: RequestHandler = () => redirect(307, routes.ownMaterials());
