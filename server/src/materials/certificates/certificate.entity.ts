import { type Opt, PrimaryKeyProp, type Ref } from '@mikro-orm/core';
import { Entity, Enum, Index, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Person } from '../../directory/person.entity.js';
import { BaseEntity } from '../../platform/base.entity.js';
import { MaterialVersion } from '../material-version.entity.js';
import { CertificateKind, CertificateStatus } from './certificate-enums.js';
import type { CertificateSnapshot } from './certificate-snapshot.js';

/** «Свидетельство»: says of one person what the bank can vouch for. What it says never changes; it can be annulled. */
@Entity()
@Index({ properties: ['person', 'issuedAt'] })
@Unique({ properties: ['kind', 'materialVersion', 'person'] })
export class Certificate extends BaseEntity {
  @Enum({ items: () => CertificateKind, type: 'text' })
  kind!: CertificateKind;

  /** «СП-2026-000123»: without gaps within its kind and year. */
  @Property({ type: 'text' })
  @Unique()
  number!: string;

  @ManyToOne(() => Person, { ref: true })
  person!: Ref<Person>;

  /** What was published or reviewed; null for a certificate that tells of an event. */
  @ManyToOne(() => MaterialVersion, { ref: true, nullable: true })
  materialVersion?: Ref<MaterialVersion> | null;

  /** Everything that is printed, as it was on the day of the issue. */
  @Property({ type: 'jsonb' })
  snapshot!: CertificateSnapshot;

  /** SHA-256 of the published main file, hex; null for a material without files. */
  @Property({ type: 'text', nullable: true })
  sha256?: string | null;

  /** Who holds it may see the certificate; 128 random bits, see `check-code.ts`. */
  @Property({ type: 'text' })
  @Unique()
  checkCode!: string;

  @Enum({ items: () => CertificateStatus, type: 'text' })
  status: CertificateStatus & Opt = CertificateStatus.VALID;

  @Property({ type: 'timestamptz' })
  issuedAt!: Date;

  @Property({ type: 'timestamptz', nullable: true })
  annulledAt?: Date | null;

  /** In words for the public: «плагиат, протокол № 5 от 12.11.2026». */
  @Property({ type: 'text', nullable: true })
  annulmentReason?: string | null;

  /** Takes its force away for good. */
  annul(reason: string): void {
    this.status = CertificateStatus.ANNULLED;
    this.annulmentReason = reason;
    this.annulledAt = new Date();
  }
}

/** Last number given within a kind and a year; its row is the lock under which certificates are issued. */
@Entity()
export class CertificateCounter {
  [PrimaryKeyProp]?: ['kind', 'year'];

  @PrimaryKey({ type: 'text' })
  kind!: CertificateKind;

  @PrimaryKey({ type: 'integer', autoincrement: false })
  year!: number;

  @Property({ type: 'integer' })
  last!: number;
}
