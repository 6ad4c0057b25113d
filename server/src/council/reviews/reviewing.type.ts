import { GraphQLLocalDate } from 'graphql-scalars';
import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import { VersionComparison } from '../../materials/authoring/comparison.js';
import { VersionType } from '../../materials/authoring/version.type.js';
import { MaterialKind } from '../../materials/material-enums.js';
import { CriterionType, RemarkType, ReviewScore } from './material-review.type.js';
import { AssignmentState } from './review-assignment.entity.js';
import { Recommendation } from './review.entity.js';

/** A review that the viewer is asked for. */
@ObjectType({ description: 'A review that the viewer is or was asked for.' })
export class ReviewTask {
  @Field(() => ID, { description: 'UUID.' })
  id!: string;

  @Field(() => Int, { description: 'Give it back as `expectedVersion` of an answer to the invitation.' })
  version!: number;

  @Field(() => String, { description: 'Title of the material.' })
  title!: string;

  @Field(() => String, { description: 'What it is, for whom, with what result.' })
  annotation!: string;

  @Field(() => MaterialKind, { description: 'Kind of the material.' })
  kind!: MaterialKind;

  @Field(() => [String], { description: 'Titles of its priority themes.' })
  themes!: string[];

  @Field(() => [String], { description: 'Names of the title page, short; empty where the author is hidden.' })
  authors!: string[];

  @Field(() => Boolean, { description: 'Whether the author is hidden from the viewer.' })
  blind!: boolean;

  @Field(() => AssignmentState, { description: 'How far it is.' })
  state!: AssignmentState;

  @Field(() => Boolean, { description: 'Whether the viewer has agreed.' })
  accepted!: boolean;

  @Field(() => Int, { description: 'How often the material was handed in.' })
  round!: number;

  @Field(() => GraphQLLocalDate, { description: 'Last day.' })
  dueOn!: string;

  @Field(() => Int, {
    description: 'Days until then where the material is at home; below 0 when it has passed.',
  })
  daysLeft!: number;

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: 'When it was sent, declined or cancelled.',
  })
  closedAt!: Date | null;
}

/** What a reviewer has written. */
@ObjectType({ description: 'What the reviewer has written.' })
export class ReviewDraft {
  @Field(() => Int, { description: 'Give it back as `expectedVersion`; 0 while nothing is saved.' })
  version!: number;

  @Field(() => [ReviewScore], { description: 'Scores given so far, in the order of the form.' })
  scores!: ReviewScore[];

  @Field(() => Recommendation, { nullable: true, description: 'What is advised.' })
  recommendation!: Recommendation | null;

  @Field(() => String, { description: 'What the author is to read.' })
  toAuthor!: string;

  @Field(() => String, { description: 'What the council alone is to read.' })
  toCouncil!: string;

  @Field(() => [RemarkType], { description: 'Remarks in their order.' })
  remarks!: RemarkType[];

  @Field(() => Int, { nullable: true, description: 'Total in per cent of the best, once it is sent.' })
  total!: number | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it was saved.' })
  savedAt!: Date | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it was sent.' })
  sentAt!: Date | null;
}

/** A reviewer's earlier review of the same material. */
@ObjectType({ description: 'What the reviewer said of an earlier version, and what has become of it.' })
export class EarlierReview {
  @Field(() => Int, { description: 'Number of that version.' })
  versionNumber!: number;

  @Field(() => [RemarkType], { description: 'Remarks with the answers of the author.' })
  remarks!: RemarkType[];

  @Field(() => VersionComparison, { description: 'What has changed since then.' })
  changes!: VersionComparison;
}

/** The place where a review is written. */
@ObjectType({ description: 'The place where a review is written.' })
export class ReviewDesk {
  @Field(() => ReviewTask, { description: 'What is asked.' })
  task!: ReviewTask;

  @Field(() => [CriterionType], { description: 'What is to be judged.' })
  criteria!: CriterionType[];

  @Field(() => Int, { description: 'The best score of a criterion; the lowest is 0.' })
  maxScore!: number;

  @Field(() => VersionType, {
    nullable: true,
    description:
      'The material, once the reviewer has agreed; without all that tells whose it is in a blind review.',
  })
  material!: VersionType | null;

  @Field(() => ReviewDraft, { description: 'What is written.' })
  draft!: ReviewDraft;

  @Field(() => EarlierReview, {
    nullable: true,
    description: 'The last review of an earlier version by the same reviewer.',
  })
  earlier!: EarlierReview | null;
}
