import { materialCard } from '#lib/components/material-card.ts';
import { ask } from '#lib/graphql/ask.ts';
import { graphql } from '#lib/graphql/graphql.ts';
import type { PageServerLoad } from './$types';

const HomeQuery = graphql(
  `
    query Home {
      bank {
        materials
        authors
        organizations
        networks
        files
        downloads
        byKind {
          kind
          count
        }
      }
      priorityThemes {
        slug
        title
        status
        materialCount
        broader {
          slug
        }
      }
      newest: searchMaterials(sort: NEWEST, pageSize: 6) {
        hits {
          material {
            ...MaterialCard
          }
        }
      }
      recommended: searchMaterials(sort: NEWEST, pageSize: 3, filter: { recommended: true }) {
        hits {
          material {
            ...MaterialCard
          }
        }
      }
      networks(first: 6) {
        nodes {
          slug
          name
          kind
          materialCount
        }
      }
    }
  `,
  [materialCard],
);

export const load: PageServerLoad = async ({ locals }) => {
  const { bank, priorityThemes, newest, recommended, networks } = await ask(locals.client, HomeQuery, {});
  return {
    bank,
    themes: priorityThemes.filter((theme) => theme.status === 'ACTIVE' && !theme.broader),
    newest: newest.hits.map((hit) => hit.material),
    recommended: recommended.hits.map((hit) => hit.material),
    networks: networks.nodes,
  };
};
