import { PrimaryKeyProp, type Opt, type Ref } from '@mikro-orm/core';
import { Entity, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Material } from '../material.entity.js';

/** How often a material was looked at and downloaded on one day; no person is recorded. */
@Entity()
export class UsageDaily {
  [PrimaryKeyProp]?: ['material', 'day'];

  @ManyToOne(() => Material, { ref: true, primary: true })
  material!: Ref<Material>;

  /** Day in Moscow, `YYYY-MM-DD`. */
  @PrimaryKey({ type: 'date' })
  day!: string;

  @Property({ type: 'integer' })
  views: number & Opt = 0;

  @Property({ type: 'integer' })
  downloads: number & Opt = 0;
}
