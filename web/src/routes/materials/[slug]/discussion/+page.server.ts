import { error, fail, redirect } from '@sveltejs/kit';
import type { Answer } from '#lib/graphql/act.ts';
import { notFound } from '#lib/graphql/ask.ts';
import { actAsMember, askOwn } from '#lib/reader/own.ts';
import { routes } from '#lib/routes.ts';
import {
  AddComment,
  DiscussionQuery,
  EditComment,
  EditUseReport,
  HidePost,
  OwnRatingQuery,
  Rate,
  ReportUse,
  ShowPost,
} from './queries.ts';
import { askOfMaterial } from '../withdrawn.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ params, url, locals, cookies }) => {
  const { slug } = params;
  const reports = url.searchParams.get('reports');
  const comments = url.searchParams.get('comments');
  const { material } = await askOfMaterial(locals.client, DiscussionQuery, { slug, reports, comments });
  if (!material) error(404, notFound());
  const own = await askOwn({ locals, cookies }, OwnRatingQuery, { slug });
  return {
    material,
    viewer: own?.viewer ?? null,
    stars: own?.ownRating ?? null,
    hidden: url.searchParams.get('hidden'),
    write: url.searchParams.has('write'),
  };
};

/** The text fields of a form. */
async function typedIn({ request }: RequestEvent): Promise<Record<string, string>> {
  const fields = await request.formData();
  return Object.fromEntries([...fields].map(([name, value]) => [name, String(value)]));
}

/** Leads to the post that was written, or gives the form back with what was typed. */
function settle<Result>(
  { params }: RequestEvent,
  answer: Answer<Result>,
  typed: Record<string, string>,
  place: (data: Result) => string,
) {
  const { refusal } = answer;
  if (refusal) return fail(refusal.code === 'CONFLICT' ? 409 : 400, { refusal, typed, of: typed.id ?? '' });
  redirect(303, routes.discussion(params.slug!) + place(answer.data!));
}

const reportFrom = (typed: Record<string, string>) => ({
  usedOn: /^\d{4}-\d\d-\d\d$/.test(typed.usedOn ?? '') ? typed.usedOn! : '9999-12-31',
  className: typed.className ?? '',
  body: typed.report ?? '',
  variant: typed.variant || null,
});

export const actions: Actions = {
  report: async (event) => {
    const typed = await typedIn(event);
    const input = { material: event.params.slug, ...reportFrom(typed) };
    const answer = await actAsMember(event, ReportUse, { input });
    return settle(event, answer, { ...typed, id: 'report' }, (data) => `#post-${data.reportUse.id}`);
  },
  editReport: async (event) => {
    const typed = await typedIn(event);
    const input = { id: typed.id ?? '', expectedVersion: Number(typed.version) || 0, ...reportFrom(typed) };
    const answer = await actAsMember(event, EditUseReport, { input });
    return settle(event, answer, typed, (data) => `#post-${data.editUseReport.id}`);
  },
  comment: async (event) => {
    const typed = await typedIn(event);
    const answer = await actAsMember(event, AddComment, {
      material: event.params.slug,
      body: typed.comment ?? '',
    });
    return settle(event, answer, { ...typed, id: 'comment' }, (data) => `#post-${data.addComment.id}`);
  },
  editComment: async (event) => {
    const typed = await typedIn(event);
    const input = {
      ...{ id: typed.id ?? '', expectedVersion: Number(typed.version) || 0 },
      body: typed.comment ?? '',
    };
    const answer = await actAsMember(event, EditComment, { input });
    return settle(event, answer, typed, (data) => `#post-${data.editComment.id}`);
  },
  hide: async (event) => {
    const typed = await typedIn(event);
    const { id = '', reason } = typed;
    const answer = await actAsMember(event, HidePost, { id, reason: reason ?? null });
    return settle(event, answer, typed, () => `?hidden=${encodeURIComponent(id)}`);
  },
  show: async (event) => {
    const typed = await typedIn(event);
    const { id = '' } = typed;
    const answer = await actAsMember(event, ShowPost, { id });
    return settle(event, answer, typed, () => `#post-${id}`);
  },
  rate: async (event) => {
    const typed = await typedIn(event);
    const stars = Number(typed.stars) || null;
    const answer = await actAsMember(event, Rate, { material: event.params.slug, stars });
    return settle(event, answer, { ...typed, id: 'rating' }, () => '#rating');
  },
};
