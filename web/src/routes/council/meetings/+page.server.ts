import { error, fail, redirect } from '@sveltejs/kit';
import { zoneOfCouncil } from '#lib/council/zone-of-council.ts';
import { instantIn } from '#lib/council/zone-time.ts';
import { onceKey } from '#lib/forms/once.server.ts';
import { notFound } from '#lib/graphql/ask.ts';
import { graphql } from '#lib/graphql/graphql.ts';
import { m } from '#lib/paraglide/messages.js';
import { actAsMember, askAsMember } from '#lib/reader/own.ts';
import { routes } from '#lib/routes.ts';
import type { Actions, PageServerLoad } from './$types';

const MeetingsQuery = graphql(`
  query Meetings {
    councilMeetings {
      id
      status
      startsAt
      timeZone
      place
      protocolNumber
      items {
        id
      }
    }
    councilRules {
      timeZone
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
  const { councilMeetings, councilRules } = await askAsMember({ url, locals, cookies }, MeetingsQuery, {});
  if (!councilRules) error(404, notFound());
  const roles = locals.viewer?.roles ?? [];
  return {
    meetings: councilMeetings,
    zone: councilRules.timeZone,
    // of one page: a button pressed twice plans once
    pressed: crypto.randomUUID(),
    mayPlan: roles.includes('COUNCIL_SECRETARY') || roles.includes('COUNCIL_CHAIR'),
  };
};

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData();
    const typed = { startsAt: String(form.get('startsAt') ?? ''), place: String(form.get('place') ?? '') };
    const startsAt = instantIn(await zoneOfCouncil(event), typed.startsAt);
    if (!startsAt)
      return fail(400, { typed, message: m.form_check(), fields: { startsAt: m.meeting_starts_fault() } });
    const idempotencyKey = onceKey(form, typed);
    const input = { ...typed, startsAt, idempotencyKey };
    const { data, refusal } = await actAsMember(event, PlanMeeting, { input });
    if (refusal) return fail(400, { typed, message: refusal.message, fields: refusal.fields });
    redirect(303, routes.councilMeeting(data.planMeeting.id));
  },
};
