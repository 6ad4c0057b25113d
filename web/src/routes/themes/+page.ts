import { ask } from '#lib/graphql/ask.ts';
import { graphql } from '#lib/graphql/graphql.ts';
import type { PageLoad } from './$types';

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

export const load: PageLoad = async ({ parent }) => {
  const { client } = await parent();
  const { priorityThemes } = await ask(client, ThemesQuery, {});
  return { themes: priorityThemes.filter((theme) => !theme.broader) };
};
