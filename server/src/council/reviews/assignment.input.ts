import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsOptional } from 'class-validator';
import { GraphQLLocalDate } from 'graphql-scalars';
import { Field, ID, InputType, Int } from 'type-graphql';
import { StateChangeInput } from '../../materials/authoring/decision.input.js';

/** Most people who are asked at once. */
const MOST = 10;

/** People to be asked for reviews. */
@InputType({ description: 'People to be asked for reviews of a material.' })
export class InviteReviewersInput extends StateChangeInput {
  @Field(() => [ID], {
    description: 'Accounts from `MaterialReview.candidates`; two or more where nobody was asked before.',
  })
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST)
  @ArrayUnique()
  reviewers!: string[];

  @Field(() => GraphQLLocalDate, {
    nullable: true,
    description: 'Last day; after as many days as the council gives, without it.',
  })
  @IsOptional()
  dueOn?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the author is hidden from them; as the council has it, without it.',
  })
  @IsOptional()
  blind?: boolean | null;
}

/** A review that was asked for, as it was looked at. */
@InputType({ description: 'A review that was asked for, as it was looked at.' })
export class AssignmentChangeInput {
  @Field(() => ID, { description: 'The review that was asked for.' })
  id!: string;

  @Field(() => Int, { description: '`version` of it that was looked at.' })
  expectedVersion!: number;
}

/** Somebody else in the place of a reviewer. */
@InputType({ description: 'Somebody else in the place of a reviewer.' })
export class ReplaceReviewerInput extends AssignmentChangeInput {
  @Field(() => ID, { description: 'Account of the one to be asked instead.' })
  reviewer!: string;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'Last day, as in `inviteReviewers`.' })
  @IsOptional()
  dueOn?: string | null;
}

/** More time for a reviewer. */
@InputType({ description: 'More time for a reviewer.' })
export class PostponeReviewInput extends AssignmentChangeInput {
  @Field(() => GraphQLLocalDate, { description: 'The new last day, today or later.' })
  dueOn!: string;
}
