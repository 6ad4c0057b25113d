import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { instantIn, isZone } from '#lib/council/zone-time.ts';
import { graphql } from '#lib/graphql/graphql.ts';
import { m } from '#lib/paraglide/messages.js';
import { routes } from '#lib/routes.ts';
import { change, read } from './step.ts';

const Move = graphql(`
  mutation MoveMeeting($input: MoveMeetingInput!) {
    moveMeeting(input: $input) {
      id
    }
  }
`);
const Cancel = graphql(`
  mutation CancelMeeting($input: CancelMeetingInput!) {
    cancelMeeting(input: $input) {
      id
    }
  }
`);
type Event = RequestEvent<{ id: string }>;

/** Gives the meeting another time or place. */
export async function postpone(event: Event) {
  const { text, seen } = await read(event);
  const asked = { timeZone: text('timeZone'), place: text('place'), reason: text('reason') };
  const typed = { ...asked, startsAt: text('startsAt'), form: 'postpone' };
  const refuse = (fields: Record<string, string>) => fail(400, { message: m.form_check(), fields, typed });
  if (!isZone(asked.timeZone)) return refuse({ timeZone: m.meeting_zone_fault() });
  const startsAt = instantIn(asked.timeZone, typed.startsAt);
  if (!startsAt) return refuse({ startsAt: m.meeting_starts_fault() });
  const refused = await change(event, Move, { input: { ...seen, ...asked, startsAt } }, typed);
  if (refused) return refused;
  redirect(303, `${routes.councilMeeting(seen.id)}?moved`);
}

/** Calls the meeting off. */
export async function cancel(event: Event) {
  const { text, seen } = await read(event);
  const reason = text('reason');
  return change(event, Cancel, { input: { ...seen, reason } }, { reason, form: 'cancel' });
}
