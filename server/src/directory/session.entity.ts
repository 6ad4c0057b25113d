import { OptionalProps, type Ref } from '@mikro-orm/core';
import { Entity, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { v7 as uuidv7 } from 'uuid';
import { Account } from './account.entity.js';

/** One device on which somebody is signed in. A row that is gone, is signed out. */
@Entity()
export class Session {
  [OptionalProps]?: 'id' | 'createdAt' | 'lastSeenAt' | 'userAgent' | 'address' | 'twoFactors';

  @PrimaryKey({ type: 'uuid' })
  id: string = uuidv7();

  /** SHA-256 of the token that the cookie holds, hex; the token itself is nowhere in the bank. */
  @Property({ type: 'text' })
  @Unique()
  tokenHash!: string;

  @ManyToOne(() => Account, { ref: true, index: true })
  account!: Ref<Account>;

  /** By the database's clock, like every time of a session. */
  @Property({ type: 'timestamptz', defaultRaw: 'now()' })
  createdAt!: Date;

  @Property({ type: 'timestamptz', defaultRaw: 'now()' })
  lastSeenAt!: Date;

  /** The end, however often it is used. */
  @Property({ type: 'timestamptz' })
  expiresAt!: Date;

  @Property({ type: 'text', nullable: true })
  userAgent?: string | null;

  /** Network address at sign-in. */
  @Property({ type: 'text', nullable: true })
  address?: string | null;

  /** Whether two factors were shown; where staff has to, it holds their roles with two alone. */
  @Property({ type: 'boolean', default: false })
  twoFactors!: boolean;
}
