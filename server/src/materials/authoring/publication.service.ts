import { type EntityManager, ref } from '@mikro-orm/postgresql';
import { failpoint } from '../../platform/failpoint.js';
import { freeSlug } from '../../platform/slug.js';
import { dayIn, MOSCOW } from '../../platform/time-zone.js';
import { transactionTime } from '../../platform/transaction.js';
import { Account } from '../../directory/account.entity.js';
import { AuditEvent } from '../../platform/audit-event.entity.js';
import type { CertificateService } from '../certificates/certificate.service.js';
import { Contribution } from '../contribution.entity.js';
import { DecisionKind, MaterialDecision, RejectionReason } from '../material-decision.entity.js';
import type { MaterialVersion } from '../material-version.entity.js';
import { Material } from '../material.entity.js';
import { nextRegistrationNumber } from '../registration.js';
import { tellCoAuthors, tellOwner } from './telling.js';
import { titlePageOf } from './title-page.js';
import { copyVersion } from './version-copy.js';

/** Years after which a published material asks to be checked. */
const CURRENT_FOR_YEARS = 3;

/** Who decided, and what is said to the author. */
export interface Verdict {
  /** Account of the one who decided; null for the bank itself. */
  readonly decidedBy: string | null;
  readonly note?: string | undefined;
}

/** A protocol of the council that a publication rests on. */
export interface Protocol {
  readonly number: string;
  /** `YYYY-MM-DD` */
  readonly date: string;
  readonly recommended: boolean;
}

/**
 * What a decision does to a material, whoever decides: a methodist alone or the council by its protocol. It asks for
 * no rights and works in the caller's transaction, which writes all of it or nothing.
 */
export class PublicationService {
  constructor(private readonly certificates: CertificateService) {}

  /**
   * Makes the working version public in place of the one before: number and address with the first publication, names
   * and posts as they are today, certificates for the co-authors. The search learns of it from the outbox.
   * @throws Conflict for a state that does not allow it, or when somebody else was first
   */
  async publish(
    em: EntityManager,
    material: Material,
    draft: MaterialVersion,
    verdict: Verdict,
    { minor = false, protocol }: { minor?: boolean; protocol?: Protocol } = {},
  ): Promise<void> {
    const at = await transactionTime(em);
    material.publish(draft, at);
    material.reviewBy = dayAfterYears(at, CURRENT_FOR_YEARS);
    if (!minor) {
      material.protocolNumber = protocol?.number ?? null;
      material.protocolDate = protocol?.date ?? null;
      material.recommended = protocol?.recommended ?? false;
    }
    await em.flush(); // the guarded update: of several at once, all but the first end here
    material.registrationNumber ??= await nextRegistrationNumber(em, at);
    // numbers are given one after another, and so are the slugs
    material.slug ??= await freeSlug(draft.title, async (slug) => (await em.count(Material, { slug })) > 0);
    await takeSnapshot(em, draft);
    const kind = minor ? DecisionKind.MINOR_CHANGE : DecisionKind.PUBLISH;
    const decision = this.note(em, material, draft, kind, verdict);
    if (!minor) await tellCoAuthors(em, material, draft, decision);
    await em.flush();
    if (!minor) await this.certificates.issueFor(em, material, draft, verdict.decidedBy ?? 'system');
    failpoint('publish.certified');
  }

  /** Sends the working version back to its author, who goes on in a copy. */
  async sendBack(
    em: EntityManager,
    material: Material,
    draft: MaterialVersion,
    verdict: Verdict,
    dueDate: string,
  ): Promise<void> {
    material.sendBack(draft, await copyVersion(em, material, draft));
    this.note(em, material, draft, DecisionKind.RETURN, verdict).dueDate = dueDate;
  }

  /** Turns the working version down; what is published stays. */
  reject(
    em: EntityManager,
    material: Material,
    draft: MaterialVersion,
    verdict: Verdict,
    reason: RejectionReason,
  ): void {
    material.reject(draft);
    this.note(em, material, draft, DecisionKind.REJECT, verdict).reason = reason;
  }

