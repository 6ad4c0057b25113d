import { error } from '@sveltejs/kit';
import { ask, notFound } from '#lib/graphql/ask.ts';
import { askOwn } from '#lib/reader/own.ts';
import { readPlace, startAfter } from '#lib/viewer/place.ts';
import type { Passage } from '#lib/viewer/files.ts';
import { BookmarkedQuery, MaterialQuery, TranscriptQuery } from './queries.ts';
import { askOfMaterial } from './withdrawn.ts';
import { captionsOf } from '#lib/viewer/page-text.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, url, locals, cookies }) => {
  const place = readPlace(url.searchParams);
  const variables = { slug: params.slug, file: place.file, after: startAfter(place) };
  const { material } = await askOfMaterial(locals.client, MaterialQuery, variables);
  if (!material) error(404, notFound());
  const { file } = material;
  const spoken = file && (file.viewer === 'VIDEO' || file.viewer === 'AUDIO');
  const captions = spoken ? captionsOf(file, material.files)[0]?.id : undefined;
  let transcript: Passage[] = [];
  if (captions) {
    const spokenIn = await ask(locals.client, TranscriptQuery, { slug: params.slug, captions });
    transcript = [...(spokenIn.material?.file?.passages ?? []), ...(spokenIn.material?.file?.rest ?? [])];
  }
  const own = await askOwn({ locals, cookies }, BookmarkedQuery, { slug: params.slug });
  return { material, place, transcript, kept: own && own.bookmarked.length > 0 };
};
