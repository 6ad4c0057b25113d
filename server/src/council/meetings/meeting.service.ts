import { type EntityManager, type MikroORM, type Ref, ref } from '@mikro-orm/postgresql';
import { Account } from '../../directory/account.entity.js';
import { faultOfDue } from '../../materials/authoring/day-at.js';
import { replacementFor } from '../../materials/authoring/replacement.js';
import type { Material } from '../../materials/material.entity.js';
import type { Actor, Member } from '../../platform/actor.js';
import { Conflict, InvalidInput, NotFound } from '../../platform/errors.js';
import { optionalText, requiredLine, requiredText } from '../../platform/plain-text.js';
import { dayIn, dayInFigures } from '../../platform/time-zone.js';
import { transactionTime } from '../../platform/transaction.js';
import { councilOf } from '../council.entity.js';
import { AgendaItemKind, needsDate, needsReason, OUTCOMES } from './agenda-item-kind.js';
import { chairVotes, correctAttendance } from './attendance.js';
import {
  experienceFor,
  experienceUnderDecision,
  isAboutExperience,
  isStaleExperience,
} from './experience-matter.js';
import { isAboutMaterial, isStale, materialFor, versionUnderDecision } from './matter.js';
import { audit, changeMeeting } from './meeting-change.js';
import { AgendaItem, type Meeting, MeetingMember, MeetingStatus } from './meeting.entity.js';
import type {
  AddAgendaItemInput,
  DecideAgendaItemInput,
  MeetingChangeInput,
  OpenMeetingInput,
  OrderAgendaInput,
  RemoveAgendaItemInput,
} from './meeting.input.js';
import { behindAll, sitting } from './sitting.js';
import { isStaleTheme, themeFor } from './theme-matter.js';
import { carries, votersAt, votersOn } from './voters.js';

const { PLANNED, OPEN, CLOSED } = MeetingStatus;
const TITLE = 300;
const TEXT = 10_000;
/** Most items of one agenda. */
const MOST = 100;

/** What the secretary and the chair do with an agenda and at a meeting until it is closed; members only look on. */
export class MeetingService {
  constructor(private readonly orm: MikroORM) {}

