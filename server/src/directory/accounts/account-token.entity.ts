import type { Opt, Ref } from '@mikro-orm/core';
import { Entity, Enum, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { v7 as uuidv7 } from 'uuid';
import { Account } from '../account.entity.js';

/** What a one-time link is for. */
export enum TokenPurpose {
  /** Shows that the address of a new account is its owner's. */
  CONFIRM = 'CONFIRM',
  /** Sets a new password. */
  RESET = 'RESET',
  /** Puts a new address in the place of the old. */
  EMAIL = 'EMAIL',
}

/** A one-time link that was sent by letter: gone once it is used. */
@Entity()
export class AccountToken {
  @PrimaryKey({ type: 'uuid' })
  id: string = uuidv7();

  @ManyToOne(() => Account, { ref: true, index: true })
  account!: Ref<Account>;

  @Enum({ items: () => TokenPurpose, type: 'text' })
  purpose!: TokenPurpose;

  /** SHA-256 of the token: whoever reads the table can use no link. */
  @Property({ type: 'text' })
  @Unique()
  tokenHash!: string;

  /** The new address, of a link that changes it. */
  @Property({ type: 'text', nullable: true })
  email?: string | null;

  @Property({ type: 'timestamptz' })
  expiresAt!: Date;

  @Property({ type: 'timestamptz', defaultRaw: 'now()' })
  createdAt!: Date & Opt;
}
