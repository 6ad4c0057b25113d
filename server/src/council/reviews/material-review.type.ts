import { GraphQLLocalDate } from 'graphql-scalars';
import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import { VersionComparison } from '../../materials/authoring/comparison.js';
import { Candidate } from './candidate.type.js';
import { AssignmentState, DeclineReason } from './review-assignment.entity.js';
import { Recommendation } from './review.entity.js';

/** What is judged. */
@ObjectType('ReviewCriterion', { description: 'What is judged, and how much it weighs.' })
export class CriterionType {
  @Field(() => ID, { description: 'UUID.' })
  id!: string;

  @Field(() => String, { description: 'Title.' })
  title!: string;

  @Field(() => String, { description: 'What to look at, and when to give how much.' })
  hint!: string;

  @Field(() => Int, { description: 'Weight, 1–10.' })
  weight!: number;
}

/** The score of a criterion. */
@ObjectType({ description: 'The score of a criterion.' })
export class ReviewScore {
  @Field(() => ID, { description: 'The criterion.' })
  criterionId!: string;

  @Field(() => String, { description: 'Its title.' })
  title!: string;

  @Field(() => Int, { description: 'From 0 to `ReviewDesk.maxScore`.' })
  score!: number;
}

/** A remark at a place. */
@ObjectType({ description: 'A remark at a place of the material.' })
export class RemarkType {
  @Field(() => ID, { description: 'UUID.' })
  id!: string;

  @Field(() => Int, { description: 'Give it back as `expectedVersion` of `answerRemark`.' })
  version!: number;

  @Field(() => ID, { nullable: true, description: 'The criterion that it belongs to.' })
  criterionId!: string | null;

  @Field(() => String, { nullable: true, description: 'Title of that criterion.' })
  criterionTitle!: string | null;

  @Field(() => ID, { nullable: true, description: 'The file that it is about.' })
  fileId!: string | null;

  @Field(() => String, { nullable: true, description: 'Name of that file, as the one who asks may see it.' })
  fileName!: string | null;

  @Field(() => Int, { nullable: true, description: 'Page or slide, from 1.' })
  page!: number | null;

  @Field(() => String, { description: 'The remark.' })
  body!: string;

  @Field(() => String, { nullable: true, description: 'What the author answers.' })
  answer!: string | null;
}

/** A review that was sent, as the council reads it. */
@ObjectType({ description: 'A review that was sent, as the council reads it.' })
export class SentReview {
  @Field(() => GraphQLISODateTime, { description: 'When it was sent.' })
  sentAt!: Date;

  @Field(() => Int, { description: 'Total in per cent of the best.' })
  total!: number;

  @Field(() => Recommendation, { description: 'What the reviewer advises.' })
  recommendation!: Recommendation;

  @Field(() => String, { description: 'What the author reads.' })
  toAuthor!: string;

  @Field(() => String, { description: 'What the author never reads; may be empty.' })
  toCouncil!: string;

  @Field(() => [ReviewScore], { description: 'Scores in the order of the form.' })
  scores!: ReviewScore[];

  @Field(() => [RemarkType], { description: 'Remarks in their order.' })
  remarks!: RemarkType[];
}

/** A review that was asked for, as those see it who see to it. */
@ObjectType({ description: 'A review that was asked for, as those see it who see to it.' })
export class AssignmentType {
  @Field(() => ID, { description: 'UUID.' })
  id!: string;

  @Field(() => Int, { description: 'Give it back as `expectedVersion`.' })
  version!: number;

  @Field(() => Int, { description: 'Number of the reviewer, by which the author knows of it.' })
  number!: number;

  @Field(() => Int, { description: 'Round in which it was asked for.' })
  round!: number;

  @Field(() => Int, { description: 'Number of the reviewed version.' })
  versionNumber!: number;

  @Field(() => String, { description: '«Фамилия И. О.» of the reviewer.' })
  reviewerName!: string;

  @Field(() => String, { nullable: true, description: 'Where the reviewer works.' })
  organizationName!: string | null;

  @Field(() => AssignmentState, { description: 'How far it is.' })
  state!: AssignmentState;

  @Field(() => Boolean, { description: 'Whether the author is hidden from the reviewer.' })
  blind!: boolean;

  @Field(() => GraphQLLocalDate, { description: 'Last day.' })
  dueOn!: string;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When the reviewer agreed.' })
  acceptedAt!: Date | null;

  @Field(() => DeclineReason, { nullable: true, description: 'Why the reviewer declined.' })
  declineReason!: DeclineReason | null;

  @Field(() => String, { nullable: true, description: 'The same in words.' })
  declineNote!: string | null;

  @Field(() => SentReview, { nullable: true, description: 'The review, once it is sent.' })
  review!: SentReview | null;
}

/** What the one who asks may do with the reviews. */
@ObjectType({ description: 'What the one who asks may do with the reviews of a material.' })
export class MaterialReviewRights {
  @Field(() => Boolean, { description: 'Ask people, replace and cancel.' })
  assign!: boolean;

  @Field(() => Boolean, { description: 'Bring the material before the council.' })
  bringToCouncil!: boolean;

  @Field(() => Boolean, { description: 'Send the material back for revision.' })
  sendBack!: boolean;
}

/** A meeting that is to decide on a material. */
@ObjectType({
  description: 'A meeting that is to decide on a material, until its protocol is signed or it is called off.',
})
export class DecidingMeeting {
  @Field(() => ID, { description: 'The meeting.' })
  id!: string;

  @Field(() => GraphQLISODateTime, { description: 'When it begins.' })
  startsAt!: Date;

  @Field(() => String, { description: 'IANA zone in which its day and hour are meant.' })
  timeZone!: string;
}

/** How a material stands with its reviewers. */
@ObjectType({ description: 'How a material stands with its reviewers, for those who see to it.' })
export class MaterialReview {
  @Field(() => ID, { description: 'The material.' })
  id!: string;

  @Field(() => Int, { description: '`version` of the material.' })
  version!: number;

  @Field(() => [AssignmentType], { description: 'All that were asked for, the latest version first.' })
  assignments!: AssignmentType[];

  @Field(() => [Candidate], {
    description:
      'Who could be asked, the most fitting first, those against whom something stands at the end.',
  })
  candidates!: Candidate[];

  @Field(() => Int, { nullable: true, description: 'Mean of the totals of the working version, per cent.' })
  average!: number | null;

  @Field(() => Int, { description: 'Points between the best total and the worst.' })
  spread!: number;

  @Field(() => Int, { description: 'Points from which a third reviewer is asked for.' })
  spreadLimit!: number;

  @Field(() => Int, { description: 'Total from which publication is advised, per cent.' })
  passScore!: number;

  @Field(() => Boolean, { description: 'Whether a third reviewer is needed.' })
  needsThird!: boolean;

  @Field(() => GraphQLLocalDate, { description: 'Last day that is proposed for new reviews.' })
  proposedDueOn!: string;

  @Field(() => Boolean, { description: 'Whether the author is hidden unless said otherwise.' })
  blindByDefault!: boolean;

  @Field(() => VersionComparison, {
    nullable: true,
    description:
      'What has changed since the last version that was reviewed or published; null in the first round of a new material.',
  })
  changes!: VersionComparison | null;

  @Field(() => DecidingMeeting, { nullable: true, description: 'The meeting on whose agenda it is.' })
  meeting!: DecidingMeeting | null;

  @Field(() => MaterialReviewRights, { description: 'What the one who asks may do.' })
  viewerCan!: MaterialReviewRights;
}