  /** Takes the material from the public. Certificates stay: only plagiarism annuls them, by a decision of its own. */
  async withdraw(
    em: EntityManager,
    material: Material,
    verdict: Verdict,
    replacedBy: Material | null,
  ): Promise<void> {
    await this.takeBack(em, material, verdict, replacedBy);
  }

  /** As `withdraw`, by a protocol and for a coded reason: plagiarism annuls all certificates of the publication. */
  async withdrawByCouncil(
    em: EntityManager,
    material: Material,
    verdict: Verdict,
    { reason, replacedBy }: { reason: RejectionReason; replacedBy: Material | null },
    { number, date }: Protocol,
  ): Promise<void> {
    const decision = await this.takeBack(em, material, verdict, replacedBy);
    decision.reason = reason;
    if (reason !== RejectionReason.PLAGIARISM) return;
    const [year, month, day] = date.split('-');
    const annulment = `Плагиат, протокол № ${number} от ${day}.${month}.${year}`;
    await this.certificates.annulAllOf(em, material, annulment, verdict.decidedBy ?? 'system');
  }

  /** Gives a withdrawn material back to the public. */
  async reinstate(em: EntityManager, material: Material, verdict: Verdict): Promise<void> {
    material.reinstate();
    const version = await material.publishedVersion!.loadOrFail();
    const decision = this.note(em, material, version, DecisionKind.REINSTATE, verdict);
    await tellCoAuthors(em, material, version, decision);
  }

  private async takeBack(
    em: EntityManager,
    material: Material,
    verdict: Verdict,
    replacedBy: Material | null,
  ): Promise<MaterialDecision> {
    material.withdraw(verdict.note ?? '', await transactionTime(em), replacedBy);
    const version = await material.publishedVersion!.loadOrFail();
    const decision = this.note(em, material, version, DecisionKind.WITHDRAW, verdict);
    await tellCoAuthors(em, material, version, decision);
    return decision;
  }

  private note(
    em: EntityManager,
    material: Material,
    version: MaterialVersion,
    kind: DecisionKind,
    { decidedBy, note = '' }: Verdict,
  ): MaterialDecision {
    em.create(AuditEvent, {
      actor: decidedBy ?? 'system',
      action: AUDITED[kind],
      subjectType: 'material',
      subjectId: material.id,
      data: { number: version.number },
    });
    const decision = em.create(MaterialDecision, {
      ...{ material: ref(material), materialVersion: ref(version), kind, note },
      decidedBy: decidedBy ? ref(em.getReference(Account, decidedBy)) : null,
    });
    tellOwner(em, material, version, decision);
    return decision;
  }
}

const AUDITED: Readonly<Record<DecisionKind, string>> = {
  PUBLISH: 'material.published',
  MINOR_CHANGE: 'material.minor-change-accepted',
  RETURN: 'material.sent-back',
  REJECT: 'material.rejected',
  WITHDRAW: 'material.withdrawn',
  REINSTATE: 'material.reinstated',
};

/** The day so many years later, by the calendar of Moscow: `YYYY-MM-DD`. */
export function dayAfterYears(at: Date, years: number = CURRENT_FOR_YEARS): string {
  const day = new Date(dayIn(MOSCOW, at));
  day.setUTCFullYear(day.getUTCFullYear() + years);
  return day.toISOString().slice(0, 10);
}

/** Keeps names, posts and organisations as they are on this day. */
async function takeSnapshot(em: EntityManager, draft: MaterialVersion): Promise<void> {
  const entries = await em.find(
    Contribution,
    { materialVersion: draft.id },
    { populate: ['person.organization'] },
  );
  for (const entry of entries) {
    if (entry.person) em.assign(entry, titlePageOf(entry.person.unwrap()));
  }
}
