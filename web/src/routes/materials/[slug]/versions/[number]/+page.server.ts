import { error, redirect } from '@sveltejs/kit';
import { notFound } from '#lib/graphql/ask.ts';
import { routes } from '#lib/routes.ts';
import { readPlace, startAfter } from '#lib/viewer/place.ts';
import { askOfMaterial } from '../../withdrawn.ts';
import { VersionQuery } from '../queries.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, url, locals }) => {
  const { slug } = params;
  if (!/^[1-9]\d{0,5}$/.test(params.number)) error(404, notFound());
  const place = readPlace(url.searchParams);
  const { material } = await askOfMaterial(locals.client, VersionQuery, {
    ...{ slug, version: Number(params.number), file: place.file, after: startAfter(place) },
  });
  if (!material) error(404, notFound());
  const [present] = material.versions;
  if (present?.number === material.versionNumber) redirect(302, routes.material(slug));
  return { material, place };
};
