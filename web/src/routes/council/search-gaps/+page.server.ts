import { periodOf } from '#lib/council/periods.ts';
import { dayIn } from '#lib/format.ts';
import { graphql } from '#lib/graphql/graphql.ts';
import { fail } from '@sveltejs/kit';
import { actAsMember, askAsMember } from '#lib/reader/own.ts';
import type { Actions, PageServerLoad } from './$types';

const GapsQuery = graphql(`
  query SearchGaps($days: Int!) {
    searchGaps(days: $days, first: 100) {
      total
      askedOnce
      nothing
      unopened
      nodes {
        query
        nothing
        unopened
        lastDay
        days {
          day
          count
        }
        themes {
          slug
          shortTitle
        }
      }
    }
    materialRequests(days: $days, first: 100) {
      id
      text
      kind
      level
      day
      themes {
        slug
        shortTitle
      }
    }
  }
`);
const DismissRequest = graphql(`
  mutation DismissRequest($id: ID!) {
    dismissMaterialRequest(id: $id)
  }
`);

export const load: PageServerLoad = async ({ url, locals, cookies }) => {
  const days = periodOf(url.searchParams);
  const { searchGaps, materialRequests } = await askAsMember({ url, locals, cookies }, GapsQuery, { days });
  return { days, gaps: searchGaps, requests: materialRequests, today: dayIn(new Date()) };
};

export const actions: Actions = {
  dismiss: async (event) => {
    const form = await event.request.formData();
    const { refusal } = await actAsMember(event, DismissRequest, { id: String(form.get('id') ?? '') });
    // somebody else was quicker: it is gone all the same
    if (refusal && refusal.code !== 'NOT_FOUND') return fail(400, { message: refusal.message });
    return { dismissed: true, message: '' };
  },
};
