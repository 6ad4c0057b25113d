import { Field, Int, ObjectType } from 'type-graphql';
import { Quorum } from './council.entity.js';
import { CriterionType } from './reviews/material-review.type.js';

/** The form by which reviewers judge. */
@ObjectType('ReviewForm', { description: 'The form by which reviewers judge, in the edition in force.' })
export class ReviewFormType {
  @Field(() => Int, { description: 'From 1; a change of a form that is in use makes the next one.' })
  edition!: number;

  @Field(() => Int, { description: 'Give it back as `expectedVersion`.' })
  version!: number;

  @Field(() => String, { description: 'Title.' })
  title!: string;

  @Field(() => Int, { description: 'The best score of a criterion; the lowest is 0.' })
  maxScore!: number;

  @Field(() => Boolean, { description: 'Whether reviews were asked for by it: then it stays as it is.' })
  inUse!: boolean;

  @Field(() => [CriterionType], { description: 'Criteria in their order.' })
  criteria!: CriterionType[];
}

/** The rules by which the council works. */
@ObjectType({ description: 'The rules by which the council works.' })
export class CouncilRules {
  @Field(() => Int, { description: 'Give it back as `expectedVersion`.' })
  version!: number;

  @Field(() => String, { description: 'Name.' })
  name!: string;

  @Field(() => String, { description: 'Short name: «НМС».' })
  shortName!: string;

  @Field(() => String, { description: 'IANA zone whose clock meetings are planned by: `Asia/Vladivostok`.' })
  timeZone!: string;

  @Field(() => Quorum, { description: 'How many members make a meeting able to decide.' })
  quorum!: Quorum;

  @Field(() => Boolean, { description: 'Whether the chair’s vote decides when votes are equal.' })
  castingVote!: boolean;

  @Field(() => Int, { description: 'Points between two totals beyond which a third reviewer is asked for.' })
  spreadLimit!: number;

  @Field(() => Int, { description: 'Total from which publication is advised, per cent.' })
  passScore!: number;

  @Field(() => Int, { description: 'Days that a reviewer has.' })
  reviewDays!: number;

  @Field(() => Boolean, { description: 'Whether reviews hide the author unless said otherwise.' })
  blindReview!: boolean;

  @Field(() => Boolean, { description: 'Whether colleagues of an author may not review.' })
  sameOrganizationConflict!: boolean;

  @Field(() => ReviewFormType, { description: 'The form of review in force.' })
  form!: ReviewFormType;

  @Field(() => Boolean, { description: 'Whether the one who asks may change them.' })
  viewerCanChange!: boolean;
}
