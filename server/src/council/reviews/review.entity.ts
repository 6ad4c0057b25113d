import { Collection, type Opt, type Ref } from '@mikro-orm/core';
import { Entity, Enum, ManyToOne, OneToMany, OneToOne, Property } from '@mikro-orm/decorators/legacy';
import { registerEnumType } from 'type-graphql';
import { StoredFile } from '../../materials/stored-file.entity.js';
import { BaseEntity } from '../../platform/base.entity.js';
import { Criterion } from '../forms/review-form.entity.js';
import { ReviewAssignment } from './review-assignment.entity.js';

/** What a reviewer advises. */
export enum Recommendation {
  PUBLISH = 'PUBLISH',
  REVISE = 'REVISE',
  REJECT = 'REJECT',
}

registerEnumType(Recommendation, {
  name: 'ReviewRecommendation',
  description: 'What a reviewer advises.',
  valuesConfig: {
    PUBLISH: { description: 'Опубликовать.' },
    REVISE: { description: 'Вернуть на доработку.' },
    REJECT: { description: 'Отклонить.' },
  },
});

/** What one reviewer says of one version: a draft until it is sent, then never changed; the database holds to it. */
@Entity()
export class Review extends BaseEntity {
  @OneToOne(() => ReviewAssignment, { ref: true, owner: true })
  assignment!: Ref<ReviewAssignment>;

  /** By the id of the criterion, from 0 to the best score of the form. */
  @Property({ type: 'jsonb' })
  scores: Record<string, number> & Opt = {};

  /** Weighed, in per cent of the best; null until it is sent. */
  @Property({ type: 'integer', nullable: true })
  total?: number | null;

  @Enum({ items: () => Recommendation, type: 'text', nullable: true })
  recommendation?: Recommendation | null;

  @Property({ type: 'text' })
  toAuthor: string & Opt = '';

  /** What the author never reads. */
  @Property({ type: 'text' })
  toCouncil: string & Opt = '';

  @Property({ type: 'timestamptz', nullable: true })
  sentAt?: Date | null;

  @OneToMany(() => ReviewRemark, (remark) => remark.review, {
    orderBy: { position: 'asc' },
    orphanRemoval: true,
  })
  remarks = new Collection<ReviewRemark>(this);
}

/** A remark at a place, and what the author answers to it. */
@Entity()
export class ReviewRemark extends BaseEntity {
  @ManyToOne(() => Review, { ref: true })
  review!: Ref<Review>;

  /** Order in the review, from 0. */
  @Property({ type: 'integer' })
  position!: number;

  @ManyToOne(() => Criterion, { ref: true, nullable: true })
  criterion?: Ref<Criterion> | null;

  @ManyToOne(() => StoredFile, { ref: true, nullable: true })
  file?: Ref<StoredFile> | null;

  /** Page or slide of the file, from 1. */
  @Property({ type: 'integer', nullable: true })
  page?: number | null;

  @Property({ type: 'text' })
  body!: string;

  @Property({ type: 'text', nullable: true })
  answer?: string | null;

  @Property({ type: 'timestamptz', nullable: true })
  answeredAt?: Date | null;
}
