import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import type { AnyVariables, TypedDocumentNode } from '@urql/core';
import { UndoThemeChange } from '#lib/council/theme-curation.ts';
import { notFound } from '#lib/graphql/ask.ts';
import { actAsMember, askAsMember } from '#lib/reader/own.ts';
import { m } from '#lib/paraglide/messages.js';
import { routes } from '#lib/routes.ts';
import {
  Activate,
  Approve,
  Close,
  CuratedThemeQuery,
  Describe,
  Merge,
  MergePreviewQuery,
  Pin,
  Place,
  Rename,
  Split,
  SuccessorQuery,
  ThemeMaterialsQuery,
} from './queries.ts';
import type { Actions, PageServerLoad } from './$types';

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

export const load: PageServerLoad = async ({ params, url, locals, cookies }) => {
  if (!UUID.test(params.id)) error(404, { ...notFound(), advice: m.curation_only() });
  const visit = { url, locals, cookies };
  const { themeCuration, themeChanges } = await askAsMember(visit, CuratedThemeQuery, { id: params.id });
  const theme = themeCuration?.themes.find(({ id }) => id === params.id);
  if (!themeCuration || !theme) {
    const { themeSuccessor } = await askAsMember(visit, SuccessorQuery, { id: params.id });
    if (themeSuccessor)
      redirect(303, routes.councilTheme(themeSuccessor, new URLSearchParams({ merged: '' })));
    error(404, { ...notFound(), advice: m.curation_only() });
  }
  const find = url.searchParams.get('find') ?? '';
  const open = theme.status === 'ACTIVE' || theme.status === 'CLOSED';
  const into = themeCuration.themes.find(({ id }) => id === url.searchParams.get('into'));
  const { searchMaterials } = open
    ? await askAsMember(visit, ThemeMaterialsQuery, { slug: theme.slug, find })
    : { searchMaterials: null };
  // a refusal of the preview is told in the form, not instead of the page
  const preview =
    into && theme.viewerCan.join
      ? await locals.client.query(MergePreviewQuery, { id: theme.id, into: into.id }).toPromise()
      : null;
  return {
    ...{ theme, themes: themeCuration.themes, changes: themeChanges, find },
    found: searchMaterials,
    merge: into
      ? {
          into,
          preview: preview?.data?.themeMergePreview ?? null,
          fault: preview?.error?.graphQLErrors[0]?.message,
        }
      : null,
    saved: url.searchParams.has('saved'),
    merged: url.searchParams.has('merged'),
  };
};

type Event = RequestEvent<{ id: string }>;

/** The form of a step, and the theme as it was looked at. */
async function read({ request, params }: Event) {
  const fields = await request.formData();
  const text = (name: string) => String(fields.get(name) ?? '').trim();
  const lines = (name: string) =>
    text(name)
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean);
  const seen = { id: params.id, expectedVersion: Number(text('version')) };
  return { fields, text, lines, seen };
}

/** Asks for a change; gives back what was typed where it is refused. */
async function change<Result, Variables extends AnyVariables>(
  event: Event,
  form: string,
  document: TypedDocumentNode<Result, Variables>,
  variables: Variables,
  typed: Record<string, string> = {},
) {
  const { refusal } = await actAsMember(event, document, variables);
  if (refusal) return fail(refusal.code === 'CONFLICT' ? 409 : 400, { form, refusal, typed });
  redirect(303, `${routes.councilTheme(event.params.id, new URLSearchParams({ saved: '' }))}`);
}

