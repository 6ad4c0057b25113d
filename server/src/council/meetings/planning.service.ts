import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { Actor } from '../../platform/actor.js';
import { InvalidInput } from '../../platform/errors.js';
import { idOnce } from '../../platform/idempotency.js';
import { optionalLine, requiredLine } from '../../platform/plain-text.js';
import { isTimeZone } from '../../platform/time-zone.js';
import { inTransaction, transactionTime } from '../../platform/transaction.js';
import { councilOf } from '../council.entity.js';
import { NO_ZONE } from '../council.service.js';
import { audit, changeMeeting, requireKeeper } from './meeting-change.js';
import { type Appointment, Meeting, MeetingStatus } from './meeting.entity.js';
import { tellCancelled, tellMoved, tellPlanned } from './meeting-telling.js';
import type { CancelMeetingInput, MoveMeetingInput, PlanMeetingInput } from './planning.input.js';

const LINE = 300;
const { PLANNED } = MeetingStatus;

/** What the secretary and the chair do with a meeting before it begins: when and where it is, and whether it is at all. */
export class PlanningService {
  constructor(private readonly orm: MikroORM) {}

  /**
   * Plans a meeting, by the clock of the council, and tells the members of one that lies ahead. A repeat with the same
   * key does nothing.
   */
  async plan(actor: Actor, input: PlanMeetingInput): Promise<string> {
    const member = requireKeeper(actor);
    const place = requiredLine('place', input.place, LINE);
    const { accountId } = member;
    return inTransaction(this.orm.em, async (em) => {
      const once = { accountId, key: input.idempotencyKey, operation: 'meeting.plan' };
      const { id, first } = await idOnce(em, once);
      if (!first) return id;
      const { timeZone } = await councilOf(em);
      const meeting = em.create(Meeting, { id, startsAt: input.startsAt, timeZone, place });
      audit(em, member, 'meeting.planned', meeting);
      if (input.startsAt > (await transactionTime(em))) await tellPlanned(em, member, meeting);
      return meeting.id;
    });
  }

  /**
   * Gives a planned meeting another time or place, and tells the members of both.
   * @throws InvalidInput for a time that has passed, and where nothing would change
   */
  move(actor: Actor, input: MoveMeetingInput): Promise<string> {
    return changeMeeting(this.orm.em, actor, input, [PLANNED], async (em, meeting, member) => {
      const before = appointmentOf(meeting);
      const after = await appointment(em, before, input);
      const reason = optionalLine('reason', input.reason, LINE);
      meeting.move(after);
      audit(em, member, 'meeting.moved', meeting, { before, after, reason });
      await tellMoved(em, member, meeting, before, reason);
    });
  }

  /** Calls a planned meeting off: its matters wait for another one, and the members are told. */
  cancel(actor: Actor, input: CancelMeetingInput): Promise<string> {
    return changeMeeting(this.orm.em, actor, input, [PLANNED], async (em, meeting, member) => {
      const reason = optionalLine('reason', input.reason, LINE);
      meeting.cancel(reason);
      audit(em, member, 'meeting.cancelled', meeting, { reason });
      await tellCancelled(em, member, meeting);
    });
  }
}

const appointmentOf = ({ startsAt, timeZone, place }: Meeting): Appointment => ({
  startsAt,
  timeZone,
  place,
});

/** When and where a meeting is to be instead. @throws InvalidInput */
async function appointment(
  em: EntityManager,
  before: Appointment,
  input: MoveMeetingInput,
): Promise<Appointment> {
  const { startsAt } = input;
  const timeZone = input.timeZone ?? before.timeZone;
  const place = requiredLine('place', input.place, LINE);
  // one that no longer is a zone stays until another is chosen
  if (timeZone !== before.timeZone && !(await isTimeZone(em, timeZone)))
    throw new InvalidInput({ timeZone: NO_ZONE });
  const sameTime = startsAt.getTime() === before.startsAt.getTime();
  if (!sameTime && startsAt <= (await transactionTime(em))) throw new InvalidInput({ startsAt: PAST });
  if (sameTime && timeZone === before.timeZone && place === before.place)
    throw new InvalidInput({ startsAt: SAME });
  return { startsAt, timeZone, place };
}

const PAST = {
  ru: 'это время уже прошло: назовите то, которое ещё впереди',
  en: 'this time has passed: name one that lies ahead',
};
const SAME = {
  ru: 'время и место те же, что были: измените что-нибудь из них',
  en: 'time and place are as they were: change one of them',
};
