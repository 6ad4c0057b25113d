/** How any change of a meeting goes: by those who keep it, on the meeting that was looked at, with a line of the trail. */
import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import { requireMember } from '../../directory/role.js';
import type { Actor, Member } from '../../platform/actor.js';
import { AuditEvent } from '../../platform/audit-event.entity.js';
import { Conflict, Forbidden, NotFound } from '../../platform/errors.js';
import { inTransaction } from '../../platform/transaction.js';
import { isUuid } from '../../platform/uuid.js';
import { isChair, isSecretary } from '../council.policy.js';
import { Meeting, type MeetingStatus } from './meeting.entity.js';
import type { MeetingChangeInput } from './meeting.input.js';
import { POPULATED } from './meeting.reads.js';

/** @throws Forbidden for all but the secretary and the chair; members only look on */
export function requireKeeper(actor: Actor): Member {
  const member = requireMember(actor);
  if (!isSecretary(member) && !isChair(member)) throw new Forbidden();
  return member;
}

/**
 * Changes a meeting that is in one of the states.
 * @returns its id
 * @throws Forbidden, NotFound, Conflict when it is in another state or somebody else has changed it
 */
export async function changeMeeting(
  shared: EntityManager,
  actor: Actor,
  { id, expectedVersion }: MeetingChangeInput,
  states: readonly MeetingStatus[],
  work: (em: EntityManager, meeting: Meeting, member: Member) => Promise<void>,
): Promise<string> {
  const member = requireKeeper(actor);
  return inTransaction(shared, async (em) => {
    const meeting = await lockMeeting(em, id, expectedVersion);
    meeting.demand(...states);
    await work(em, meeting, member);
    return meeting.id;
  });
}

/** Locks a meeting as it was looked at. @throws NotFound, Conflict */
export async function lockMeeting(em: EntityManager, id: string, expectedVersion: number): Promise<Meeting> {
  const meeting = isUuid(id) && (await em.findOne(Meeting, id, { lockMode: LockMode.PESSIMISTIC_WRITE }));
  if (!meeting) throw new NotFound();
  if (meeting.version !== expectedVersion) throw new Conflict();
  await em.populate(meeting, POPULATED);
  return meeting;
}

/** Writes a line of the audit trail about a meeting. */
export function audit(
  em: EntityManager,
  { accountId }: Member,
  action: string,
  { id }: Meeting,
  data: Record<string, unknown> = {},
): void {
  em.create(AuditEvent, { actor: accountId, action, subjectType: 'meeting', subjectId: id, data });
}
