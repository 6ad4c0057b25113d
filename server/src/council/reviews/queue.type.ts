import { GraphQLLocalDate } from 'graphql-scalars';
import { Field, GraphQLISODateTime, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { MaterialKind, MaterialStatus } from '../../materials/material-enums.js';
import { PageInfo } from '../../platform/connection.js';
import { AssignmentState } from './review-assignment.entity.js';

/** What has to be done with a material in the queue. */
export enum QueueNeed {
  ASSIGN = 'ASSIGN',
  MORE = 'MORE',
  THIRD = 'THIRD',
  CHASE = 'CHASE',
  WAIT = 'WAIT',
  DECIDE = 'DECIDE',
}

registerEnumType(QueueNeed, {
  name: 'QueueNeed',
  description: 'What has to be done with a material in the queue.',
  valuesConfig: {
    ASSIGN: { description: 'Назначить рецензентов или решить без них.' },
    MORE: { description: 'Рецензентов меньше двух: пригласить ещё.' },
    THIRD: { description: 'Оценки разошлись: нужен третий рецензент.' },
    CHASE: { description: 'Отзыв просрочен: напомнить или заменить рецензента.' },
    WAIT: { description: 'Ждать отзывов.' },
    DECIDE: { description: 'Отзывы есть: вынести решение.' },
  },
});

/** In what order the queue is shown. */
export enum QueueOrder {
  LONGEST_WAITING = 'LONGEST_WAITING',
  NEWEST = 'NEWEST',
  DUE_FIRST = 'DUE_FIRST',
}

registerEnumType(QueueOrder, {
  name: 'QueueOrder',
  description: 'In what order the queue is shown.',
  valuesConfig: {
    LONGEST_WAITING: { description: 'What waits longest comes first.' },
    NEWEST: { description: 'What came last comes first.' },
    DUE_FIRST: { description: 'Whose review is due soonest comes first.' },
  },
});

/** A theme of a material in the queue. */
@ObjectType({ description: 'A theme of a material in the queue.' })
export class QueueTheme {
  @Field(() => String, { description: 'Last part of its address.' })
  slug!: string;

  @Field(() => String, { description: 'Its title.' })
  title!: string;
}

/** A reviewer of a material in the queue. */
@ObjectType({ description: 'A reviewer of a material in the queue.' })
export class QueueReviewer {
  @Field(() => String, { description: '«Фамилия И. О.» with no-break spaces.' })
  shortName!: string;

  @Field(() => AssignmentState, { description: 'How far the review is.' })
  state!: AssignmentState;

  @Field(() => GraphQLLocalDate, { description: 'Its last day.' })
  dueOn!: string;
}

/** A material that was handed in and is not decided. */
@ObjectType({ description: 'A material that was handed in and is not decided.' })
export class QueueItem {
  @Field(() => ID, { description: 'The material.' })
  id!: string;

  @Field(() => String, { description: 'Title of the version.' })
  title!: string;

  @Field(() => MaterialKind, { description: 'Kind.' })
  kind!: MaterialKind;

  @Field(() => MaterialStatus, { description: 'State of the version.' })
  state!: MaterialStatus;

  @Field(() => Boolean, { description: 'Whether an earlier version is public.' })
  published!: boolean;

  @Field(() => Int, { description: 'How often it was handed in.' })
  round!: number;

  @Field(() => GraphQLISODateTime, { description: 'When it was handed in.' })
  handedInAt!: Date;

  @Field(() => Int, { description: 'Whole days since then.' })
  days!: number;

  @Field(() => String, { nullable: true, description: 'Organisation of the material.' })
  organizationName!: string | null;

  @Field(() => [String], { description: 'Names of the title page, short.' })
  authors!: string[];

  @Field(() => [QueueTheme], { description: 'Priority themes.' })
  themes!: QueueTheme[];

  @Field(() => [QueueReviewer], { description: 'Who was asked for this version and has not declined.' })
  reviewers!: QueueReviewer[];

  @Field(() => Int, { description: 'Reviews that are in.' })
  sent!: number;

  @Field(() => Int, { description: 'Reviews that are awaited.' })
  open!: number;

  @Field(() => QueueNeed, { description: 'What has to be done.' })
  need!: QueueNeed;
}

/** How many materials need the same. */
@ObjectType({ description: 'How many materials of the queue need the same.' })
export class QueueCount {
  @Field(() => QueueNeed, { description: 'What they need.' })
  need!: QueueNeed;

  @Field(() => Int, { description: 'How many.' })
  count!: number;
}

/** A page of the queue. */
@ObjectType({ description: 'A page of the queue.' })
export class QueueConnection {
  @Field(() => [QueueItem], { description: 'Materials.' })
  nodes!: QueueItem[];

  @Field(() => PageInfo, { description: 'Where the page ends.' })
  pageInfo!: PageInfo;

  @Field(() => Int, { description: 'How many there are with this filter.' })
  totalCount!: number;

  @Field(() => [QueueCount], {
    description: 'The whole queue by what has to be done, empty groups left out.',
  })
  counts!: QueueCount[];
}

/** What a reviewer has to do. */
@ObjectType({ description: 'What a reviewer has to do and has done.' })
export class ReviewerLoad {
  @Field(() => String, { description: '«Фамилия И. О.» with no-break spaces.' })
  shortName!: string;

  @Field(() => String, { nullable: true, description: 'Where the person works.' })
  organizationName!: string | null;

  @Field(() => Int, { description: 'Reviews that are awaited.' })
  open!: number;

  @Field(() => Int, { description: 'How many of them are late.' })
  overdue!: number;

  @Field(() => Int, { description: 'Reviews sent in the last 365 days.' })
  sent!: number;
}
