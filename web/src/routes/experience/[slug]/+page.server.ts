import { error } from '@sveltejs/kit';
import { day } from '#lib/format.ts';
import { ask, notFound } from '#lib/graphql/ask.ts';
import { graphql } from '#lib/graphql/graphql.ts';
import { m } from '#lib/paraglide/messages.js';
import type { PageServerLoad } from './$types';

const ExperienceQuery = graphql(`
  query Experience($slug: String!) {
    experienceAddress(slug: $slug) {
      slug
      title
      personName
      post
      author
      organization {
        slug
        title
      }
      theme {
        slug
        title
      }
      level
      relevance
      aim
      duration
      leadingIdea
      technology
      results
      materials {
        slug
        title
      }
      protocolNumber
      protocolDate
    }
    withdrawnExperience(slug: $slug) {
      withdrawnAt
      reason
    }
  }
`);

export const load: PageServerLoad = async ({ params, locals }) => {
  const { experienceAddress, withdrawnExperience } = await ask(locals.client, ExperienceQuery, {
    slug: params.slug,
  });
  if (withdrawnExperience)
    error(410, {
      message: m.experience_gone({ day: day(withdrawnExperience.withdrawnAt) }),
      advice: withdrawnExperience.reason,
    });
  if (!experienceAddress) error(404, notFound());
  return { experience: experienceAddress };
};
