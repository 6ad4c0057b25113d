import type { Opt, Ref } from '@mikro-orm/core';
import { Entity, Enum, ManyToOne, Property } from '@mikro-orm/decorators/legacy';
import { registerEnumType } from 'type-graphql';
import { Account } from '../../directory/account.entity.js';
import { BaseEntity } from '../../platform/base.entity.js';
import { Material } from '../material.entity.js';
import { Post } from './post.entity.js';

/** What is wrong, in the words of whoever complains. */
export enum ComplaintReason {
  COPYRIGHT = 'COPYRIGHT',
  PERSONAL_DATA = 'PERSONAL_DATA',
  MISTAKE = 'MISTAKE',
  OFFENCE = 'OFFENCE',
  SPAM = 'SPAM',
  OTHER = 'OTHER',
}

registerEnumType(ComplaintReason, {
  name: 'ComplaintReason',
  description: 'What is wrong.',
  valuesConfig: {
    COPYRIGHT: { description: 'Чужой материал.' },
    PERSONAL_DATA: { description: 'Персональные данные, лица детей без согласия.' },
    MISTAKE: { description: 'Ошибка в содержании.' },
    OFFENCE: { description: 'Грубость, оскорбление.' },
    SPAM: { description: 'Реклама, не по теме.' },
    OTHER: { description: 'Другое.' },
  },
});

/** What has become of a complaint. */
export enum ComplaintState {
  NEW = 'NEW',
  UPHELD = 'UPHELD',
  DISMISSED = 'DISMISSED',
}

registerEnumType(ComplaintState, {
  name: 'ComplaintState',
  description: 'What has become of a complaint.',
  valuesConfig: {
    NEW: { description: 'Waits for a moderator.' },
    UPHELD: { description: 'Is right; a post that it is about is hidden.' },
    DISMISSED: { description: 'Is not right.' },
  },
});

/** «Жалоба» on a material, or on what a reader wrote under it. */
@Entity()
export class Complaint extends BaseEntity {
  @ManyToOne(() => Account, { ref: true })
  account!: Ref<Account>;

  @ManyToOne(() => Material, { ref: true })
  material!: Ref<Material>;

  /** What a reader wrote; null when the material itself is meant. */
  @ManyToOne(() => Post, { ref: true, nullable: true })
  post?: Ref<Post> | null;

  @Enum({ items: () => ComplaintReason, type: 'text' })
  reason!: ComplaintReason;

  @Property({ type: 'text', nullable: true })
  body?: string | null;

  @Enum({ items: () => ComplaintState, type: 'text' })
  state: ComplaintState & Opt = ComplaintState.NEW;

  @ManyToOne(() => Account, { ref: true, nullable: true })
  decidedBy?: Ref<Account> | null;

  @Property({ type: 'timestamptz', nullable: true })
  decidedAt?: Date | null;

  /** The moderator's answer, for whoever complained. */
  @Property({ type: 'text', nullable: true })
  answer?: string | null;
}
