import { type Opt, type Ref, ref } from '@mikro-orm/core';
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

/** Where a role is held: one place, or none for the whole bank. */
export interface RolePlace {
  readonly territory?: Territory | null | undefined;
  readonly organization?: Organization | null | undefined;
  readonly network?: Network | null | undefined;
}

/** The columns of an assignment that say how far its role reaches. */
export function reachOf({ territory, organization, network }: RolePlace) {
  const scope = territory
    ? RoleScope.TERRITORY
    : organization
      ? RoleScope.ORGANIZATION
      : network
        ? RoleScope.NETWORK
        : RoleScope.GLOBAL;
  return {
    scope,
    territory: territory ? ref(territory) : null,
    organization: organization ? ref(organization) : null,
    network: network ? ref(network) : null,
  };
}
