import { error, fail, redirect } from '@sveltejs/kit';
import { declineLabel } from '#lib/council/labels.ts';
import { notFound } from '#lib/graphql/ask.ts';
import { actAsMember, askAsMember } from '#lib/reader/own.ts';
import { routes } from '#lib/routes.ts';
import { readPlace, startAfter } from '#lib/viewer/place.ts';
import { Accept, Decline, DeskQuery, Save, Send } from './queries.ts';
import { readWritten, toInput } from './written.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, url, locals, cookies }) => {
  const place = readPlace(url.searchParams);
  const { reviewDesk } = await askAsMember({ url, locals, cookies }, DeskQuery, {
    ...{ id: params.id, file: place.file, after: startAfter(place) },
  });
  if (!reviewDesk) error(404, notFound());
  return { desk: reviewDesk, place, pressed: crypto.randomUUID() };
};

export const actions: Actions = {
  accept: async (event) => {
    const fields = await event.request.formData();
    const input = { id: event.params.id, expectedVersion: Number(fields.get('version')) || 0 };
    const { refusal } = await actAsMember(event, Accept, { input });
    if (refusal) return fail(400, { refusal });
    redirect(303, routes.ownReview(event.params.id));
  },
  decline: async (event) => {
    const fields = await event.request.formData();
    const reason = String(fields.get('reason')) as keyof typeof declineLabel;
    const note = String(fields.get('note') ?? '');
    const input = { id: event.params.id, expectedVersion: Number(fields.get('version')) || 0, reason, note };
    const { refusal } = await actAsMember(event, Decline, { input });
    if (refusal) return fail(400, { refusal, declining: { reason, note } });
    redirect(303, routes.ownReviews());
  },
  save: async (event) => {
    const fields = await event.request.formData();
    const written = readWritten(fields);
    const input = toInput(event.params.id, Number(fields.get('draftVersion')) || 0, written);
    const { data, refusal } = await actAsMember(event, Save, { input });
    if (refusal) return fail(400, { refusal, written });
    return { saved: data.saveReview.draft };
  },
  send: async (event) => {
    const fields = await event.request.formData();
    const written = readWritten(fields);
    const idempotencyKey = String(fields.get('pressed') ?? '') || null;
    const input = toInput(event.params.id, Number(fields.get('draftVersion')) || 0, written);
    const { refusal } = await actAsMember(event, Send, { input: { ...input, idempotencyKey } });
    if (refusal) return fail(400, { refusal, written });
    redirect(303, routes.ownReview(event.params.id));
  },
};
