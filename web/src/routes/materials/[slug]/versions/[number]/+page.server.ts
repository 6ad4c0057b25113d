import { error, fail, redirect } from '@sveltejs/kit';
import { notFound } from '#lib/graphql/ask.ts';
import { actAsMember, askOwn } from '#lib/reader/own.ts';
import { routes } from '#lib/routes.ts';
import { readPlace, startAfter } from '#lib/viewer/place.ts';
import { askOfMaterial } from '../../withdrawn.ts';
import { EraseFile, HideableQuery, HideFile, ShowFile, VersionQuery } from '../queries.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, url, locals, cookies }) => {
  const { slug } = params;
  if (!/^[1-9]\d{0,5}$/.test(params.number)) error(404, notFound());
  const place = readPlace(url.searchParams);
  const { material } = await askOfMaterial(locals.client, VersionQuery, {
    ...{ slug, version: Number(params.number), file: place.file, after: startAfter(place) },
  });
  if (!material) error(404, notFound());
  const [present] = material.versions;
  if (present?.number === material.versionNumber) redirect(302, routes.material(slug));
  const own = await askOwn({ cookies, locals }, HideableQuery, { slug, version: Number(params.number) });
  return {
    ...{ material, place, hideable: own?.hideableFiles ?? [] },
    erasable: own?.erasableFiles ?? [],
    ...{ hidden: url.searchParams.has('hidden'), shown: url.searchParams.has('shown') },
    erased: eraseOutcome(url.searchParams.get('erased')),
  };
};

export const actions: Actions = {
  hide: async (event) => {
    const form = await event.request.formData();
    const input = { file: String(form.get('file') ?? ''), reason: String(form.get('reason') ?? '') };
    const { refusal } = await actAsMember(event, HideFile, { input });
    if (refusal) return fail(refusal.code === 'CONFLICT' ? 409 : 400, { refusal, typed: input });
    redirect(303, `${routes.version(event.params.slug, Number(event.params.number))}?hidden`);
  },
  show: async (event) => {
    const file = String((await event.request.formData()).get('file') ?? '');
    const { refusal } = await actAsMember(event, ShowFile, { file });
    if (refusal) return fail(refusal.code === 'NOT_FOUND' ? 404 : 400, { erasing: refusal.message });
    redirect(303, `${routes.version(event.params.slug, Number(event.params.number))}?shown`);
  },
  erase: async (event) => {
    const file = String((await event.request.formData()).get('file') ?? '');
    const { data, refusal } = await actAsMember(event, EraseFile, { file });
    if (refusal) return fail(refusal.code === 'NOT_FOUND' ? 404 : 400, { erasing: refusal.message });
    redirect(
      303,
      `${routes.version(event.params.slug, Number(event.params.number))}?erased=${data.eraseFile}`,
    );
  },
};

/** How many other files have the bytes that were erased here; null where nothing was. */
function eraseOutcome(left: string | null): number | null {
  return left && /^\d{1,6}$/.test(left) ? Number(left) : null;
}
