import { Field, ID, InputType, Int } from 'type-graphql';
import { ComplaintReason } from './complaint.entity.js';

/** What is wrong with a material, or with what a reader wrote under it. */
@InputType({ description: 'What is wrong with a material, or with what a reader wrote under it.' })
export class ComplainInput {
  @Field(() => String, { description: 'Slug of the material.' })
  material!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The use report or comment; null for the material itself.',
  })
  post?: string | null;

  @Field(() => ComplaintReason, { description: 'What is wrong.' })
  reason!: ComplaintReason;

  @Field(() => String, { nullable: true, description: 'In words, at most 1,000 characters.' })
  body?: string | null;
}

/** A moderator's decision. */
@InputType({ description: "A moderator's decision on a complaint." })
export class DecideComplaintInput {
  @Field(() => ID, { description: 'The complaint.' })
  id!: string;

  @Field(() => Int, { description: '`version` that was shown; another one answers CONFLICT.' })
  expectedVersion!: number;

  @Field(() => Boolean, { description: 'Whether it is right; then a post that it is about is hidden.' })
  upheld!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Answer to whoever complained, and the reason told to the writer of a hidden post.',
  })
  answer?: string | null;
}
