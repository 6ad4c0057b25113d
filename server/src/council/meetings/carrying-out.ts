/** What the signature of a protocol does to the things that were decided on. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Protocol, PublicationService } from '../../materials/authoring/publication.service.js';
import { IS_PUBLIC } from '../../materials/material.sql.js';
import { Conflict } from '../../platform/errors.js';
import { AgendaOutcome } from './agenda-item-kind.js';
import { carryOutExperience } from './experience-matter.js';
import { versionUnderDecision } from './matter.js';
import { carryOutTheme } from './theme-matter.js';
import type { AgendaItem, Meeting } from './meeting.entity.js';

/** The protocol that is being signed. */
export interface Signed extends Omit<Protocol, 'recommended'> {
  /** Account of the one who signs. */
  readonly by: string;
}

/**
 * Does what was decided on a matter, in the caller's transaction.
 * @throws Conflict when it waits for this decision no longer
 */
export async function carryOut(
  em: EntityManager,
  publication: PublicationService,
  item: AgendaItem,
  { by, number, date }: Signed,
): Promise<void> {
  if (item.experience) return carryOutExperience(em, item, by, Number(date.slice(0, 4)));
  if (item.theme) return carryOutTheme(em, item, by, protocolNamed(number, date));
  const material = item.material?.unwrap();
  if (!material) return;
  const { kind, outcome, resolution, reason, dueDate } = item;
  const version = await versionUnderDecision(em, kind, material, item.materialVersion);
  const verdict = { decidedBy: by, note: resolution };
  const protocol = { number, date, recommended: outcome === AgendaOutcome.RECOMMEND };
  switch (outcome) {
    case AgendaOutcome.PUBLISH:
    case AgendaOutcome.RECOMMEND:
      return publication.publish(em, material, version, verdict, { protocol });
    case AgendaOutcome.RETURN:
      return publication.sendBack(em, material, version, verdict, dueDate!);
    case AgendaOutcome.REJECT:
      return publication.reject(em, material, version, verdict, reason!);
    case AgendaOutcome.WITHDRAW: {
      const replacedBy = item.replacedBy?.unwrap() ?? null;
      return publication.withdrawByCouncil(em, material, verdict, { reason: reason!, replacedBy }, protocol);
    }
    case AgendaOutcome.REINSTATE:
      return publication.reinstate(em, material, verdict);
    default: // kept as it is
  }
}

/**
 * Demands that what a signed meeting names to read instead of withdrawn materials is public after all of it is carried
 * out: another matter of the meeting, or somebody else, may have withdrawn it.
 * @throws Conflict
 */
export async function requireReadable(em: EntityManager, meeting: Meeting): Promise<void> {
  await em.flush();
  const named = await em.execute<{ title: string; readable: boolean }[]>(
    `select i.title, ${IS_PUBLIC} as readable from agenda_item i join material m on m.id = i.replaced_by_id
     where i.meeting_id = ? and i.outcome = 'WITHDRAW' order by m.id for share of m`,
    [meeting.id],
  );
  const gone = named.find(({ readable }) => !readable);
  if (gone) throw new Conflict(unreadable(gone.title));
}

const unreadable = (title: string) => ({
  ru: `По вопросу «${title}» читать вместо него предложено то, что само отозвано. Откройте заседание снова и назовите другой материал или никакого.`,
  en: `On “${title}”, what is to be read instead is withdrawn itself. Open the meeting again and name another material, or none.`,
});

/** «протокол № 3 от 12.02.2026» */
const protocolNamed = (number: string, date: string): string =>
  `протокол № ${number} от ${date.split('-').toReversed().join('.')}`;
