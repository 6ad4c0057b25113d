import type { Ref } from '@mikro-orm/core';
import { Entity, Enum, ManyToOne, Property, Unique } from '@mikro-orm/decorators/legacy';
import { BaseEntity } from '../../platform/base.entity.js';
import { Account } from '../account.entity.js';
import { Organization } from '../organization.entity.js';
import { Role } from '../role.js';

/** Somebody whom an administrator has asked to have an account; gone once they have, or nobody waits any more. */
@Entity()
export class AccountInvitation extends BaseEntity {
  /** Lower case, NFC, as accounts hold it. */
  @Property({ type: 'text' })
  @Unique()
  email!: string;

  @Property({ type: 'text' })
  lastName!: string;

  @Property({ type: 'text' })
  firstName!: string;

  @Property({ type: 'text', nullable: true })
  patronymic?: string | null;

  /** Place of work. */
  @ManyToOne(() => Organization, { ref: true, nullable: true })
  organization?: Ref<Organization> | null;

  /** Role that comes with the account; null for none but a teacher's. */
  @Enum({ items: () => Role, type: 'text', nullable: true })
  role?: Role | null;

  /** Territory, organisation or network of the role; null for the whole bank. */
  @Property({ type: 'uuid', nullable: true })
  placeId?: string | null;

  /** The document that the role rests on. */
  @Property({ type: 'text', nullable: true })
  basis?: string | null;

  /** First day of the role; null for the day of the acceptance. */
  @Property({ type: 'date', nullable: true })
  validFrom?: string | null;

  @Property({ type: 'date', nullable: true })
  validTo?: string | null;

  /** Who answers for it: the role is given in this name. */
  @ManyToOne(() => Account, { ref: true, nullable: true })
  invitedBy?: Ref<Account> | null;

  /** SHA-256 of the token in the last letter; null until one has left. */
  @Property({ type: 'text', nullable: true, lazy: true })
  @Unique()
  tokenHash?: string | null;

  @Property({ type: 'timestamptz', nullable: true })
  sentAt?: Date | null;

  /** Until when the link of the last letter holds. */
  @Property({ type: 'timestamptz', nullable: true })
  expiresAt?: Date | null;
}
