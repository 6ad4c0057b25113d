import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import { isChair, isCouncilMember, isSecretary, seesQueue } from '../council.policy.js';
import { councilOf, type Council } from '../council.entity.js';
import { requireMember } from '../../directory/role.js';
import type { Actor } from '../../platform/actor.js';
import { Forbidden, NotFound } from '../../platform/errors.js';
import { isUuid } from '../../platform/uuid.js';
import { Meeting, MeetingStatus } from './meeting.entity.js';
import type { AgendaItemType, MeetingType, PublicProtocol } from './meeting.type.js';
import { behindOf, sitting, type Sitting } from './sitting.js';
import { votersOn } from './voters.js';

/** Days on which meetings are dated, wherever the server stands. */
const ZONE = 'Europe/Moscow';

/** Meetings as those see them who take part, and signed protocols as everybody does. */
export class MeetingReads {
  constructor(
    private readonly orm: MikroORM,
    private readonly pool: Pool,
  ) {}

  /** Meetings, the newest first. @throws Forbidden for those who have no part in the council's work */
  async all(actor: Actor): Promise<MeetingType[]> {
    requireCouncil(actor);
    const em = this.orm.em.fork();
    const meetings = await em.find(Meeting, {}, { orderBy: { startsAt: 'desc' }, limit: 100 });
    await em.populate(meetings, ['items.material', 'members.account.person']);
    const council = await councilOf(em);
    const now = await sitting(em);
    return Promise.all(meetings.map((meeting) => show(em, actor, meeting, council, now)));
  }

  /** One meeting. @throws Forbidden, NotFound */
  async one(actor: Actor, id: string): Promise<MeetingType> {
    requireCouncil(actor);
    const em = this.orm.em.fork();
    const meeting = isUuid(id) && (await em.findOne(Meeting, id, { populate: POPULATED }));
    if (!meeting) throw new NotFound();
    return show(em, actor, meeting, await councilOf(em), await sitting(em));
  }

  /** Signed protocols of a year with what they made public, the newest first. */
  async protocols(year: number | null): Promise<PublicProtocol[]> {
    const { rows } = await this.pool.query<PublicProtocol>({
      name: 'public-protocols',
      text: `select m.protocol_number as number, to_char(m.starts_at at time zone '${ZONE}', 'YYYY-MM-DD') as date,
          coalesce(jsonb_agg(jsonb_build_object('title', v.title, 'slug', t.slug,
            'recommended', i.outcome = 'RECOMMEND') order by i.position) filter (where t.id is not null), '[]') as decisions
        from meeting m
        left join agenda_item i on i.meeting_id = m.id and i.outcome in ('PUBLISH', 'RECOMMEND')
        left join material t on t.id = i.material_id and t.status in ('PUBLISHED', 'OUTDATED')
        left join material_version v on v.id = t.published_version_id
        where m.status = 'PROTOCOL_SIGNED' and ($1::int is null or m.protocol_year = $1)
        group by m.id order by m.protocol_year desc, m.protocol_number desc limit 200`,
      values: [year],
    });
    return rows;
  }
}

/** What a meeting is read with. */
export const POPULATED = ['items.material', 'members.account.person'] as const;

/** @throws Forbidden for those who have no part in the council's work */
export function requireCouncil(actor: Actor): void {
  const member = requireMember(actor);
  if (!isCouncilMember(member) && !seesQueue(member)) throw new Forbidden();
}

async function show(
  em: EntityManager,
  actor: Actor,
  meeting: Meeting,
  council: Council,
  now: Sitting,
): Promise<MeetingType> {
  const { id, version, status, startsAt, place, protocolNumber = null, signedAt = null } = meeting;
  const opened = meeting.members.getItems();
  const members =
    opened.length > 0
      ? opened.map(asMember)
      : now.map(({ name, role, account }) => ({ name, role, account, present: false }));
  const keeper = isSecretary(actor) || isChair(actor);
  const decided = meeting.items.getItems().every(({ outcome }) => outcome);
  const running = status === MeetingStatus.OPEN;
  return {
    ...{ id, version, status, startsAt, place, protocolNumber, signedAt, members },
    quorum: council.quorumOf(members.length),
    items: await Promise.all(meeting.items.getItems().map((item) => showItem(em, meeting, item, council))),
    protocolSha256: status === MeetingStatus.PROTOCOL_SIGNED ? await digestOf(em, id) : null,
    viewerCan: {
      edit: keeper && (status === MeetingStatus.PLANNED || running),
      open: keeper && status === MeetingStatus.PLANNED && meeting.items.length > 0,
      decide: keeper && running,
      close: keeper && running && decided,
      reopen: keeper && status === MeetingStatus.CLOSED,
      sign: isChair(actor) && status === MeetingStatus.CLOSED,
    },
  };
}

async function showItem(
  em: EntityManager,
  meeting: Meeting,
  item: Meeting['items'][number],
  { sameOrganizationConflict }: Council,
): Promise<AgendaItemType> {
  const material = item.material?.unwrap() ?? null;
  const behind = material && (await behindOf(em, material));
  const there = meeting.members.getItems().map((member) => {
    const person = member.account.unwrap().person.unwrap();
    return { member, person: person.id, organization: person.organization?.id ?? null };
  });
  return {
    ...{ id: item.id, title: item.title, heard: item.heard, spoke: item.spoke, resolution: item.resolution },
    ...{ material: material?.id ?? null, materialState: material?.draftStatus ?? material?.status ?? null },
    ...votersOn(behind, there, sameOrganizationConflict),
    ...{ votesFor: item.votesFor ?? null, votesAgainst: item.votesAgainst ?? null },
    ...{ votesAbstained: item.votesAbstained ?? null, chairDecides: item.chairDecides },
    ...{ outcome: item.outcome ?? null, dueDate: item.dueDate ?? null, reason: item.reason ?? null },
  };
}

function asMember({ account, name, role, present }: Meeting['members'][number]) {
  return { account: account.id, name, role, present };
}

async function digestOf(em: EntityManager, meetingId: string): Promise<string | null> {
  const [row] = await em.execute<{ sha256: string }[]>(
    'select sha256 from meeting_protocol where meeting_id = ?',
    [meetingId],
  );
  return row?.sha256 ?? null;
}
