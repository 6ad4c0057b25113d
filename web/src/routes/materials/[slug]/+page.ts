import { error } from '@sveltejs/kit';
import { ask } from '#lib/graphql/ask.ts';
import { m } from '#lib/paraglide/messages.js';
import { readPlace, startAfter } from './place.ts';
import { MaterialQuery } from './queries.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params, url, parent }) => {
  const place = readPlace(url.searchParams);
  const { client } = await parent();
  const variables = { slug: params.slug, file: place.file, after: startAfter(place) };
  const { material } = await ask(client, MaterialQuery, variables);
  if (!material) error(404, m.error_not_found());
  return { material, place };
};
