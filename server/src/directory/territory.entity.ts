import { Entity, Property, Unique } from '@mikro-orm/decorators/legacy';
import { BaseEntity } from '../platform/base.entity.js';

/** A municipality whose organisations work together. */
@Entity()
@Unique({ properties: ['name', 'region'] })
export class Territory extends BaseEntity {
  @Property({ type: 'text' })
  name!: string;

  @Property({ type: 'text' })
  region!: string;

  /** IANA zone in which the territory's due dates are meant. */
  @Property({ type: 'text' })
  timeZone!: string;
}
