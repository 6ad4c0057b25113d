import { Collection, type Opt, type Ref } from '@mikro-orm/core';
import {
  Entity,
  Enum,
  Index,
  ManyToOne,
  OneToMany,
  OneToOne,
  Property,
  Unique,
} from '@mikro-orm/decorators/legacy';
import { BaseEntity } from '../platform/base.entity.js';
import { Network } from '../directory/network.entity.js';
import { Organization } from '../directory/organization.entity.js';
import { MaterialKind, MaterialStatus } from './material-enums.js';
import { MaterialVersion } from './material-version.entity.js';

/** A methodological material: its identity, state and place; what it says is in its versions. */
@Entity()
@Index({ properties: ['status', 'publishedAt'] })
export class Material extends BaseEntity {
  /** «МБ-2026-000123», given once and never again. */
  @Property({ type: 'text' })
  @Unique()
  registrationNumber!: string;

  /** Last part of the public address; never changes. */
  @Property({ type: 'text' })
  @Unique()
  slug!: string;

  @Enum({ items: () => MaterialKind, type: 'text' })
  kind!: MaterialKind;

  @Enum({ items: () => MaterialStatus, type: 'text' })
  status: MaterialStatus & Opt = MaterialStatus.DRAFT;

  @ManyToOne(() => Organization, { ref: true, nullable: true, index: true })
  organization?: Ref<Organization> | null;

  @ManyToOne(() => Network, { ref: true, nullable: true, index: true })
  network?: Ref<Network> | null;

  /** What the public reads; null until the first publication. */
  @OneToOne(() => MaterialVersion, { ref: true, nullable: true, owner: true })
  publishedVersion?: Ref<MaterialVersion> | null;

  @OneToMany(() => MaterialVersion, (version) => version.material)
  versions = new Collection<MaterialVersion>(this);

  @Property({ type: 'timestamptz', nullable: true })
  publishedAt?: Date | null;

  /** «Проверить актуальность до», `YYYY-MM-DD`. */
  @Property({ type: 'date', nullable: true })
  reviewBy?: string | null;

  /** Number of the council's protocol within its year; null without a decision. */
  @Property({ type: 'text', nullable: true })
  protocolNumber?: string | null;

  @Property({ type: 'date', nullable: true })
  protocolDate?: string | null;

  /** «Рекомендовано НМС». */
  @Property({ type: 'boolean' })
  recommended: boolean & Opt = false;

  /** What identifies the row of a manifest that the material came from, so that a second import finds it. */
  @Property({ type: 'text', nullable: true })
  @Unique()
  importKey?: string | null;

  /** Digest of that row and its files: equal means nothing to do. */
  @Property({ type: 'text', nullable: true })
  importDigest?: string | null;

  /** Whether anybody may see it. */
  get isPublic(): boolean & Opt {
    return this.status === MaterialStatus.PUBLISHED || this.status === MaterialStatus.OUTDATED;
  }
}
