import { ask } from '#lib/graphql/ask.ts';
import { graphql } from '#lib/graphql/graphql.ts';
import type { PageServerLoad } from './$types';

const CallsQuery = graphql(`
  query MaterialCalls {
    materialCalls {
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
  }
`);

export const load: PageServerLoad = async ({ locals }) => {
  const { materialCalls } = await ask(locals.client, CallsQuery, {});
  const roles = locals.viewer?.roles ?? [];
  return { calls: materialCalls, mayOpen: roles.some((role) => role.startsWith('COUNCIL_')) };
};
