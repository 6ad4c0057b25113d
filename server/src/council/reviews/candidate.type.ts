import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { EducationLevel } from '../../vocabulary/education-level.js';

/** What stands against a reviewer. */
export enum ReviewObstacle {
  CONTRIBUTOR = 'CONTRIBUTOR',
  DECLARED = 'DECLARED',
  ASSIGNED = 'ASSIGNED',
  SAME_ORGANIZATION = 'SAME_ORGANIZATION',
  CO_AUTHOR = 'CO_AUTHOR',
}

registerEnumType(ReviewObstacle, {
  name: 'ReviewObstacle',
  description: 'What stands against a reviewer.',
  valuesConfig: {
    CONTRIBUTOR: { description: 'Автор или соавтор этого материала.' },
    DECLARED: { description: 'Сам назвал конфликт интересов.' },
    ASSIGNED: { description: 'Уже рецензирует эту версию.' },
    SAME_ORGANIZATION: { description: 'Работает там же, где автор.' },
    CO_AUTHOR: { description: 'Писал вместе с автором другой материал.' },
  },
});

/** Somebody who could review a material, with what speaks for and against it. */
@ObjectType('ReviewerCandidate', {
  description: 'Somebody who could review a material, with what speaks for it and what against.',
})
export class Candidate {
  @Field(() => ID, { description: 'Account, for `inviteReviewers`.' })
  id!: string;

  @Field(() => String, { description: '«Фамилия И. О.» with no-break spaces.' })
  shortName!: string;

  @Field(() => String, { nullable: true, description: 'Post.' })
  position!: string | null;

  @Field(() => String, { nullable: true, description: 'Where the person works.' })
  organizationName!: string | null;

  @Field(() => [String], { description: 'Themes of the material that the person wrote of or reviewed.' })
  themes!: string[];

  @Field(() => [String], { description: 'Subjects of the material that the person teaches.' })
  subjects!: string[];

  @Field(() => [EducationLevel], { description: 'Levels of the material at which the person works.' })
  levels!: EducationLevel[];

  @Field(() => Int, { description: 'Reviews that the person still has to write.' })
  load!: number;

  @Field(() => Int, { description: 'How many of them are late.' })
  overdue!: number;

  @Field(() => Boolean, { description: 'Whether the person has reviewed an earlier version.' })
  reviewedBefore!: boolean;

  @Field(() => ReviewObstacle, { nullable: true, description: 'What forbids to ask; null for nothing.' })
  obstacle!: ReviewObstacle | null;
}
