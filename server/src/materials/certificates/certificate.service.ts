import { ref, type EntityManager } from '@mikro-orm/postgresql';
import type { Person } from '../../directory/person.entity.js';
import { initials, parsePersonName } from '../../directory/person-name.js';
import { requireRole } from '../../directory/role.js';
import type { Actor } from '../../platform/actor.js';
import { AuditEvent } from '../../platform/audit-event.entity.js';
import { Conflict, InvalidInput, NotFound } from '../../platform/errors.js';
import { dayIn, MOSCOW } from '../../platform/time-zone.js';
import { titlePageOf } from '../authoring/title-page.js';
import { Contribution } from '../contribution.entity.js';
import { FileRole } from '../file-enums.js';
import { ContributionRole, type MaterialKind } from '../material-enums.js';
import type { MaterialVersion } from '../material-version.entity.js';
import type { Material } from '../material.entity.js';
import { StoredFile } from '../stored-file.entity.js';
import { CertificateKind, CertificateStatus } from './certificate-enums.js';
import { Certificate } from './certificate.entity.js';
import { holdNumbers } from './certificate-number.js';
import { MAY_ANNUL } from './certificate.policy.js';
import type { CertificateIssuer, CertificateSnapshot } from './certificate-snapshot.js';
import { newCheckCode, readCheckCode } from './check-code.js';

/** Whose work a publication is; an editor and a supervisor helped, and get none. */
export const CERTIFIED: readonly ContributionRole[] = [ContributionRole.AUTHOR, ContributionRole.COMPILER];

/** A version that becomes public. */
export interface Publication {
  readonly material: Material;
  readonly version: MaterialVersion;
}

/** Issues certificates and annuls them. */
export class CertificateService {
  constructor(private readonly issuer: CertificateIssuer) {}

  /**
   * Issues the certificates of a publication, one for each co-author of the version who has none for it yet: called
   * again or at the same time elsewhere, it issues nothing twice. The numbers are kept or given back with the
   * caller's transaction, which also writes the rows. None is dated before the protocol that it rests on.
   * @param em inside the transaction that publishes
   * @param actor `import`, `system`, or an account's id, for the audit
   * @returns the certificates issued now
   */
  issueFor(
    em: EntityManager,
    material: Material,
    version: MaterialVersion,
    actor: string,
  ): Promise<Certificate[]> {
    return this.issueAll(em, [{ material, version }], actor, material.protocolDate);
  }

  /** The same for several publications at once, in their order. */
  async issueAll(
    em: EntityManager,
    publications: readonly Publication[],
    actor: string,
    notBefore?: string | null,
  ): Promise<Certificate[]> {
    if (!em.isInTransaction()) throw new Error('Certificates are issued in the transaction that publishes.');
    const numbers = await holdNumbers(em, CertificateKind.PUBLICATION, notBefore);
    const ofVersions = { materialVersion: { $in: publications.map(({ version }) => version.id) } };
    const inOrder = { orderBy: { position: 'asc' } } as const;
    const contributions = await em.find(Contribution, ofVersions, inOrder);
    const files = await em.find(StoredFile, ofVersions, inOrder);
    const issued = await em.find(Certificate, { kind: CertificateKind.PUBLICATION, ...ofVersions });
    const missing = publications.flatMap(({ material, version }) => {
      const of = ({ materialVersion }: { materialVersion?: { id: string } | null }) =>
        materialVersion?.id === version.id;
      const people = contributions.filter(of);
      const main = files.find((file) => of(file) && file.role === FileRole.MAIN) ?? files.find(of);
      return uncertified(people, issued.filter(of)).map((contribution) => ({
        contribution,
        version,
        snapshot: this.snapshot(material, version, contribution, people, main, numbers.now),
        sha256: main?.content.unwrap().sha256 ?? null,
      }));
    });
    if (missing.length === 0) return [];
    const given = await numbers.take(missing.length);
    return missing.map(({ contribution, version, snapshot, sha256 }, at) => {
      const certificate = em.create(Certificate, {
        kind: CertificateKind.PUBLICATION,
        number: given[at]!,
        person: contribution.person!,
        materialVersion: ref(version),
        snapshot,
        sha256,
        checkCode: newCheckCode(),
        issuedAt: numbers.now,
      });
      audit(em, certificate, actor, 'certificate.issued', { number: certificate.number });
      return certificate;
    });
  }

