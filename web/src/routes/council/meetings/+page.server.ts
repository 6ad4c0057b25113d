import { fail, redirect } from '@sveltejs/kit';
import { graphql } from '#lib/graphql/graphql.ts';
import { m } from '#lib/paraglide/messages.js';
import { actAsMember, askAsMember } from '#lib/reader/own.ts';
import { routes } from '#lib/routes.ts';
import type { Actions, PageServerLoad } from './$types';
import { fromMoscow } from './moscow-time.ts';

const MeetingsQuery = graphql(`
  query Meetings {
    councilMeetings {
      id
      status
      startsAt
      place
      protocolNumber
      items {
        id
      }
    }
  }
`);
const PlanMeeting = graphql(`
  mutation PlanMeeting($input: PlanMeetingInput!) {
    planMeeting(input: $input) {
      id
    }
  }
`);

export const load: PageServerLoad = async ({ url, locals, cookies }) => {
  const { councilMeetings } = await askAsMember({ url, locals, cookies }, MeetingsQuery, {});
  const roles = locals.viewer?.roles ?? [];
  return {
    meetings: councilMeetings,
    mayPlan: roles.includes('COUNCIL_SECRETARY') || roles.includes('COUNCIL_CHAIR'),
  };
};

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData();
    const typed = { startsAt: String(form.get('startsAt') ?? ''), place: String(form.get('place') ?? '') };
    const startsAt = fromMoscow(typed.startsAt);
    if (!startsAt)
      return fail(400, { typed, message: m.form_check(), fields: { startsAt: m.meeting_starts() } });
    const { data, refusal } = await actAsMember(event, PlanMeeting, { input: { ...typed, startsAt } });
    if (refusal) return fail(400, { typed, message: refusal.message, fields: refusal.fields });
    redirect(303, routes.councilMeeting(data.planMeeting.id));
  },
};
