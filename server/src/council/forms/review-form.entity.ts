import { Collection, type Opt, type Ref } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Entity, ManyToOne, OneToMany, Property, Unique } from '@mikro-orm/decorators/legacy';
import { BaseEntity } from '../../platform/base.entity.js';

/**
 * An edition of the form by which reviewers judge. Since the first review was asked for by it, it stays as it is:
 * a change makes the next edition, and reviews are always read by the edition that they were written by.
 */
@Entity()
export class ReviewForm extends BaseEntity {
  /** Edition, from 1; the highest is in force. */
  @Property({ type: 'integer' })
  @Unique()
  edition!: number;

  @Property({ type: 'text' })
  title!: string;

  /** The best score of a criterion; the lowest is 0. */
  @Property({ type: 'integer' })
  maxScore: number & Opt = 5;

  /** Since when it is in use and does not change; the database holds to it. */
  @Property({ type: 'timestamptz', nullable: true })
  frozenAt?: Date | null;

  @OneToMany(() => Criterion, (criterion) => criterion.form, { orderBy: { position: 'asc' } })
  criteria = new Collection<Criterion>(this);

  /**
   * Total of a review in per cent of the best one, rounded; the criteria have to be loaded.
   * @param scores by the id of the criterion; null unless there is one for each
   */
  totalOf(scores: Readonly<Record<string, number>>): number | null {
    let sum = 0;
    let best = 0;
    for (const { id, weight } of this.criteria) {
      const score = scores[id];
      if (score === undefined) return null;
      sum += weight * score;
      best += weight * this.maxScore;
    }
    return best === 0 ? null : Math.round((sum / best) * 100);
  }
}

/** What is judged, how much it weighs, and what a reviewer looks at. */
@Entity({ tableName: 'review_criterion' })
export class Criterion extends BaseEntity {
  @ManyToOne(() => ReviewForm, { ref: true, index: true })
  form!: Ref<ReviewForm>;

  /** Order in the form, from 0. */
  @Property({ type: 'integer' })
  position!: number;

  @Property({ type: 'text' })
  title!: string;

  /** What to look at, and when to give how much. */
  @Property({ type: 'text' })
  hint!: string;

  /** From 1 to 10. */
  @Property({ type: 'integer' })
  weight!: number;
}

/** The edition in force, with its criteria. */
export function formInForce(em: EntityManager): Promise<ReviewForm> {
  return em.findOneOrFail(
    ReviewForm,
    { edition: { $gt: 0 } },
    { orderBy: { edition: 'desc' }, populate: ['criteria'] },
  );
}
