import { error } from '@sveltejs/kit';
import { materialCard } from '#lib/components/material-card.ts';
import { experienceCard } from '#lib/experience/card.ts';
import { ask, notFound } from '#lib/graphql/ask.ts';
import { graphql } from '#lib/graphql/graphql.ts';
import type { PageServerLoad } from './$types';

const OrganizationQuery = graphql(
  `
    query Organization($slug: String!) {
      organization(slug: $slug) {
        slug
        shortName
        fullName
        kind
        site
        isPartner
        materialCount
        territory {
          name
          region
        }
        networks {
          slug
          name
          kind
        }
        authors(first: 50) {
          slug
          fullName
          position
          materialCount
        }
      }
      experienceAddresses(first: 6, filter: { organization: $slug }) {
        nodes {
          ...ExperienceCard
        }
      }
      searchMaterials(filter: { organizations: [$slug] }, sort: NEWEST, pageSize: 12) {
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

export const load: PageServerLoad = async ({ params, locals }) => {
  const { organization, searchMaterials, experienceAddresses } = await ask(locals.client, OrganizationQuery, {
    slug: params.slug,
  });
  if (!organization) error(404, notFound());
  return {
    organization,
    materials: searchMaterials.hits.map((hit) => hit.material),
    experiences: experienceAddresses.nodes,
  };
};
