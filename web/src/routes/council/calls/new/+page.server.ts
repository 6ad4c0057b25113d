import { error, fail, redirect } from '@sveltejs/kit';
import { dayIn } from '#lib/format.ts';
import { onceKey } from '#lib/forms/once.server.ts';
import { graphql, type VariablesOf } from '#lib/graphql/graphql.ts';
import { kindLabel, levelLabel } from '#lib/labels/material.ts';
import { m } from '#lib/paraglide/messages.js';
import { actAsMember, askAsMember } from '#lib/reader/own.ts';
import { routes } from '#lib/routes.ts';
import type { Actions, PageServerLoad } from './$types';

const ThemesQuery = graphql(`
  query CallThemes {
    viewer {
      id
      roles {
        role
      }
    }
    priorityThemes {
      slug
      title
      status
    }
  }
`);
const OpenCall = graphql(`
  mutation OpenCall($input: OpenCallInput!) {
    openCall(input: $input) {
      id
    }
  }
`);
type Input = VariablesOf<typeof OpenCall>['input'];

/** What an address names of some values, as `lesson-plan`. */
const named = <T extends string>(values: readonly T[], given: readonly string[]): T[] => {
  const names = given.map((value) => value.toUpperCase().replaceAll('-', '_'));
  return values.filter((value) => names.includes(value));
};
const kinds = Object.keys(kindLabel) as NonNullable<Input['kinds']>;
const levels = Object.keys(levelLabel) as NonNullable<Input['levels']>;
/** Days that a call stays open when nothing else is said. */
const usual = 60;

export const load: PageServerLoad = async ({ url, locals, cookies }) => {
  const { viewer, priorityThemes } = await askAsMember({ url, locals, cookies }, ThemesQuery, {});
  if (!viewer?.roles.some(({ role }) => role.startsWith('COUNCIL_'))) error(403, m.call_council_only());
  return {
    themes: priorityThemes.filter(({ status }) => status === 'ACTIVE'),
    // of one page: a button pressed twice opens one call
    pressed: crypto.randomUUID(),
    place: {
      theme: url.searchParams.get('theme') ?? '',
      kinds: named(kinds, url.searchParams.getAll('kind')) as readonly string[],
      levels: named(levels, url.searchParams.getAll('level')) as readonly string[],
      text: '',
      until: dayIn(new Date(Date.now() + usual * 86_400_000)),
    },
  };
};

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData();
    const text = (name: string) => String(form.get(name) ?? '');
    const typed = {
      theme: text('theme'),
      kinds: form.getAll('kinds').map(String),
      levels: form.getAll('levels').map(String),
      text: text('text'),
      until: text('until'),
    };
    const missing = {
      ...(!typed.theme && { theme: m.call_theme_choose() }),
      ...(!/^\d{4}-\d{2}-\d{2}$/.test(typed.until) && { until: m.call_until_hint() }),
    };
    if (Object.keys(missing).length) return fail(400, { typed, message: m.form_check(), fields: missing });
    const idempotencyKey = onceKey(form, typed);
    const input = {
      ...typed,
      idempotencyKey,
      kinds: named(kinds, typed.kinds),
      levels: named(levels, typed.levels),
    };
    const { data, refusal } = await actAsMember(event, OpenCall, { input });
    if (refusal) return fail(400, { typed, message: refusal.message, fields: refusal.fields });
    redirect(303, `${routes.call(data.openCall.id)}?opened`);
  },
};
