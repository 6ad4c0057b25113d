import type { Opt, Ref } from '@mikro-orm/core';
import { Entity, Enum, ManyToOne, Property } from '@mikro-orm/decorators/legacy';
import { registerEnumType } from 'type-graphql';
import { Account } from '../../directory/account.entity.js';
import { BaseEntity } from '../../platform/base.entity.js';
import { Material } from '../material.entity.js';

/** What a reader writes under a material. */
export enum PostKind {
  USE_REPORT = 'USE_REPORT',
  COMMENT = 'COMMENT',
}

registerEnumType(PostKind, {
  name: 'PostKind',
  description: 'What a reader writes under a material.',
  valuesConfig: {
    USE_REPORT: { description: '«Применил на практике».' },
    COMMENT: { description: 'A word in the discussion.' },
  },
});

/** A use report or a comment: what a reader writes under a material, in the reader's own name. */
@Entity()
export class Post extends BaseEntity {
  @Enum({ items: () => PostKind, type: 'text' })
  kind!: PostKind;

  @ManyToOne(() => Account, { ref: true })
  account!: Ref<Account>;

  @ManyToOne(() => Material, { ref: true })
  material!: Ref<Material>;

  /** The comment; of a use report, what changed. */
  @Property({ type: 'text' })
  body!: string;

  /** Day of the lesson, `YYYY-MM-DD`; of a use report alone. */
  @Property({ type: 'date', nullable: true })
  usedOn?: string | null;

  /** «3 „Б“», «старшая группа»; of a use report alone. */
  @Property({ type: 'text', nullable: true })
  className?: string | null;

  /** The reader's own variant, when it is in the bank. */
  @ManyToOne(() => Material, { ref: true, nullable: true })
  variant?: Ref<Material> | null;

  /** When its words last changed; null while they are the first. */
  @Property({ type: 'timestamptz', nullable: true })
  editedAt?: Date | null;

  /** Since when nobody else sees it. */
  @Property({ type: 'timestamptz', nullable: true })
  hiddenAt?: Date | null;

  /** Who hid it: its writer, or a moderator. */
  @ManyToOne(() => Account, { ref: true, nullable: true })
  hiddenBy?: Ref<Account> | null;

  /** Why a moderator hid it, for its writer. */
  @Property({ type: 'text', nullable: true })
  hiddenReason?: string | null;

  /** Nobody else sees it any more. */
  hide(by: Ref<Account>, reason: string | null): void {
    Object.assign(this, { hiddenAt: new Date(), hiddenBy: by, hiddenReason: reason });
  }

  /** Everybody sees it again. */
  show(): void {
    Object.assign(this, { hiddenAt: null, hiddenBy: null, hiddenReason: null });
  }

  /** Whether somebody else than its writer has hidden it. */
  get hiddenByModerator(): boolean & Opt {
    return this.hiddenBy != null && this.hiddenBy.id !== this.account.id;
  }
}
