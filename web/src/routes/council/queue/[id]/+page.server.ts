import { error, fail, redirect } from '@sveltejs/kit';
import type { TypedDocumentNode } from '@urql/core';
import { rejectionLabel } from '#lib/council/labels.ts';
import { notFound } from '#lib/graphql/ask.ts';
import { actAsMember, askAsMember } from '#lib/reader/own.ts';
import { routes } from '#lib/routes.ts';
import { readPlace, startAfter } from '#lib/viewer/place.ts';
import {
  AcceptMinor,
  Bring,
  Cancel,
  Invite,
  Postpone,
  Publish,
  QueuedQuery,
  Reject,
  Replace,
  Return,
} from './queries.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

type Reason = keyof typeof rejectionLabel;

export const load: PageServerLoad = async ({ params, url, locals, cookies }) => {
  const place = readPlace(url.searchParams);
  const { ownMaterial, materialReview } = await askAsMember({ url, locals, cookies }, QueuedQuery, {
    ...{ id: params.id, file: place.file, after: startAfter(place) },
  });
  if (!ownMaterial?.draft || !materialReview) error(404, notFound());
  const pressed = crypto.randomUUID();
  return { material: ownMaterial, draft: ownMaterial.draft, reviews: materialReview, place, pressed };
};

/** A form of the page, read once; `typed` comes back when the bank refuses. */
async function read({ request, params }: RequestEvent) {
  const fields = await request.formData();
  const text = (name: string) => String(fields.get(name) ?? '').trim();
  const ofMaterial = { id: params.id, expectedVersion: Number(text('version')) || 0 };
  const ofReview = { id: text('review'), expectedVersion: Number(text('reviewVersion')) || 0 };
  return { fields, text, ofMaterial, ofReview };
}

/** Does one change and shows the page again, or what the bank has against it. */
async function change<Result, Input extends object>(
  event: RequestEvent,
  document: TypedDocumentNode<Result, { input: Input }>,
  input: Input,
  of: string,
  done?: string,
) {
  const { refusal } = await actAsMember<Result, { input: Input }>(event, document, { input });
  if (refusal) return fail(400, { refusal, of, typed: { ...input } as Record<string, unknown> });
  redirect(303, done ?? routes.queued(event.params.id));
}

export const actions: Actions = {
  invite: async (event) => {
    const { fields, text, ofMaterial } = await read(event);
    const input = {
      ...ofMaterial,
      reviewers: fields.getAll('reviewer').map(String),
      dueOn: text('dueOn') || null,
      blind: fields.has('blind'),
    };
    return change(event, Invite, input, 'invite');
  },
  postpone: async (event) => {
    const { text, ofReview } = await read(event);
    return change(event, Postpone, { ...ofReview, dueOn: text('dueOn') }, ofReview.id);
  },
  replace: async (event) => {
    const { text, ofReview } = await read(event);
    return change(event, Replace, { ...ofReview, reviewer: text('reviewer') }, ofReview.id);
  },
  cancel: async (event) => {
    const { ofReview } = await read(event);
    return change(event, Cancel, ofReview, ofReview.id);
  },
  bring: async (event) => {
    const { ofMaterial } = await read(event);
    return change(event, Bring, ofMaterial, 'bring');
  },
  publish: async (event) => {
    const { text, ofMaterial } = await read(event);
    const input = { ...ofMaterial, note: text('note'), idempotencyKey: text('pressed') || null };
    return change(event, Publish, input, 'publish', `${routes.councilQueue()}?done=published`);
  },
  minor: async (event) => {
    const { text, ofMaterial } = await read(event);
    const input = { ...ofMaterial, note: text('note'), idempotencyKey: text('pressed') || null };
    return change(event, AcceptMinor, input, 'publish', `${routes.councilQueue()}?done=published`);
  },
  return: async (event) => {
    const { text, ofMaterial } = await read(event);
    const input = { ...ofMaterial, note: text('note'), dueDate: text('dueDate') };
    return change(event, Return, input, 'return', `${routes.councilQueue()}?done=returned`);
  },
  reject: async (event) => {
    const { text, ofMaterial } = await read(event);
    const input = { ...ofMaterial, note: text('note'), reason: text('reason') as Reason };
    return change(event, Reject, input, 'reject', `${routes.councilQueue()}?done=rejected`);
  },
};
