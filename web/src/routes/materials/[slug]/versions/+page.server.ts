import { error } from '@sveltejs/kit';
import { notFound } from '#lib/graphql/ask.ts';
import { askOfMaterial } from '../withdrawn.ts';
import { VersionsQuery } from './queries.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, locals }) => {
  const { material } = await askOfMaterial(locals.client, VersionsQuery, { slug: params.slug });
  if (!material) error(404, notFound());
  return { material };
};
