import type { Ref } from '@mikro-orm/core';
import { Entity, OneToOne, Property, Unique } from '@mikro-orm/decorators/legacy';
import { BaseEntity } from '../platform/base.entity.js';
import { Person } from './person.entity.js';

/** The right of one person to sign in. */
@Entity()
export class Account extends BaseEntity {
  /** Lower case, NFC; the name by which one signs in. */
  @Property({ type: 'text' })
  @Unique()
  email!: string;

  /** Argon2id in the PHC string form; null where only another provider or a passkey signs in. */
  @Property({ type: 'text', nullable: true, lazy: true })
  passwordHash?: string | null;

  @OneToOne(() => Person, { ref: true, owner: true })
  person!: Ref<Person>;

  /** When the owner showed that the address is theirs. */
  @Property({ type: 'timestamptz', nullable: true })
  emailConfirmedAt?: Date | null;

  /** Since when nobody may sign in with it. */
  @Property({ type: 'timestamptz', nullable: true })
  blockedAt?: Date | null;

  /** What the administrator wrote who blocked it. */
  @Property({ type: 'text', nullable: true })
  blockReason?: string | null;

  /** Set where it only stands for somebody who has deleted the account: nobody signs in with it, nothing leads back. */
  @Property({ type: 'timestamptz', nullable: true })
  erasedAt?: Date | null;
}
