import { ask } from '#lib/graphql/ask.ts';
import { graphql } from '#lib/graphql/graphql.ts';
import type { PageServerLoad } from './$types';

const ThemesQuery = graphql(`
  query Themes {
    priorityThemes {
      slug
      title
      description
      status
      materialCount
      broader {
        slug
      }
      narrower {
        slug
        title
      }
    }
  }
`);

export const load: PageServerLoad = async ({ locals }) => {
  const { priorityThemes } = await ask(locals.client, ThemesQuery, {});
  return { themes: priorityThemes.filter((theme) => !theme.broader) };
};
