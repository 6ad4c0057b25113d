import { error, redirect } from '@sveltejs/kit';
import { materialCard } from '#lib/components/material-card.ts';
import { experienceCard } from '#lib/experience/card.ts';
import { ask, notFound } from '#lib/graphql/ask.ts';
import { graphql } from '#lib/graphql/graphql.ts';
import { follows } from '#lib/reader/follows.ts';
import { routes } from '#lib/routes.ts';
import type { PageServerLoad } from './$types';

const ThemeQuery = graphql(
  `
    query Theme($slug: String!) {
      priorityTheme(slug: $slug) {
        slug
        title
        altLabels
        description
        rationale
        status
        activeFrom
        materialCount
        decision
        curators {
          slug
          title
        }
        pinned {
          slug
          title
          kind
          annotation
        }
        broader {
          slug
          title
        }
        narrower {
          slug
          title
          materialCount
        }
        related {
          slug
          title
          materialCount
        }
      }
      materialCalls(theme: $slug, open: true) {
        id
        kinds
        levels
        open
        until
        came
        published
        theme {
          title
        }
      }
      experienceAddresses(first: 6, filter: { theme: $slug }) {
        nodes {
          ...ExperienceCard
        }
      }
      searchMaterials(filter: { themes: [$slug] }, sort: NEWEST, pageSize: 12) {
        hits {
          material {
            ...MaterialCard
          }
        }
      }
    }
  `,
  [materialCard, experienceCard],
);

export const load: PageServerLoad = async ({ params, locals, cookies }) => {
  const { priorityTheme, searchMaterials, materialCalls, experienceAddresses } = await ask(
    locals.client,
    ThemeQuery,
    { slug: params.slug },
  );
  if (!priorityTheme) error(404, notFound());
  // renamed or merged since; not for ever: a browser would remember that, and the change may be taken back
  if (priorityTheme.slug !== params.slug) redirect(307, routes.theme(priorityTheme.slug));
  const followed = await follows({ locals, cookies }, 'THEME', params.slug);
  return {
    theme: priorityTheme,
    materials: searchMaterials.hits.map((hit) => hit.material),
    calls: materialCalls,
    experiences: experienceAddresses.nodes,
    followed,
  };
};
