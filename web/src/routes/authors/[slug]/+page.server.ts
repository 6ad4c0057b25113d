import { error } from '@sveltejs/kit';
import { materialCard } from '#lib/components/material-card.ts';
import { experienceCard } from '#lib/experience/card.ts';
import { ask, notFound } from '#lib/graphql/ask.ts';
import { graphql } from '#lib/graphql/graphql.ts';
import { follows } from '#lib/reader/follows.ts';
import type { PageServerLoad } from './$types';

const AuthorQuery = graphql(
  `
    query Author($slug: String!) {
      author(slug: $slug) {
        slug
        fullName
        position
        qualification
        bio
        materialCount
        levels
        subjects {
          title
        }
        organization {
          slug
          shortName
        }
      }
      experienceAddresses(first: 6, filter: { author: $slug }) {
        nodes {
          ...ExperienceCard
        }
      }
      searchMaterials(filter: { authors: [$slug] }, sort: NEWEST, pageSize: 12) {
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
  const { author, searchMaterials, experienceAddresses } = await ask(locals.client, AuthorQuery, {
    slug: params.slug,
  });
  if (!author) error(404, notFound());
  const followed = await follows({ locals, cookies }, 'AUTHOR', params.slug);
  return {
    author,
    materials: searchMaterials.hits.map((hit) => hit.material),
    experiences: experienceAddresses.nodes,
    followed,
  };
};
