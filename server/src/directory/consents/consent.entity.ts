import type { Opt, Ref } from '@mikro-orm/core';
import { Entity, Enum, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { registerEnumType } from 'type-graphql';
import { BaseEntity } from '../../platform/base.entity.js';
import { Account } from '../account.entity.js';

/** What a consent is for: one document for each purpose (152-FZ, art. 9). */
export enum ConsentKind {
  PROCESSING = 'PROCESSING',
  DISTRIBUTION = 'DISTRIBUTION',
  MAILING = 'MAILING',
  MATERIAL_LICENSE = 'MATERIAL_LICENSE',
}

registerEnumType(ConsentKind, {
  name: 'ConsentKind',
  description: 'What a consent is for.',
  valuesConfig: {
    PROCESSING: { description: 'Обработка персональных данных: without it there is no account.' },
    DISTRIBUTION: { description: 'Распространение: what the public page of an author shows (art. 10.1).' },
    MAILING: { description: 'Письма: digests and news.' },
    MATERIAL_LICENSE: { description: 'Размещение материалов on the terms that each names.' },
  },
});

/** A consent to a text; those withdrawn stay as evidence of when they held. */
@Entity()
export class Consent extends BaseEntity {
  @ManyToOne(() => Account, { ref: true, index: true })
  account!: Ref<Account>;

  @Enum({ items: () => ConsentKind, type: 'text' })
  kind!: ConsentKind;

  /** Version of the text, `2026-11-25`. */
  @Property({ type: 'text' })
  textVersion!: string;

  /** SHA-256 of the Russian text. */
  @Property({ type: 'text' })
  textHash!: string;

  @Property({ type: 'timestamptz' })
  givenAt!: Date;

  @Property({ type: 'timestamptz', nullable: true })
  withdrawnAt?: Date | null;
}

/** A text that somebody has agreed to, as it was; it never changes and is never removed. */
@Entity()
export class ConsentText {
  /** SHA-256 of the Russian text, lower-case hex. */
  @PrimaryKey({ type: 'text' })
  hash!: string;

  @Enum({ items: () => ConsentKind, type: 'text' })
  kind!: ConsentKind;

  @Property({ type: 'text' })
  version!: string;

  @Property({ type: 'text' })
  title!: string;

  @Property({ type: 'text' })
  body!: string;

  @Property({ type: 'timestamptz', defaultRaw: 'now()' })
  createdAt!: Date & Opt;
}