  /**
   * Issues the certificate of a review, one for each version that the person has reviewed. It names the kind of the
   * material and nothing by which its author could learn who has reviewed it.
   * @param em inside the transaction that sends the review
   */
  async issueReview(em: EntityManager, person: Person, version: MaterialVersion, kind: MaterialKind) {
    if (!em.isInTransaction())
      throw new Error('A certificate is issued in the transaction of what it certifies.');
    const numbers = await holdNumbers(em, CertificateKind.REVIEW);
    const { name, post, organizationName } = titlePageOf(person);
    const [number] = await numbers.take(1);
    const certificate = em.create(Certificate, {
      ...{
        kind: CertificateKind.REVIEW,
        number: number!,
        person: ref(person),
        materialVersion: ref(version),
      },
      ...{ checkCode: newCheckCode(), issuedAt: numbers.now },
      snapshot: {
        ...{ holder: name, post, organizationName, title: REVIEWED, subtitle: null, materialKind: kind },
        ...{ role: null, coAuthors: [], registrationNumber: null, versionNumber: null, publishedOn: null },
        ...{ reviewedOn: dayIn(MOSCOW, numbers.now), fileName: null, approval: null, issuer: this.issuer },
      },
    });
    audit(em, certificate, 'system', 'certificate.issued', { number: certificate.number });
    return certificate;
  }

  /**
   * Annuls a certificate: its check page says so from then on, and its PDF is no longer given.
   * @throws NotFound for a code that was never given, Conflict when it is annulled already
   */
  async annul(em: EntityManager, actor: Actor, typedCode: string, typedReason: string): Promise<Certificate> {
    const member = requireRole(actor, MAY_ANNUL);
    const reason = typedReason.normalize('NFC').replace(/\s+/g, ' ').trim();
    if (reason.length < 10 || reason.length > 500) throw new InvalidInput({ reason: REASON_LENGTH });
    const checkCode = readCheckCode(typedCode);
    return em.transactional(async (tx) => {
      const certificate = checkCode ? await tx.findOne(Certificate, { checkCode }) : null;
      if (!certificate) throw new NotFound();
      if (certificate.status === CertificateStatus.ANNULLED) throw new Conflict(ALREADY);
      certificate.annul(reason);
      audit(tx, certificate, member.accountId, 'certificate.annulled', {
        number: certificate.number,
        reason,
      });
      return certificate;
    });
  }

  /**
   * Annuls all certificates of the publication of a material that are valid still.
   * @param em inside the transaction of the decision
   */
  async annulAllOf(em: EntityManager, material: Material, reason: string, actor: string): Promise<void> {
    const valid = await em.find(Certificate, {
      ...{ kind: CertificateKind.PUBLICATION, status: CertificateStatus.VALID },
      materialVersion: { material: material.id },
    });
    for (const certificate of valid) {
      certificate.annul(reason);
      audit(em, certificate, actor, 'certificate.annulled', { number: certificate.number, reason });
    }
  }

  private snapshot(
    material: Material,
    version: MaterialVersion,
    contribution: Contribution,
    all: readonly Contribution[],
    main: StoredFile | undefined,
    now: Date,
  ): CertificateSnapshot {
    if (!material.registrationNumber) throw new Error('A material is registered before it is certified.');
    const others = all.filter((other) => CERTIFIED.includes(other.role) && other !== contribution);
    return {
      holder: contribution.name,
      role: contribution.role,
      post: contribution.post ?? null,
      organizationName: contribution.organizationName ?? null,
      coAuthors: others.map(({ name }) => straight(name)),
      title: version.title,
      subtitle: version.subtitle ?? null,
      materialKind: material.kind,
      registrationNumber: material.registrationNumber,
      versionNumber: version.number,
      publishedOn: later(
        dayIn(MOSCOW, version.publishedAt ?? material.publishedAt ?? now),
        material.protocolDate,
      ),
      fileName: main?.name ?? null,
      approval:
        material.protocolNumber && material.protocolDate
          ? {
              protocolNumber: material.protocolNumber,
              protocolDate: material.protocolDate,
              recommended: material.recommended,
            }
          : null,
      issuer: this.issuer,
    };
  }
}

/** What a certificate of a review says in the place of a title. */
const REVIEWED = 'Экспертиза методического материала';

const REASON_LENGTH = {
  ru: 'опишите причину: от 10 до 500 знаков',
  en: 'give the reason in 10 to 500 characters',
};
const ALREADY = { ru: 'Свидетельство уже аннулировано.', en: 'The certificate is annulled already.' };

/** The co-authors who agreed to be named and have no certificate yet, each once. */
function uncertified(contributions: readonly Contribution[], issued: readonly Certificate[]): Contribution[] {
  const seen = new Set(issued.map(({ person }) => person.id));
  return contributions.filter(({ person, role, confirmedAt }) => {
    if (!person || !confirmedAt || !CERTIFIED.includes(role) || seen.has(person.id)) return false;
    seen.add(person.id);
    return true;
  });
}

function audit(
  em: EntityManager,
  { id }: Certificate,
  actor: string,
  action: string,
  data: Record<string, unknown>,
): void {
  em.create(AuditEvent, { actor, action, subjectType: 'certificate', subjectId: id, data });
}

/** «И. О. Фамилия». */
function straight(fullName: string): string {
  const name = parsePersonName(fullName);
  return name ? `${initials(name)}\u00A0${name.lastName}` : fullName;
}

/** The later one of two days `YYYY-MM-DD`. */
const later = (day: string, other: string | null | undefined): string =>
  other != null && other > day ? other : day;
