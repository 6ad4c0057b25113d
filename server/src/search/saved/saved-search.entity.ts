import type { Opt, Ref } from '@mikro-orm/core';
import { Entity, Enum, Index, ManyToOne, Property, Unique } from '@mikro-orm/decorators/legacy';
import { registerEnumType } from 'type-graphql';
import { Account } from '../../directory/account.entity.js';
import type { MaterialFilter } from '../../materials/material-filter.input.js';
import { BaseEntity } from '../../platform/base.entity.js';

/** How often new materials of a saved search come by mail. */
export enum MailRhythm {
  NONE = 'NONE',
  DAY = 'DAY',
  WEEK = 'WEEK',
  MONTH = 'MONTH',
}

registerEnumType(MailRhythm, {
  name: 'MailRhythm',
  description: 'How often new materials of a saved search come by mail.',
  valuesConfig: {
    NONE: { description: 'Never.' },
    DAY: { description: 'Once a day, when there is something new.' },
    WEEK: { description: 'Once a week, when there is something new.' },
    MONTH: { description: 'Once a month, when there is something new.' },
  },
});

/** A search of the catalogue that a person follows. */
@Entity()
export class SavedSearch extends BaseEntity {
  @ManyToOne(() => Account, { ref: true })
  @Index()
  account!: Ref<Account>;

  /** What its owner calls it. */
  @Property({ type: 'text' })
  title!: string;

  @Property({ type: 'text' })
  query!: string;

  @Property({ type: 'jsonb' })
  filter!: MaterialFilter;

  @Property({ type: 'boolean' })
  exact: boolean & Opt = false;

  /** The query of the catalogue's address that shows the same. */
  @Property({ type: 'text' })
  address!: string;

  @Enum({ items: () => MailRhythm, type: 'text' })
  mail: MailRhythm & Opt = MailRhythm.NONE;

  /** Key of the address of its feed, 128 bits; a new one makes the old address dead. */
  @Property({ type: 'text' })
  @Unique()
  token!: string;

  /** Until when what was published has been told by mail. */
  @Property({ type: 'timestamptz' })
  mailedUntil: Date & Opt = new Date();
}
