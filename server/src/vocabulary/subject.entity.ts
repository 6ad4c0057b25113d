import { Entity, Property, Unique } from '@mikro-orm/decorators/legacy';
import { BaseEntity } from '../platform/base.entity.js';

/** A school subject or an area of a preschool child's development. */
@Entity()
export class Subject extends BaseEntity {
  @Property({ type: 'text' })
  @Unique()
  slug!: string;

  @Property({ type: 'text' })
  @Unique()
  title!: string;

  /** Order in lists, from 0. */
  @Property({ type: 'integer' })
  position!: number;
}
