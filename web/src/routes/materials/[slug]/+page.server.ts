import { error } from '@sveltejs/kit';
import { ask, notFound } from '#lib/graphql/ask.ts';
import { readPlace, startAfter } from './place.ts';
import { MaterialQuery, type Passage, TranscriptQuery } from './queries.ts';
import { captionsOf } from './viewer/page-text.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, url, locals }) => {
  const place = readPlace(url.searchParams);
  const variables = { slug: params.slug, file: place.file, after: startAfter(place) };
  const { material } = await ask(locals.client, MaterialQuery, variables);
  if (!material) error(404, notFound());
  const { file } = material;
  const spoken = file && (file.viewer === 'VIDEO' || file.viewer === 'AUDIO');
  const captions = spoken ? captionsOf(file, material.files)[0]?.id : undefined;
  let transcript: Passage[] = [];
  if (captions) {
    const spokenIn = await ask(locals.client, TranscriptQuery, { slug: params.slug, captions });
    transcript = [...(spokenIn.material?.file?.passages ?? []), ...(spokenIn.material?.file?.rest ?? [])];
  }
  return { material, place, transcript };
};
