import { IsOptional, MaxLength, MinLength } from 'class-validator';
import { GraphQLLocalDate } from 'graphql-scalars';
import { Field, ID, InputType, Int } from 'type-graphql';
import { IdempotencyKey } from '../../platform/idempotency-key.js';
import { RejectionReason } from '../material-decision.entity.js';

const NOTE = 5_000;
const REASON = 10;

/** What every change of a state names. */
@InputType({ description: 'A change of the state of a material.' })
export class StateChangeInput {
  @Field(() => ID, { description: 'The material.' })
  id!: string;

  @Field(() => Int, { description: '`version` of the material that was looked at.' })
  expectedVersion!: number;
}

/** A version to be handed in. */
@InputType({ description: 'A version to be handed in.' })
export class SubmitMaterialInput {
  @Field(() => ID, { description: 'The material.' })
  id!: string;

  @Field(() => Int, { description: '`draft.version` that the author has seen.' })
  expectedVersion!: number;

  @IdempotencyKey
  idempotencyKey?: string | null;

  @Field(() => String, { nullable: true, description: 'Answer to the remarks; needed after a return.' })
  @IsOptional()
  @MaxLength(NOTE)
  answer?: string | null;
}

/** A publication. */
@InputType({ description: 'A publication of the working version.' })
export class PublishMaterialInput extends StateChangeInput {
  @IdempotencyKey
  idempotencyKey?: string | null;

  @Field(() => String, { nullable: true, description: 'A word to the author.' })
  @IsOptional()
  @MaxLength(NOTE)
  note?: string | null;
}

/** A return for revision. */
@InputType({ description: 'A return for revision.' })
export class ReturnMaterialInput extends StateChangeInput {
  @Field(() => String, { description: 'The remarks: what to change and how.' })
  @MinLength(REASON)
  @MaxLength(NOTE)
  note!: string;

  @Field(() => GraphQLLocalDate, { description: 'Until when; today or later.' })
  dueDate!: string;
}

/** A refusal. */
@InputType({ description: 'A refusal of the working version.' })
export class RejectMaterialInput extends StateChangeInput {
  @Field(() => RejectionReason, { description: 'Why.' })
  reason!: RejectionReason;

  @Field(() => String, { description: 'The reasons in words, for the author.' })
  @MinLength(REASON)
  @MaxLength(NOTE)
  note!: string;
}

/** A withdrawal. */
@InputType({ description: 'A withdrawal of a published material.' })
export class WithdrawMaterialInput extends StateChangeInput {
  @Field(() => String, { description: 'The reason; everybody reads it at the old address.' })
  @MinLength(REASON)
  @MaxLength(NOTE)
  reason!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Number, slug or address of a published material to read instead.',
  })
  @IsOptional()
  @MaxLength(300)
  replacedBy?: string | null;
}

/** The return of a withdrawn material. */
@InputType({ description: 'The return of a withdrawn material to the public.' })
export class ReinstateMaterialInput extends StateChangeInput {
  @Field(() => String, { description: 'The reason.' })
  @MinLength(REASON)
  @MaxLength(NOTE)
  note!: string;
}
