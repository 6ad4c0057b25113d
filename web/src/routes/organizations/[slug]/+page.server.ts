import { error } from '@sveltejs/kit';
import { materialCard } from '#lib/components/material-card.ts';
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
      searchMaterials(filter: { organizations: [$slug] }, sort: NEWEST, pageSize: 12) {
        hits {
          material {
            ...MaterialCard
          }
        }
      }
    }
  `,
  [materialCard],
);

export const load: PageServerLoad = async ({ params, locals }) => {
  const { organization, searchMaterials } = await ask(locals.client, OrganizationQuery, {
    slug: params.slug,
  });
  if (!organization) error(404, notFound());
  return { organization, materials: searchMaterials.hits.map((hit) => hit.material) };
};
