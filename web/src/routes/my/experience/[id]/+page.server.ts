import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import type { VariablesOf } from '#lib/graphql/graphql.ts';
import { notFound } from '#lib/graphql/ask.ts';
import { actAsMember, askAsMember } from '#lib/reader/own.ts';
import { routes } from '#lib/routes.ts';
import type { Actions, PageServerLoad } from './$types';
import { ChoicesQuery, Delete, ExperienceDraftQuery, Save, Submit } from './queries.ts';

type Input = VariablesOf<typeof Save>['input'];
/** The address under which a description begins. */
const NEW = 'new';

export const load: PageServerLoad = async ({ params, url, locals, cookies }) => {
  const visit = { url, locals, cookies };
  const experience =
    params.id === NEW
      ? null
      : (await askAsMember(visit, ExperienceDraftQuery, { id: params.id })).experienceDraft;
  if (params.id !== NEW && !experience) error(404, notFound());
  const { priorityThemes, myMaterials } = await askAsMember(visit, ChoicesQuery, {});
  return {
    experience,
    themes: priorityThemes.filter(({ status }) => status === 'ACTIVE'),
    materials: myMaterials.nodes.flatMap(({ slug, published }) =>
      slug && published ? [{ value: slug, label: published.title }] : [],
    ),
    saved: url.searchParams.has('saved'),
  };
};

async function read({ request, params }: RequestEvent<{ id: string }>) {
  const form = await request.formData();
  const text = (name: string) => String(form.get(name) ?? '').trim();
  const texts = {
    ...{ title: text('title'), duration: text('duration'), relevance: text('relevance'), aim: text('aim') },
    ...{ leadingIdea: text('leadingIdea'), technology: text('technology'), results: text('results') },
  };
  const choices = {
    ...{ theme: text('theme') || null, level: (text('level') || null) as NonNullable<Input['level']> | null },
    materials: form.getAll('materials').map(String),
  };
  // one that was begun here and refused has an id already, under the same address
  const id = text('id') || (params.id === NEW ? null : params.id);
  const seen = { id, expectedVersion: id ? Number(text('expectedVersion')) : null };
  return { seen, typed: { ...texts, ...choices } };
}

/** Saves what was typed; gives back what stands then, or the refusal with all that was typed. */
async function save(event: RequestEvent<{ id: string }>) {
  const { seen, typed } = await read(event);
  const input: Input = { ...seen, ...typed };
  const { data, refusal } = await actAsMember(event, Save, { input });
  if (refusal) return { refused: refuse(refusal, typed) };
  return { saved: data.saveExperience, typed };
}

const refuse = <Typed>(
  { code, message, fields }: { code: string; message: string; fields: Readonly<Record<string, string>> },
  typed: Typed,
  saved?: { id: string; expectedVersion: number },
) => fail(code === 'CONFLICT' ? 409 : 400, { message, fields, typed, saved });

export const actions: Actions = {
  save: async (event) => {
    const { saved, refused } = await save(event);
    if (!saved) return refused;
    redirect(303, `${routes.ownExperience(saved.id)}?saved`);
  },
  submit: async (event) => {
    const { saved, typed, refused } = await save(event);
    if (!saved) return refused;
    const input = { id: saved.id, expectedVersion: saved.version };
    const { refusal } = await actAsMember(event, Submit, { input });
    // it is saved all the same: the form goes on from there
    if (refusal) return refuse(refusal, typed, input);
    redirect(303, routes.ownExperience(saved.id));
  },
  delete: async (event) => {
    const { seen, typed } = await read(event);
    const input = { id: seen.id ?? '', expectedVersion: seen.expectedVersion ?? 0 };
    const { refusal } = await actAsMember(event, Delete, { input });
    if (refusal) return refuse(refusal, typed);
    redirect(303, `${routes.ownExperiences()}?deleted`);
  },
};