  /** Puts a matter on the agenda. @throws InvalidInput for a material that does not wait for such a decision */
  add(actor: Actor, input: AddAgendaItemInput): Promise<string> {
    return this.#change(actor, input, [PLANNED, OPEN], async (em, meeting) => {
      if (meeting.items.length >= MOST) throw new InvalidInput({ title: 'range' });
      em.create(AgendaItem, {
        ...{ meeting: ref(meeting), position: meeting.items.length, ...(await matterOf(em, input)) },
      });
      touch(meeting);
    });
  }

  /** Gives the agenda another order. */
  order(actor: Actor, input: OrderAgendaInput): Promise<string> {
    return this.#change(actor, input, [PLANNED, OPEN], async (_em, meeting) => {
      const items = meeting.items.getItems();
      const known = new Set(items.map(({ id }) => id));
      if (input.items.length !== items.length || !input.items.every((id) => known.delete(id)))
        throw new InvalidInput({ items: 'unknown' });
      for (const item of items) item.position = input.items.indexOf(item.id);
      touch(meeting);
    });
  }

  /** Takes a matter off the agenda: an undecided one, or one whose material waits for no decision any more. */
  remove(actor: Actor, input: RemoveAgendaItemInput): Promise<string> {
    return this.#change(actor, input, [PLANNED, OPEN], async (em, meeting) => {
      const item = itemOf(meeting, input.item);
      if (item.outcome && !isStale(item) && !isStaleExperience(item) && !isStaleTheme(item))
        throw new Conflict(DECIDED);
      em.remove(item);
      const rest = meeting.items.getItems().filter((one) => one !== item);
      for (const [position, one] of rest.entries()) one.position = position;
      touch(meeting);
    });
  }

  /**
   * Opens a meeting with the members who came, on its day or later: the day dates the protocol.
   * @throws Conflict before its day, without a quorum, or with nothing to decide
   */
  open(actor: Actor, input: OpenMeetingInput): Promise<string> {
    return this.#change(actor, input, [PLANNED], async (em, meeting, member) => {
      if (meeting.day > dayIn(meeting.timeZone, await transactionTime(em)))
        throw new Conflict(notBefore(meeting.day));
      const council = await councilOf(em);
      const members = await sitting(em);
      const present = members.filter(({ account }) => input.present.includes(account));
      meeting.open(present.length, council.quorumOf(members.length));
      for (const { account, name, role } of members)
        em.create(MeetingMember, {
          ...{ meeting: ref(meeting), account: ref(em.getReference(Account, account)), name, role },
          present: input.present.includes(account),
        });
      audit(em, member, 'meeting.opened', meeting, { present: present.length, of: members.length });
    });
  }

  /**
   * Writes down anew who is there: somebody came late, or was ticked by mistake.
   * @throws Conflict without a quorum, or where what was decided would not hold with them
   */
  attend(actor: Actor, input: OpenMeetingInput): Promise<string> {
    return this.#change(actor, input, [OPEN], async (em, meeting, member) => {
      const present = await correctAttendance(em, meeting, input.present, await councilOf(em));
      touch(meeting);
      audit(em, member, 'meeting.attended', meeting, { present, of: meeting.members.length });
    });
  }

  /**
   * Writes down what was decided on a matter; until the meeting is closed it may be written again.
   * @throws InvalidInput when more have voted than may, or the votes do not carry it
   */
  decide(actor: Actor, input: DecideAgendaItemInput): Promise<string> {
    return this.#change(actor, input, [OPEN], async (em, meeting, member) => {
      const item = itemOf(meeting, input.item);
      const { votesFor, votesAgainst, votesAbstained, outcome } = input;
      const council = await councilOf(em);
      const { voters, conflicted } = votersOn(
        (await behindAll(em, [item.id])).get(item.id) ?? null,
        votersAt(meeting.members),
        council.sameOrganizationConflict,
      );
      if (votesFor + votesAgainst + votesAbstained > voters)
        throw new InvalidInput({ votesFor: tooMany(voters) });
      const casting = council.castingVote && chairVotes(meeting, conflicted);
      const carried = carries(votesFor, votesAgainst, casting);
      if (carried === 'no') throw new InvalidInput({ votesFor: NOT_CARRIED });
      if (!OUTCOMES[item.kind].includes(outcome)) throw new InvalidInput({ outcome: NOT_FOR_THIS });
      const texts = {
        heard: optionalText('heard', input.heard, TEXT) ?? '',
        spoke: optionalText('spoke', input.spoke, TEXT) ?? '',
        resolution: requiredText('resolution', input.resolution, TEXT),
      };
      const { kind } = item;
      const [dated, reasoned] = [needsDate(kind, outcome), needsReason(kind, outcome)];
      if (dated && (!input.dueDate || input.dueDate < meeting.day))
        throw new InvalidInput({ dueDate: NEEDS_DATE });
      const late = dated ? faultOfDue(input.dueDate!, meeting.day) : null;
      if (late) throw new InvalidInput({ dueDate: late });
      if (reasoned && !input.reason) throw new InvalidInput({ reason: 'required' });
      em.assign(item, {
        ...{ ...texts, votesFor, votesAgainst, votesAbstained, outcome },
        chairDecides: carried === 'by-chair',
        conflicted: conflicted.map(({ id }) => id),
        dueDate: dated ? input.dueDate! : null,
        reason: reasoned ? input.reason! : null,
        ...(await underDecision(em, item)),
        ...(await insteadOf(em, item, input.replacedBy)),
      });
      touch(meeting);
      audit(em, member, 'meeting.decided', meeting, { item: item.id, outcome });
    });
  }

  /** Closes a meeting. @throws Conflict while a matter is undecided */
  close(actor: Actor, input: MeetingChangeInput): Promise<string> {
    return this.#change(actor, input, [OPEN], async (em, meeting, member) => {
      meeting.close();
      audit(em, member, 'meeting.closed', meeting);
    });
  }

  /** Opens a closed meeting again, so that a matter that cannot be carried out is decided anew or taken off. */
  reopen(actor: Actor, input: MeetingChangeInput): Promise<string> {
    return this.#change(actor, input, [CLOSED], async (em, meeting, member) => {
      meeting.reopen();
      audit(em, member, 'meeting.reopened', meeting);
    });
  }

  #change(
    actor: Actor,
    input: MeetingChangeInput,
    states: readonly MeetingStatus[],
    work: (em: EntityManager, meeting: Meeting, member: Member) => Promise<void>,
  ): Promise<string> {
    return changeMeeting(this.orm.em, actor, input, states, work);
  }
}

