import { error, fail, redirect } from '@sveltejs/kit';
import { curatedTheme, themeChange, UndoThemeChange } from '#lib/council/theme-curation.ts';
import { notFound } from '#lib/graphql/ask.ts';
import { graphql } from '#lib/graphql/graphql.ts';
import { actAsMember, askAsMember } from '#lib/reader/own.ts';
import { routes } from '#lib/routes.ts';
import type { Actions, PageServerLoad } from './$types';

const CurationQuery = graphql(
  `
    query ThemeCuration {
      themeCuration {
        themes {
          ...CuratedThemeLine
        }
        viewerCan {
          propose
          edit
          decide
        }
      }
      themeChanges(first: 20) {
        ...ThemeChangeLine
      }
    }
  `,
  [curatedTheme, themeChange],
);
const Propose = graphql(`
  mutation ProposeTheme($input: ProposeThemeInput!) {
    proposeTheme(input: $input) {
      themes {
        id
        title
      }
    }
  }
`);
const Move = graphql(`
  mutation MoveTheme($input: MoveThemeInput!) {
    moveTheme(input: $input) {
      viewerCan {
        edit
      }
    }
  }
`);

export const load: PageServerLoad = async ({ url, locals, cookies }) => {
  const { themeCuration, themeChanges } = await askAsMember({ url, locals, cookies }, CurationQuery, {});
  if (!themeCuration) error(404, notFound());
  return { ...themeCuration, changes: themeChanges };
};

async function read(request: Request) {
  const fields = await request.formData();
  return (name: string) => String(fields.get(name) ?? '').trim();
}

export const actions: Actions = {
  propose: async (event) => {
    const text = await read(event.request);
    const names = ['title', 'shortTitle', 'description', 'rationale'] as const;
    const typed = Object.fromEntries(names.map((name) => [name, text(name)])) as Record<
      (typeof names)[number],
      string
    >;
    const broader = text('broader') || null;
    const { data, refusal } = await actAsMember(event, Propose, { input: { ...typed, broader } });
    if (refusal) return fail(400, { refusal, typed: { ...typed, broader: broader ?? '' } });
    const made = data.proposeTheme.themes.find(({ title }) => title === typed.title);
    redirect(303, made ? routes.councilTheme(made.id) : routes.councilThemes());
  },
  move: async (event) => {
    const text = await read(event.request);
    const [broader = '', position = '0'] = text('to').split(':');
    const seen = { id: text('id'), expectedVersion: Number(text('version')) };
    const input = { ...seen, broader: broader || null, position: Math.max(0, Number(position) || 0) };
    const { refusal } = await actAsMember(event, Move, { input });
    if (refusal) return fail(refusal.code === 'CONFLICT' ? 409 : 400, { refusal });
  },
  undo: async (event) => {
    const text = await read(event.request);
    const { refusal } = await actAsMember(event, UndoThemeChange, { id: text('change') });
    if (refusal) return fail(refusal.code === 'CONFLICT' ? 409 : 400, { refusal });
  },
};
