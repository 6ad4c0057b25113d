import { ArrayMaxSize, IsOptional, Max, MaxLength, Min, MinLength, ValidateNested } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { IdempotencyKey } from '../../platform/idempotency-key.js';
import { AssignmentChangeInput } from './assignment.input.js';
import { DeclineReason } from './review-assignment.entity.js';
import { Recommendation } from './review.entity.js';

const TEXT = 10_000;
const REMARK = 5_000;
const MOST_REMARKS = 100;
const MOST_SCORES = 30;

/** A refusal to review. */
@InputType({ description: 'A refusal to review.' })
export class DeclineReviewInput extends AssignmentChangeInput {
  @Field(() => DeclineReason, { description: 'Why.' })
  reason!: DeclineReason;

  @Field(() => String, { nullable: true, description: 'The same in words; needed with OTHER.' })
  @IsOptional()
  @MaxLength(1_000)
  note?: string | null;
}

/** The score of a criterion. */
@InputType({ description: 'The score of a criterion.' })
export class ReviewScoreInput {
  @Field(() => ID, { description: 'The criterion.' })
  criterionId!: string;

  @Field(() => Int, { description: 'From 0 to the best score of the form.' })
  @Min(0)
  @Max(10)
  score!: number;
}

/** A remark at a place. */
@InputType({ description: 'A remark at a place of the material.' })
export class ReviewRemarkInput {
  @Field(() => ID, { nullable: true, description: 'The criterion that it belongs to.' })
  @IsOptional()
  criterionId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The file that it is about.' })
  @IsOptional()
  fileId?: string | null;

  @Field(() => Int, { nullable: true, description: 'Page or slide of that file, from 1.' })
  @IsOptional()
  @Min(1)
  @Max(100_000)
  page?: number | null;

  @Field(() => String, { description: 'The remark.' })
  @MinLength(1)
  @MaxLength(REMARK)
  body!: string;
}

/** All that a reviewer has written so far. */
@InputType({ description: 'All that a reviewer has written so far; it takes the place of what was saved.' })
export class SaveReviewInput {
  @Field(() => ID, { description: 'The review that was asked for.' })
  id!: string;

  @Field(() => Int, { description: '`ReviewDesk.draft.version` that was shown; 0 for the first time.' })
  expectedVersion!: number;

  @Field(() => [ReviewScoreInput], { description: 'Scores given so far.' })
  @ArrayMaxSize(MOST_SCORES)
  @ValidateNested({ each: true })
  scores!: ReviewScoreInput[];

  @Field(() => Recommendation, { nullable: true, description: 'What is advised.' })
  @IsOptional()
  recommendation?: Recommendation | null;

  @Field(() => String, { description: 'What the author is to read.' })
  @MaxLength(TEXT)
  toAuthor!: string;

  @Field(() => String, { description: 'What the council alone is to read.' })
  @MaxLength(TEXT)
  toCouncil!: string;

  @Field(() => [ReviewRemarkInput], { description: 'Remarks in their order.' })
  @ArrayMaxSize(MOST_REMARKS)
  @ValidateNested({ each: true })
  remarks!: ReviewRemarkInput[];
}

/** A review to be sent. */
@InputType({ description: 'A review to be sent: it is saved and never changes again.' })
export class SendReviewInput extends SaveReviewInput {
  @IdempotencyKey
  idempotencyKey?: string | null;
}
