import { error, fail, redirect } from '@sveltejs/kit';
import { notFound } from '#lib/graphql/ask.ts';
import { actAsMember, askAsMember } from '#lib/reader/own.ts';
import { routes } from '#lib/routes.ts';
import { comparedOf } from './compared.ts';
import { ComparisonQuery, ConfirmCurrent, OwnVersionsQuery, StartNewVersion, Withdraw } from './queries.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, url, locals, cookies }) => {
  const visit = { url, locals, cookies };
  const { id } = params;
  const { ownMaterial: material } = await askAsMember(visit, OwnVersionsQuery, { id });
  if (!material) error(404, notFound());
  const numbers = material.versions.map(({ number }) => number);
  const compared = comparedOf(
    ...([url.searchParams, numbers, material.published?.number, material.draft?.number] as const),
  );
  const comparison =
    compared && (await askAsMember(visit, ComparisonQuery, { id, ...compared })).compareVersions;
  const done = url.searchParams.get('done');
  return { material, comparison, done };
};

/** Back to the page, which tells what was done. */
const tell = (id: string, done: string): never =>
  redirect(303, routes.ownVersions(id, new URLSearchParams({ done })));

export const actions: Actions = {
  start: async (event) => {
    const form = await event.request.formData();
    const { id } = event.params;
    const from = Number(form.get('from')) || null;
    const expectedVersion = Number(form.get('expectedVersion'));
    const { refusal } = await actAsMember(event, StartNewVersion, { id, expectedVersion, from });
    if (refusal) return fail(400, { refusal });
    redirect(303, routes.ownMaterial(id));
  },
  confirm: async (event) => {
    const form = await event.request.formData();
    const input = { id: event.params.id, expectedVersion: Number(form.get('expectedVersion')) };
    const { refusal } = await actAsMember(event, ConfirmCurrent, { input });
    if (refusal) return fail(400, { refusal });
    tell(event.params.id, 'current');
  },
  withdraw: async (event) => {
    const form = await event.request.formData();
    const [reason, replacedBy] = ['reason', 'replacedBy'].map((name) => String(form.get(name) ?? '')) as [
      string,
      string,
    ];
    const input = {
      ...{ id: event.params.id, expectedVersion: Number(form.get('expectedVersion')) },
      ...{ reason, replacedBy },
    };
    const { refusal } = await actAsMember(event, Withdraw, { input });
    if (refusal) return fail(400, { refusal, typed: { reason, replacedBy } });
    tell(event.params.id, 'withdrawn');
  },
};
