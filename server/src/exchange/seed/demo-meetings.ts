import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { type EntityManager, ref } from '@mikro-orm/postgresql';
import { councilOf } from '../../council/council.entity.js';
import type { ExperienceLevel } from '../../council/experience/experience-enums.js';
import { ExperienceAddress } from '../../council/experience/experience.entity.js';
import { AgendaItemKind, AgendaOutcome } from '../../council/meetings/agenda-item-kind.js';
import { AgendaItem, Meeting, MeetingMember, MeetingStatus } from '../../council/meetings/meeting.entity.js';
import { protocolDocx } from '../../council/meetings/protocol-docx.js';
import { protocolPdf } from '../../council/meetings/protocol-pdf.js';
import { protocolText } from '../../council/meetings/protocol-text.js';
import { authorsOf, sitting } from '../../council/meetings/sitting.js';
import { Account } from '../../directory/account.entity.js';
import { Role } from '../../directory/role.js';
import { Territory } from '../../directory/territory.entity.js';
import { titlePageOf } from '../../materials/authoring/title-page.js';
import { Material } from '../../materials/material.entity.js';
import { dayIn } from '../../platform/time-zone.js';
import { PriorityTheme } from '../../vocabulary/priority-theme.entity.js';
import { readSeed } from './vocabularies.js';

interface ExperienceSeed {
  /** The account before its `@`. */
  author: string;
  theme: string;
  level: ExperienceLevel;
  title: string;
  relevance: string;
  aim: string;
  duration: string;
  leadingIdea: string;
  technology: string;
  results: string;
}

/** `seed/meetings.json`: a meeting whose protocol the materials of the seed name, and one that is to come. */
interface MeetingsSeed {
  signed: {
    protocol: number;
    date: string;
    place: string;
    resolution: string;
    document: string;
    experience: ExperienceSeed;
  };
  submitted: ExperienceSeed;
  planned: { place: string; material: string; document: string };
}

const DAY = 86_400_000;
const { PUBLICATION, EXPERIENCE, DOCUMENT } = AgendaItemKind;
/** Ten in the morning of a day, where the council sits. */
async function morningOf(em: EntityManager, day: string): Promise<{ startsAt: Date; timeZone: string }> {
  const { timeZone } = await councilOf(em);
  const [row] = await em.execute<{ at: Date }[]>('select ?::timestamp at time zone ? as at', [
    ...[`${day} 10:00`, timeZone],
  ]);
  return { startsAt: new Date(row!.at), timeZone };
}

/**
 * Gives the demo council a signed protocol, an entry of the register of experience, and a meeting of today.
 * @returns whether it did: not in a bank that has meetings, or has no demo council
 */
export async function loadDemoMeetings(em: EntityManager, folder: string): Promise<boolean> {
  // a seed of somebody's own need not have any
  if (!existsSync(join(folder, 'meetings.json')) || (await em.count(Meeting)) > 0) return false;
  const members = await sitting(em);
  const chair = members.find(({ role }) => role === Role.COUNCIL_CHAIR);
  if (!chair) return false;
  const { signed, submitted, planned } = await readSeed<MeetingsSeed>('meetings', folder);
  await em.transactional(async (tx) => {
    // the demo council sits in the town of the demo
    const [town] = await tx.find(Territory, {}, { orderBy: { name: 'asc', id: 'asc' }, limit: 1 });
    const council = await councilOf(tx);
    if (town) council.timeZone = town.timeZone;
    await hold(tx, signed, chair.account);
    const experience = await writeExperience(tx, submitted, new Date(Date.now() - 2 * DAY));
    // of today: whoever tries the demo can open it
    const meeting = tx.create(Meeting, {
      ...(await morningOf(tx, dayIn(council.timeZone, new Date()))),
      place: planned.place,
    });
    const material = await tx.findOne(Material, { draftVersion: { title: planned.material } });
    putOn(tx, meeting, [
      ...(material ? [{ kind: PUBLICATION, title: planned.material, material: ref(material) }] : []),
      { kind: EXPERIENCE, title: await titleOf(experience), experience: ref(experience) },
      { kind: DOCUMENT, title: planned.document },
    ]);
  });
  return true;
}

