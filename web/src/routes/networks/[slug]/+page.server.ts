import { error } from '@sveltejs/kit';
import { materialCard } from '#lib/components/material-card.ts';
import { ask, notFound } from '#lib/graphql/ask.ts';
import { graphql } from '#lib/graphql/graphql.ts';
import { follows } from '#lib/reader/follows.ts';
import type { PageServerLoad } from './$types';

const NetworkQuery = graphql(
  `
    query Network($slug: String!) {
      network(slug: $slug) {
        slug
        name
        kind
        status
        basis
        description
        materialCount
        territory {
          name
          region
        }
        moderator {
          slug
          fullName
        }
        members {
          organization {
            slug
            shortName
          }
          coordinator {
            shortName
          }
          joinedAt
        }
      }
      searchMaterials(filter: { networks: [$slug] }, sort: NEWEST, pageSize: 12) {
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

export const load: PageServerLoad = async ({ params, locals, cookies }) => {
  const { network, searchMaterials } = await ask(locals.client, NetworkQuery, { slug: params.slug });
  if (!network) error(404, notFound());
  const followed = await follows({ locals, cookies }, 'NETWORK', params.slug);
  return { network, materials: searchMaterials.hits.map((hit) => hit.material), followed };
};
