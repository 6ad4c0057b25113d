import { OptionalProps, PrimaryKeyProp } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** A key under which an account has done something once; a repeat of the request finds it and does nothing. */
@Entity()
export class IdempotencyKey {
  [PrimaryKeyProp]?: ['accountId', 'key'];
  [OptionalProps]?: 'createdAt';

  @PrimaryKey({ type: 'uuid' })
  accountId!: string;

  /** Made by the caller, anew for each thing that it means to do. */
  @PrimaryKey({ type: 'text' })
  key!: string;

  /** What was done: `material.submit`. */
  @Property({ type: 'text' })
  operation!: string;

  /** What it was done to. */
  @Property({ type: 'uuid' })
  subjectId!: string;

  @Property({ type: 'timestamptz' })
  createdAt: Date = new Date();
}
