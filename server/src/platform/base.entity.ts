import { OptionalProps } from '@mikro-orm/core';
import { PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { v7 as uuidv7 } from 'uuid';

/** What every stored thing has: a time-ordered id, its times, and the number that optimistic locking compares. */
export abstract class BaseEntity {
  [OptionalProps]?: 'id' | 'createdAt' | 'updatedAt' | 'version';

  /** UUID version 7, made by the application so that it is known before the insert. */
  @PrimaryKey({ type: 'uuid' })
  id: string = uuidv7();

  @Property({ type: 'timestamptz' })
  createdAt: Date = new Date();

  @Property({ type: 'timestamptz', onUpdate: () => new Date() })
  updatedAt: Date = new Date();

  /** Counts the changes; an update of an older number is a Conflict. */
  @Property({ type: 'integer', version: true })
  version!: number;
}