/** A meeting that was held, with the protocol that the materials of its day name. */
async function hold(em: EntityManager, seed: MeetingsSeed['signed'], chair: string): Promise<void> {
  const { startsAt, timeZone } = await morningOf(em, seed.date);
  const signedAt = new Date(startsAt.getTime() + DAY / 8);
  const year = Number(seed.date.slice(0, 4));
  const meeting = em.create(Meeting, {
    ...{ startsAt, timeZone, place: seed.place, protocolYear: year, protocolNumber: seed.protocol, signedAt },
    signedBy: ref(em.getReference(Account, chair)),
  });
  const members = await sitting(em);
  for (const { account, name, role } of members)
    em.create(MeetingMember, {
      ...{
        meeting: ref(meeting),
        account: ref(em.getReference(Account, account)),
        name,
        role,
        present: true,
      },
    });
  const materials = await em.find(
    Material,
    { protocolNumber: String(seed.protocol), protocolDate: seed.date },
    { populate: ['publishedVersion'], orderBy: { registrationNumber: 'asc' } },
  );
  const experience = await writeExperience(em, seed.experience, new Date(startsAt.getTime() - 14 * DAY));
  const person = await experience.person.loadOrFail({ populate: ['organization'] });
  experience.enter(year, 1, titlePageOf(person), signedAt);
  const votes = { votesFor: members.length, votesAgainst: 0, votesAbstained: 0, conflicted: [] };
  putOn(em, meeting, [
    ...materials.map((material) => ({
      ...{
        kind: PUBLICATION,
        title: material.publishedVersion!.unwrap().title,
        material: ref(material),
        ...votes,
      },
      ...{ materialVersion: material.publishedVersion!, resolution: seed.resolution },
      outcome: material.recommended ? AgendaOutcome.RECOMMEND : AgendaOutcome.PUBLISH,
    })),
    {
      ...{ kind: EXPERIENCE, title: await titleOf(experience), experience: ref(experience), ...votes },
      ...{ outcome: AgendaOutcome.ENTER, resolution: 'Опыт показан на двух городских семинарах.' },
    },
    {
      ...{ kind: DOCUMENT, title: seed.document, ...votes },
      ...{ outcome: AgendaOutcome.APPROVE, resolution: 'Ответственный – секретарь совета.' },
    },
  ]);
  await em.flush();
  const text = protocolText(meeting, await councilOf(em), await authorsOf(em, meeting));
  const [docx, pdf] = await Promise.all([protocolDocx(text), protocolPdf(text)]);
  const sha256 = createHash('sha256').update(pdf).digest('hex');
  await em.execute('insert into meeting_protocol (meeting_id, docx, pdf, sha256) values (?, ?, ?, ?)', [
    ...[meeting.id, docx, pdf, sha256],
  ]);
  await em.execute('insert into protocol_counter (year, last) values (?, ?)', [year, seed.protocol]);
  await em.execute('insert into experience_counter (year, last) values (?, 1)', [year]);
  meeting.status = MeetingStatus.PROTOCOL_SIGNED;
  await em.flush();
}

/** A description that was handed in, with the first public materials of its author. */
async function writeExperience(
  em: EntityManager,
  { author, theme, ...texts }: ExperienceSeed,
  at: Date,
): Promise<ExperienceAddress> {
  const owner = await em.findOneOrFail(
    Account,
    { email: `${author}@demo.example` },
    { populate: ['person.organization'] },
  );
  const person = owner.person.unwrap();
  const experience = em.create(ExperienceAddress, {
    ...{ owner: ref(owner), person: owner.person, ...texts },
    theme: ref(await em.findOneOrFail(PriorityTheme, { slug: theme })),
  });
  const materials = await em.find(
    Material,
    { publishedVersion: { contributions: { person: person.id } }, slug: { $ne: null } },
    { orderBy: { registrationNumber: 'asc' }, limit: 2 },
  );
  experience.materials.set(materials.filter(({ isPublic }) => isPublic));
  experience.submit(person.organization ?? null, at);
  await em.flush();
  return experience;
}

async function titleOf({ title, person }: ExperienceAddress): Promise<string> {
  return `${title} – ${titlePageOf(await person.loadOrFail({ populate: ['organization'] })).shortName}`;
}

type Matter = Pick<AgendaItem, 'kind' | 'title'> & Partial<AgendaItem>;

function putOn(em: EntityManager, meeting: Meeting, matters: readonly Matter[]): void {
  for (const [position, matter] of matters.entries())
    em.create(AgendaItem, {
      meeting: ref(meeting),
      position,
      ...(matter as Pick<AgendaItem, 'kind' | 'title'>),
    });
}
