import { inAddress } from '#lib/address.ts';
import { experienceCard } from '#lib/experience/card.ts';
import { experienceLevelLabel } from '#lib/experience/labels.ts';
import { ask } from '#lib/graphql/ask.ts';
import { graphql } from '#lib/graphql/graphql.ts';
import type { PageServerLoad } from './$types';

const ExperiencesQuery = graphql(
  `
    query Experiences($filter: ExperienceFilter, $after: String) {
      experienceAddresses(first: 30, after: $after, filter: $filter) {
        totalCount
        nodes {
          ...ExperienceCard
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
      priorityThemes {
        slug
        title
      }
    }
  `,
  [experienceCard],
);
type Level = keyof typeof experienceLevelLabel;
const LEVELS = Object.keys(experienceLevelLabel) as Level[];
/** Longest question, characters, as the API takes it. */
const LONGEST = 200;

export const load: PageServerLoad = async ({ url, locals }) => {
  const asked = (name: string) => url.searchParams.get(name)?.trim() || null;
  const query = asked('q')?.slice(0, LONGEST) ?? null;
  const level = LEVELS.find((one) => inAddress(one) === asked('level')) ?? null;
  const [theme, organization, author] = [asked('theme'), asked('organization'), asked('author')];
  const { experienceAddresses, priorityThemes } = await ask(locals.client, ExperiencesQuery, {
    filter: { query, theme, organization, author, levels: level && [level] },
    after: asked('after'),
  });
  const { nodes, totalCount, pageInfo } = experienceAddresses;
  return {
    ...{ query: query ?? '', theme, level, organization, author },
    themes: priorityThemes,
    experiences: nodes,
    total: totalCount,
    next: pageInfo.hasNextPage ? pageInfo.endCursor : null,
  };
};
