/** What the members of the council are told of when and where it meets, and of what changes in it. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { Account } from '../../directory/account.entity.js';
import { Notification, NotificationKind } from '../../directory/notifications/notification.entity.js';
import type { Member } from '../../platform/actor.js';
import { timeIn } from '../../platform/time-zone.js';
import type { Appointment, Meeting } from './meeting.entity.js';
import { sitting } from './sitting.js';

const { MEETING_PLANNED, MEETING_MOVED, MEETING_CANCELLED } = NotificationKind;

/** Tells of a new meeting. */
export function tellPlanned(em: EntityManager, by: Member, meeting: Meeting): Promise<void> {
  return tell(em, by, meeting, { kind: MEETING_PLANNED, subject: timeOf(meeting), detail: meeting.place });
}

/** Tells of both times, of the place or both of them, and of the reason. @param before as it was until now */
export function tellMoved(
  em: EntityManager,
  by: Member,
  meeting: Meeting,
  before: Appointment,
  reason: string | null,
): Promise<void> {
  const times = fromTo(timeOf(before), timeOf(meeting));
  const detail = [fromTo(before.place, meeting.place), reason].filter(Boolean).join(' · ');
  return tell(em, by, meeting, { kind: MEETING_MOVED, subject: times, detail });
}

/** Tells of the time at which it is not held, and of the reason. */
export function tellCancelled(em: EntityManager, by: Member, meeting: Meeting): Promise<void> {
  const detail = meeting.cancelReason ?? null;
  return tell(em, by, meeting, { kind: MEETING_CANCELLED, subject: timeOf(meeting), detail });
}

/** Tells all who sit in the council today, but for the one who has done it. */
async function tell(
  em: EntityManager,
  { accountId }: Member,
  { id }: Meeting,
  what: Pick<Notification, 'kind' | 'subject'> & { detail: string | null },
): Promise<void> {
  for (const { account } of await sitting(em))
    if (account !== accountId)
      em.create(Notification, {
        ...{ account: em.getReference(Account, account, { wrapped: true }), path: `/council/meetings/${id}` },
        ...what,
      });
}

const timeOf = ({ startsAt, timeZone }: Appointment): string => timeIn(timeZone, startsAt);

/** «Кабинет 12 → Кабинет 14», or once what is the same. */
const fromTo = (from: string, to: string): string => (from === to ? to : `${from} → ${to}`);
