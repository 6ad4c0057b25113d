import { fail, redirect } from '@sveltejs/kit';
import { inAddress } from '#lib/address.ts';
import { act } from '#lib/graphql/act.ts';
import { graphql } from '#lib/graphql/graphql.ts';
import { type EducationLevel, kindLabel, levelLabel, type MaterialKind } from '#lib/labels/material.ts';
import { routes } from '#lib/routes.ts';
import type { Actions, PageServerLoad } from './$types';

const RequestMaterial = graphql(`
  mutation RequestMaterial($input: MaterialRequestInput!) {
    requestMaterial(input: $input)
  }
`);

/** A value that an address or a form names, as `lesson-plan` or `LESSON_PLAN`. */
const named = <T extends string>(values: Record<T, unknown>, given: string | null): T | null =>
  (Object.keys(values) as T[]).find((value) => value === given || inAddress(value) === given) ?? null;

/** What is said, in an address or a form. */
function read(get: (name: string) => string | null): {
  text: string;
  kind: MaterialKind | null;
  level: EducationLevel | null;
} {
  return {
    text: get('text') ?? get('q') ?? '',
    kind: named(kindLabel, get('kind')),
    level: named(levelLabel, get('level')),
  };
}

export const load: PageServerLoad = ({ url }) => ({
  said: read((name) => url.searchParams.get(name)),
  sent: url.searchParams.has('sent'),
});

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const form = await request.formData();
    const typed = read((name) => (form.has(name) ? String(form.get(name)) : null));
    const { refusal } = await act(locals.client, RequestMaterial, { input: typed });
    if (refusal) return fail(400, { typed, message: refusal.message, fields: refusal.fields });
    redirect(303, routes.missing(new URLSearchParams({ sent: '' })));
  },
};
