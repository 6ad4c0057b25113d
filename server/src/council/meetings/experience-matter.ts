/** Descriptions of experience as matters of an agenda, and what the signature does to them. */
import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import { shortName } from '../../directory/person-name.js';
import { Person } from '../../directory/person.entity.js';
import { titlePageOf } from '../../materials/authoring/title-page.js';
import { Conflict, InvalidInput } from '../../platform/errors.js';
import { transactionTime } from '../../platform/transaction.js';
import { isUuid } from '../../platform/uuid.js';
import { ExperienceState } from '../experience/experience-enums.js';
import { ExperienceAddress } from '../experience/experience.entity.js';
import { audit } from '../experience/experience.service.js';
import { tellAuthor } from '../experience/experience-telling.js';
import { AgendaItemKind, AgendaOutcome } from './agenda-item-kind.js';
import type { AgendaItem } from './meeting.entity.js';
import { isOnAgenda } from './on-agenda.js';

/** Kinds of matters that are about an experience. */
type ExperienceMatter = AgendaItemKind.EXPERIENCE | AgendaItemKind.EXPERIENCE_REMOVAL;

const STATE: Readonly<Record<ExperienceMatter, ExperienceState>> = {
  EXPERIENCE: ExperienceState.SUBMITTED,
  EXPERIENCE_REMOVAL: ExperienceState.ENTERED,
};

/** Whether a matter of this kind is about an experience. */
export function isAboutExperience(kind: AgendaItemKind): kind is ExperienceMatter {
  return kind in STATE;
}

/**
 * An experience for a matter of this kind, which is on no other agenda.
 * @param typed its id, number of the register or public address
 * @throws InvalidInput
 */
export async function experienceFor(
  em: EntityManager,
  kind: ExperienceMatter,
  typed: string,
): Promise<{ experience: ExperienceAddress; title: string }> {
  const named = namedBy(typed);
  const experience = named && (await em.findOne(ExperienceAddress, named, { populate: ['person'] }));
  if (experience?.state !== STATE[kind]) throw new InvalidInput({ experience: NOT_WAITING });
  if (await isOnAgenda(em, 'experience', experience.id)) throw new InvalidInput({ experience: ON_AGENDA });
  const person = experience.person.unwrap();
  const name = shortName({ ...person, patronymic: person.patronymic ?? null });
  return { experience, title: `${experience.title} – ${name}` };
}

/** Whether the experience of a matter waits for no such decision any more, or has changed since. */
export function isStaleExperience({ kind, experience, experienceVersion }: AgendaItem): boolean {
  const present = experience?.unwrap();
  if (!present || !isAboutExperience(kind)) return false;
  return present.state !== STATE[kind] || present.version !== experienceVersion;
}

/**
 * The experience that a decision is about, locked.
 * @throws Conflict when it waits for no such decision, or has changed since it was decided on
 */
export async function experienceUnderDecision(
  em: EntityManager,
  kind: ExperienceMatter,
  { id }: { id: string },
  decided?: number | null,
): Promise<ExperienceAddress> {
  const lock = { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true } as const;
  const experience = await em.findOneOrFail(ExperienceAddress, id, lock);
  const same = decided == null || experience.version === decided;
  if (experience.state !== STATE[kind] || !same) throw new Conflict(GONE);
  return experience;
}

/** Does what was decided on an experience. @param year of the protocol, which the register counts in */
export async function carryOutExperience(
  em: EntityManager,
  item: AgendaItem,
  by: string,
  year: number,
): Promise<void> {
  const { kind, experience: about, experienceVersion, outcome, resolution } = item;
  if (!about || !isAboutExperience(kind)) return;
  const experience = await experienceUnderDecision(em, kind, about, experienceVersion);
  const at = await transactionTime(em);
  const done = (action: string) => audit(em, { accountId: by }, `experience.${action}`, experience);
  if (outcome === AgendaOutcome.ENTER) {
    const person = await em.findOneOrFail(Person, experience.person.id, { populate: ['organization'] });
    const { name, post = null, organizationName = null } = titlePageOf(person);
    experience.enter(year, await nextNumber(em, year), { name, post, organizationName }, at);
    tellAuthor(em, experience, 'ENTERED');
    done('entered');
  } else if (outcome === AgendaOutcome.RETURN) {
    experience.sendBack(resolution);
    tellAuthor(em, experience, 'RETURNED');
    done('returned');
  } else if (outcome === AgendaOutcome.WITHDRAW) {
    experience.withdraw(resolution, at);
    tellAuthor(em, experience, 'WITHDRAWN');
    done('withdrawn');
  }
}

/** Gives the next number of the register in a year; without gaps, because the transaction keeps it. */
async function nextNumber(em: EntityManager, year: number): Promise<number> {
  const [row] = await em.execute<{ last: number }[]>(
    `insert into experience_counter (year, last) values (?, 1)
     on conflict (year) do update set last = experience_counter.last + 1 returning last`,
    [year],
  );
  return row!.last;
}

function namedBy(typed: string) {
  if (isUuid(typed)) return { id: typed };
  const [, year, number] = /(?:^|\/experience\/)(\d{4})-(\d{1,6})\/?$/.exec(typed.trim()) ?? [];
  return year ? { year: Number(year), number: Number(number) } : null;
}

const NOT_WAITING = {
  ru: 'такого опыта нет или он не ждёт этого решения',
  en: 'there is no such experience, or it does not wait for this decision',
};
const ON_AGENDA = {
  ru: 'этот опыт уже в повестке другого заседания или этого',
  en: 'this experience is on an agenda already',
};
const GONE = {
  ru: 'Одно из описаний опыта больше не ждёт этого решения: его вернули автору или оно изменилось. Откройте заседание снова и уберите его из повестки.',
  en: 'A description of an experience does not wait for this decision any more: it was sent back or has changed. Open the meeting again and take it off the agenda.',
};