/** What a new matter is about. @throws InvalidInput */
async function matterOf(em: EntityManager, input: AddAgendaItemInput) {
  const { PUBLICATION, EXPERIENCE, OTHER } = AgendaItemKind;
  const kind = input.kind ?? (input.material ? PUBLICATION : OTHER);
  const plain: readonly AgendaItemKind[] = [PUBLICATION, EXPERIENCE];
  const ground = () => (plain.includes(kind) ? '' : requiredText('ground', input.ground, TEXT));
  if (isAboutExperience(kind)) {
    if (!input.experience?.trim()) throw new InvalidInput({ experience: 'required' });
    const { experience, title } = await experienceFor(em, kind, input.experience);
    return { kind, ground: ground(), title, experience: ref(experience) };
  }
  if (kind === AgendaItemKind.THEME) {
    if (!input.theme?.trim()) throw new InvalidInput({ theme: 'required' });
    const theme = await themeFor(em, input.theme);
    return { kind, ground: theme.rationale ?? '', title: theme.title, theme: ref(theme) };
  }
  if (!isAboutMaterial(kind)) return { kind, title: requiredLine('title', input.title, TITLE) };
  if (!input.material?.trim()) throw new InvalidInput({ material: 'required' });
  const { material, version } = await materialFor(em, kind, input.material);
  const instead =
    kind === AgendaItemKind.WITHDRAWAL ? await replacementFor(em, material, input.replacedBy) : null;
  const replacedBy = instead && ref(instead);
  return { kind, ground: ground(), title: version.title, material: ref(material), replacedBy };
}

/** What exactly was decided on, to be noted with the decision. @throws Conflict when it waits for none */
async function underDecision(em: EntityManager, { kind, material, experience }: AgendaItem) {
  if (isAboutExperience(kind))
    return { experienceVersion: (await experienceUnderDecision(em, kind, experience!)).version };
  const about = material?.unwrap();
  return { materialVersion: about ? ref(await versionUnderDecision(em, kind, about)) : null };
}

/** What a withdrawal names to read instead; where the decision does not say, what the matter named stays. */
async function insteadOf(
  em: EntityManager,
  { kind, material }: AgendaItem,
  typed: string | null | undefined,
): Promise<{ replacedBy?: Ref<Material> | null }> {
  if (kind !== AgendaItemKind.WITHDRAWAL || typed === undefined) return {};
  const instead = await replacementFor(em, material!, typed);
  return { replacedBy: instead && ref(instead) };
}

function itemOf(meeting: Meeting, id: string): AgendaItem {
  const item = meeting.items.getItems().find((one) => one.id === id);
  if (!item) throw new NotFound();
  return item;
}

/** Items are rows of their own: the meeting that they belong to has changed all the same. */
function touch(meeting: Meeting): void {
  meeting.updatedAt = new Date();
}

const DECIDED = {
  ru: 'По этому вопросу уже есть решение: он остаётся в повестке.',
  en: 'This matter is decided: it stays on the agenda.',
};
const NOT_CARRIED = {
  ru: 'решение не принято: голосов «за» должно быть больше, чем «против»',
  en: 'not carried: more votes for than against are needed',
};
const NOT_FOR_THIS = {
  ru: 'об этом вопросе так не решают',
  en: 'this is not how such a matter is decided',
};
const notBefore = (day: string) => ({
  ru: `Заседание назначено на ${dayInFigures(day)}, этим днём датируется протокол. Откройте его в этот день или сначала перенесите.`,
  en: `The meeting is planned for ${dayInFigures(day)}, and the protocol bears that date. Open it on that day, or move it first.`,
});
const NEEDS_DATE = { ru: 'укажите, до какого дня доработать', en: 'say until when' };
const tooMany = (voters: number) => ({
  ru: `голосов больше, чем тех, кто может голосовать: их ${voters}`,
  en: `there are more votes than voters: ${voters}`,
});
