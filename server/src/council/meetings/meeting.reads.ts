import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { isChair, isCouncilMember, isSecretary, seesQueue } from '../council.policy.js';
import { councilOf, type Council } from '../council.entity.js';
import { requireMember } from '../../directory/role.js';
import type { Material } from '../../materials/material.entity.js';
import type { Actor } from '../../platform/actor.js';
import { Forbidden, NotFound } from '../../platform/errors.js';
import { sqlArray } from '../../platform/sql-array.js';
import { isUuid } from '../../platform/uuid.js';
import { Meeting, type MeetingMember, MeetingStatus } from './meeting.entity.js';
import { AgendaItemKind, OUTCOMES } from './agenda-item-kind.js';
import type { AgendaItemType, MeetingType } from './meeting.type.js';
import { behindAll, sitting, type Sitting } from './sitting.js';
import { type Behind, votersAt, votersOn } from './voters.js';

/** Meetings as those see them who take part. */
export class MeetingReads {
  constructor(private readonly orm: MikroORM) {}

  /** Meetings, the newest first. @throws Forbidden for those who have no part in the council's work */
  async all(actor: Actor): Promise<MeetingType[]> {
    requireCouncil(actor);
    const em = this.orm.em.fork();
    const meetings = await em.find(Meeting, {}, { orderBy: { startsAt: 'desc' }, limit: 100 });
    await em.populate(meetings, [
      'items.material',
      'items.replacedBy.publishedVersion',
      'members.account.person',
    ]);
    return showAll(em, actor, meetings);
  }

  /** One meeting. @throws Forbidden, NotFound */
  async one(actor: Actor, id: string): Promise<MeetingType> {
    requireCouncil(actor);
    const em = this.orm.em.fork();
    const meeting = isUuid(id) && (await em.findOne(Meeting, id, { populate: POPULATED }));
    if (!meeting) throw new NotFound();
    return (await showAll(em, actor, [meeting]))[0]!;
  }
}

/** What a meeting is read with. */
export const POPULATED = [
  'items.material',
  'items.replacedBy.publishedVersion',
  'items.experience',
  'items.theme',
  'members.account.person',
] as const;

/** @throws Forbidden for those who have no part in the council's work */
export function requireCouncil(actor: Actor): void {
  const member = requireMember(actor);
  if (!isCouncilMember(member) && !seesQueue(member)) throw new Forbidden();
}

/** What all meetings of an answer are shown with. */
interface Shown {
  readonly actor: Actor;
  readonly council: Council;
  readonly now: Sitting;
  readonly behind: ReadonlyMap<string, Behind>;
  /** SHA-256 of signed protocols, by meeting. */
  readonly digests: ReadonlyMap<string, string>;
}

/** Shows meetings in a number of statements that does not grow with them. */
async function showAll(
  em: EntityManager,
  actor: Actor,
  meetings: readonly Meeting[],
): Promise<MeetingType[]> {
  const items = meetings.flatMap((meeting) => meeting.items.getItems());
  const behind = await behindAll(
    em,
    items.map(({ id }) => id),
  );
  const signed = await em.execute<{ id: string; sha256: string }[]>(
    'select meeting_id as id, sha256 from meeting_protocol where meeting_id = any(?::uuid[])',
    [sqlArray(meetings.map(({ id }) => id))],
  );
  const digests = new Map(signed.map(({ id, sha256 }) => [id, sha256]));
  const shown = { actor, council: await councilOf(em), now: await sitting(em), behind, digests };
  return meetings.map((meeting) => show(meeting, shown));
}

function show(meeting: Meeting, { actor, council, now, behind, digests }: Shown): MeetingType {
  const { id, version, status, startsAt, timeZone, place } = meeting;
  const { cancelReason = null, protocolNumber = null, signedAt = null } = meeting;
  const opened = meeting.members.getItems();
  const members =
    opened.length > 0
      ? opened.map(asMember)
      : now.map(({ name, role, account }) => ({ name, role, account, present: false }));
  const keeper = isSecretary(actor) || isChair(actor);
  const decided = meeting.items.getItems().every(({ outcome }) => outcome);
  const planned = keeper && status === MeetingStatus.PLANNED;
  const running = status === MeetingStatus.OPEN;
  return {
    ...{ id, version, status, startsAt, timeZone, place, cancelReason, protocolNumber, signedAt, members },
    quorum: council.quorumOf(members.length),
    items: meeting.items
      .getItems()
      .map((item) => showItem(meeting, item, behind.get(item.id) ?? null, council)),
    protocolSha256: digests.get(id) ?? null,
    viewerCan: {
      edit: planned || (keeper && running),
      move: planned,
      cancel: planned,
      open: planned && meeting.items.length > 0,
      decide: keeper && running,
      close: keeper && running && decided,
      reopen: keeper && status === MeetingStatus.CLOSED,
      sign: isChair(actor) && status === MeetingStatus.CLOSED,
    },
  };
}

function showItem(
  meeting: Meeting,
  item: Meeting['items'][number],
  behind: Behind | null,
  { sameOrganizationConflict }: Council,
): AgendaItemType {
  const material = item.material?.unwrap() ?? null;
  const { draftStatus = null, status = null, slug = null } = material ?? {};
  // once it is decided, those who did not vote are those of that day; while it may be decided again, those of now
  const kept = meeting.status === MeetingStatus.OPEN ? null : item.conflicted;
  const decided = kept && membersOf(meeting, kept);
  const { conflicted, voters } = decided
    ? {
        conflicted: decided,
        voters: meeting.members.filter(({ present }) => present).length - decided.length,
      }
    : votersOn(behind, votersAt(meeting.members), sameOrganizationConflict);
  const { id, kind, title, ground, heard, spoke, resolution } = item;
  return {
    ...{ id, kind, title, ground, heard, spoke, resolution, outcomes: [...OUTCOMES[kind]] },
    ...{ material: material?.id ?? null, materialSlug: slug, experience: item.experience?.id ?? null },
    ...{ theme: item.theme?.id ?? null, replacedBy: linkTo(item.replacedBy?.unwrap()) },
    materialState: kind === AgendaItemKind.PUBLICATION ? (draftStatus ?? status) : status,
    ...{ voters, conflicted: conflicted.map(({ name }) => name) },
    ...{ votesFor: item.votesFor ?? null, votesAgainst: item.votesAgainst ?? null },
    ...{ votesAbstained: item.votesAbstained ?? null, chairDecides: item.chairDecides },
    ...{ outcome: item.outcome ?? null, dueDate: item.dueDate ?? null, reason: item.reason ?? null },
  };
}

/** Members of a meeting by their ids, by name. */
function membersOf(meeting: Meeting, ids: readonly string[]): MeetingMember[] {
  return meeting.members.filter(({ id }) => ids.includes(id));
}

function linkTo(material: Material | undefined): AgendaItemType['replacedBy'] {
  const title = material?.publishedVersion?.unwrap().title;
  return material?.slug && title ? { slug: material.slug, title } : null;
}

function asMember({ account, name, role, present }: Meeting['members'][number]) {
  return { account: account.id, name, role, present };
}
