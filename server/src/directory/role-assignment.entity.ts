import type { Opt, Ref } from '@mikro-orm/core';
import { Entity, Enum, ManyToOne, Property } from '@mikro-orm/decorators/legacy';
import { BaseEntity } from '../platform/base.entity.js';
import { Account } from './account.entity.js';
import { Network } from './network.entity.js';
import { Organization } from './organization.entity.js';
import { Role, RoleScope } from './role.js';
import { Territory } from './territory.entity.js';

/** A role given to an account for a place and a time, with the document that it rests on. */
@Entity()
export class RoleAssignment extends BaseEntity {
  @ManyToOne(() => Account, { ref: true, index: true })
  account!: Ref<Account>;

  @Enum({ items: () => Role, type: 'text' })
  role!: Role;

  @Enum({ items: () => RoleScope, type: 'text' })
  scope: RoleScope & Opt = RoleScope.GLOBAL;

  @ManyToOne(() => Territory, { ref: true, nullable: true })
  territory?: Ref<Territory> | null;

  @ManyToOne(() => Organization, { ref: true, nullable: true })
  organization?: Ref<Organization> | null;

  @ManyToOne(() => Network, { ref: true, nullable: true })
  network?: Ref<Network> | null;

  /** The document that it rests on: «приказ № 12 от 01.09.2026». */
  @Property({ type: 'text', nullable: true })
  basis?: string | null;

  /** First day, `YYYY-MM-DD`. */
  @Property({ type: 'date', defaultRaw: 'current_date' })
  validFrom!: string & Opt;

  /** Last day, `YYYY-MM-DD`; null for no end. */
  @Property({ type: 'date', nullable: true })
  validTo?: string | null;
}