/** The last part of a page's address that was pasted whole. */
function slugOf(address: string): string {
  const last =
    address
      .replace(/[?#].*$/, '')
      .replace(/\/+$/, '')
      .split('/')
      .at(-1) ?? '';
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

export const actions: Actions = {
  describe: async (event) => {
    const { fields, text, lines, seen } = await read(event);
    const names = [
      'description',
      'rationale',
      'altLabels',
      'activeFrom',
      'activeTo',
      'exactMatch',
      'curators',
    ];
    const related = fields.getAll('related').map(String);
    const typed = {
      ...Object.fromEntries(names.map((name) => [name, text(name)])),
      related: related.join(' '),
    };
    const input = {
      ...{ ...seen, description: text('description'), rationale: text('rationale') },
      ...{ altLabels: lines('altLabels'), exactMatch: lines('exactMatch') },
      ...{ activeFrom: text('activeFrom') || null, activeTo: text('activeTo') || null },
      related,
      curators: lines('curators').map(slugOf),
    };
    return change(event, 'describe', Describe, { input }, typed);
  },
  rename: async (event) => {
    const { text, seen } = await read(event);
    const typed = { title: text('title'), shortTitle: text('shortTitle') };
    return change(event, 'rename', Rename, { input: { ...seen, ...typed } }, typed);
  },
  place: async (event) => {
    const { text, seen } = await read(event);
    // where it lies already it keeps its place
    if (text('broader') === text('from')) redirect(303, routes.councilTheme(event.params.id));
    const input = { ...seen, broader: text('broader') || null, position: 9_999 };
    return change(event, 'place', Place, { input }, { broader: text('broader') });
  },
  approve: async (event) => {
    const { text, seen } = await read(event);
    const decision = text('decision');
    return change(event, 'approve', Approve, { input: { ...seen, decision } }, { decision });
  },
  activate: async (event) => change(event, 'state', Activate, { input: (await read(event)).seen }),
  close: async (event) => change(event, 'state', Close, { input: (await read(event)).seen }),
  pin: async (event) => {
    const { fields, seen } = await read(event);
    const chosen = [...fields.getAll('pinned'), ...fields.getAll('material')].map(String);
    return change(event, 'materials', Pin, { input: { ...seen, materials: [...new Set(chosen)] } });
  },
  unpin: async (event) => {
    const { fields, text, seen } = await read(event);
    const materials = fields
      .getAll('pinned')
      .map(String)
      .filter((slug) => slug !== text('unpin'));
    return change(event, 'materials', Pin, { input: { ...seen, materials } });
  },
  split: async (event) => {
    const { fields, text, seen } = await read(event);
    const materials = fields.getAll('material').map(String);
    const typed = {
      ...{ into: text('into'), title: text('title'), shortTitle: text('shortTitle') },
      ...{ material: materials.join(' '), under: fields.has('under') ? 'on' : '' },
    };
    const input = {
      ...{ ...seen, materials, under: fields.has('under') },
      ...(typed.into ? { into: typed.into } : { title: typed.title, shortTitle: typed.shortTitle }),
    };
    if (materials.length === 0) {
      const message = m.curation_choose();
      const refusal = { code: 'BAD_USER_INPUT', message, fields: { materials: message } };
      return fail(400, { form: 'materials', refusal, typed });
    }
    const { refusal } = await actAsMember(event, Split, { input });
    if (!refusal) redirect(303, routes.councilTheme(event.params.id, new URLSearchParams({ saved: '' })));
    // the name of the new theme stands beside that of this one: its fields have names of their own
    const { title, shortTitle, ...faults } = refusal.fields;
    const named = {
      ...faults,
      ...(title && { 'new-title': title }),
      ...(shortTitle && { 'new-short': shortTitle }),
    };
    return fail(refusal.code === 'CONFLICT' ? 409 : 400, {
      form: 'materials',
      refusal: { ...refusal, fields: named },
      typed,
    });
  },
  merge: async (event) => {
    const { text, seen } = await read(event);
    const into = text('into');
    const input = { ...seen, into, expectedVersionOfInto: Number(text('versionOfInto')) };
    const { refusal } = await actAsMember(event, Merge, { input });
    if (refusal) return fail(refusal.code === 'CONFLICT' ? 409 : 400, { form: 'merge', refusal, typed: {} });
    redirect(303, routes.councilTheme(into, new URLSearchParams({ saved: '' })));
  },
  undo: async (event) => {
    const { text } = await read(event);
    const { refusal } = await actAsMember(event, UndoThemeChange, { id: text('change') });
    if (refusal) return fail(refusal.code === 'CONFLICT' ? 409 : 400, { form: 'undo', refusal, typed: {} });
    // what is undone may be this very theme
    redirect(303, routes.councilThemes());
  },
};
