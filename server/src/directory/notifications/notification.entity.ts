import type { Opt, Ref } from '@mikro-orm/core';
import { Entity, Enum, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { OptionalProps } from '@mikro-orm/core';
import { registerEnumType } from 'type-graphql';
import { v7 as uuidv7 } from 'uuid';
import { Account } from '../account.entity.js';

/** What a person is told of. */
export enum NotificationKind {
  USE_REPORTED = 'USE_REPORTED',
  COMMENTED = 'COMMENTED',
  POST_HIDDEN = 'POST_HIDDEN',
  POST_SHOWN = 'POST_SHOWN',
  COMPLAINT_MADE = 'COMPLAINT_MADE',
  COMPLAINT_DECIDED = 'COMPLAINT_DECIDED',
  MATERIAL_PUBLISHED = 'MATERIAL_PUBLISHED',
  MATERIAL_ACCEPTED = 'MATERIAL_ACCEPTED',
  MATERIAL_RETURNED = 'MATERIAL_RETURNED',
  MATERIAL_REJECTED = 'MATERIAL_REJECTED',
  MATERIAL_WITHDRAWN = 'MATERIAL_WITHDRAWN',
  CO_AUTHOR_INVITED = 'CO_AUTHOR_INVITED',
  CO_AUTHOR_CONFIRMED = 'CO_AUTHOR_CONFIRMED',
  CO_AUTHOR_DECLINED = 'CO_AUTHOR_DECLINED',
  REVIEW_INVITED = 'REVIEW_INVITED',
  REVIEW_CANCELLED = 'REVIEW_CANCELLED',
  REVIEW_DUE = 'REVIEW_DUE',
  REVIEW_OVERDUE = 'REVIEW_OVERDUE',
  REVIEW_DECLINED = 'REVIEW_DECLINED',
  REVIEWS_IN = 'REVIEWS_IN',
  REVIEWS_DIFFER = 'REVIEWS_DIFFER',
  MATERIAL_ERASED = 'MATERIAL_ERASED',
  CO_AUTHOR_LEFT = 'CO_AUTHOR_LEFT',
  DELETION_CANCELLED = 'DELETION_CANCELLED',
  FILE_HIDDEN = 'FILE_HIDDEN',
  FILE_SHOWN = 'FILE_SHOWN',
  CALL_OPENED = 'CALL_OPENED',
  EXPERIENCE_ENTERED = 'EXPERIENCE_ENTERED',
  EXPERIENCE_RETURNED = 'EXPERIENCE_RETURNED',
  EXPERIENCE_WITHDRAWN = 'EXPERIENCE_WITHDRAWN',
  MEETING_PLANNED = 'MEETING_PLANNED',
  MEETING_MOVED = 'MEETING_MOVED',
  MEETING_CANCELLED = 'MEETING_CANCELLED',
  NAME_LEFT = 'NAME_LEFT',
}

registerEnumType(NotificationKind, {
  name: 'NotificationKind',
  description: 'What a person is told of.',
  valuesConfig: {
    USE_REPORTED: { description: 'Somebody has used a material of the viewer.' },
    COMMENTED: { description: 'Somebody has commented on a material of the viewer.' },
    POST_HIDDEN: { description: 'A moderator has hidden what the viewer wrote; `detail` is the reason.' },
    POST_SHOWN: { description: 'A moderator shows again what the viewer wrote.' },
    COMPLAINT_MADE: { description: 'A complaint waits for the viewer; `detail` begins its words.' },
    COMPLAINT_DECIDED: { description: 'A complaint of the viewer was looked at; `detail` is the answer.' },
    MATERIAL_PUBLISHED: {
      description: 'Something new of an author, a theme or a network that the viewer follows.',
    },
    MATERIAL_ACCEPTED: { description: 'What the viewer handed in is public, or public again.' },
    MATERIAL_RETURNED: {
      description: 'What the viewer handed in was sent back; `detail` begins the remarks.',
    },
    MATERIAL_REJECTED: {
      description: 'What the viewer handed in was turned down; `detail` begins the reasons.',
    },
    MATERIAL_WITHDRAWN: { description: 'A material of the viewer was withdrawn; `detail` is the reason.' },
    CO_AUTHOR_INVITED: { description: 'The viewer is asked to stand on a title page.' },
    CO_AUTHOR_CONFIRMED: { description: 'A co-author of the viewer has agreed.' },
    CO_AUTHOR_DECLINED: { description: 'A co-author of the viewer has declined.' },
    REVIEW_INVITED: { description: 'The viewer is asked for a review; `detail` is its last day.' },
    REVIEW_CANCELLED: { description: 'A review of the viewer is not needed any more.' },
    REVIEW_DUE: { description: 'A review of the viewer is due soon; `detail` is its last day.' },
    REVIEW_OVERDUE: { description: 'A review is late; `detail` was its last day.' },
    REVIEW_DECLINED: { description: 'Somebody has declined to review; `detail` is the reason.' },
    REVIEWS_IN: { description: 'All reviews of a material are in.' },
    REVIEWS_DIFFER: {
      description: 'Two reviews differ and a third is needed; `detail` is by how many points.',
    },
    MATERIAL_ERASED: {
      description:
        'An unpublished material with the viewer on its title page went with the account of its owner.',
    },
    CO_AUTHOR_LEFT: {
      description: 'Somebody on a title page of the viewer has deleted the account and stands there no more.',
    },
    FILE_HIDDEN: {
      description:
        'The bank has hidden a file in an earlier version of the viewer; `detail` is the reason, `day` that on which the \
file is erased for ever.',
    },
    FILE_SHOWN: { description: 'A hidden file of the viewer is shown again, and is not deleted.' },
    DELETION_CANCELLED: { description: 'The viewer has signed in, and the account is not deleted.' },
    CALL_OPENED: {
      description:
        'The council asks for materials of a theme that the viewer follows; `detail` begins its words.',
    },
    EXPERIENCE_ENTERED: { description: 'An experience of the viewer is entered into the register.' },
    EXPERIENCE_RETURNED: {
      description: 'The description of an experience was sent back; `detail` begins the remarks.',
    },
    EXPERIENCE_WITHDRAWN: {
      description: 'An experience of the viewer was taken out of the register; `detail` is the reason.',
    },
    MEETING_PLANNED: {
      description: 'The council meets; `subject` is when, `detail` where. To its members.',
    },
    MEETING_MOVED: {
      description:
        'A meeting of the council has another time or place; `subject` has the old and the new time, `detail` the place and the reason.',
    },
    MEETING_CANCELLED: {
      description:
        'A meeting of the council is not held; `subject` is when it was to be, `detail` is the reason.',
    },
    NAME_LEFT: {
      description:
        'An account was erased, and others still name its owner; `subject` is in how many places. To administrators.',
    },
  },
});

/** Something that a person is told of, once. */
@Entity()
@Index({ properties: ['account', 'createdAt'] })
export class Notification {
  [OptionalProps]?: 'id' | 'createdAt';

  @PrimaryKey({ type: 'uuid' })
  id: string = uuidv7();

  @ManyToOne(() => Account, { ref: true })
  account!: Ref<Account>;

  @Enum({ items: () => NotificationKind, type: 'text' })
  kind!: NotificationKind;

  /** Address of what it is about on this site, without the language. */
  @Property({ type: 'text' })
  path!: string;

  /** What it is about, usually a title. */
  @Property({ type: 'text' })
  subject!: string;

  /** Who has done it, as it may be shown. */
  @Property({ type: 'text', nullable: true })
  actorName?: string | null;

  /** The account of the one who has done it; null where nobody is named, or the account is no more. */
  @ManyToOne(() => Account, { ref: true, nullable: true })
  actor?: Ref<Account> | null;

  /** The first words of what was written, or a reason. */
  @Property({ type: 'text', nullable: true })
  detail?: string | null;

  /** The day in Moscow, `YYYY-MM-DD`, on which what it announces happens; null where it announces nothing. */
  @Property({ type: 'date', nullable: true })
  day?: string | null;

  /** Two of one key are one for a person; null for those that may repeat. */
  @Property({ type: 'text', nullable: true })
  key?: string | null;

  @Property({ type: 'timestamptz' })
  createdAt: Date & Opt = new Date();

  @Property({ type: 'timestamptz', nullable: true })
  readAt?: Date | null;

  /** When it went out by mail; null until then, or when it was read before. */
  @Property({ type: 'timestamptz', nullable: true })
  mailedAt?: Date | null;
}
