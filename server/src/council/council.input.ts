import {
  ArrayMaxSize,
  ArrayMinSize,
  IsOptional,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateNested,
} from 'class-validator';
import { Field, InputType, Int } from 'type-graphql';
import { Quorum } from './council.entity.js';

/** The rules by which the council works. */
@InputType({ description: 'The rules by which the council works.' })
export class CouncilRulesInput {
  @Field(() => Int, { description: '`CouncilRules.version` that was shown.' })
  expectedVersion!: number;

  @Field(() => String, { description: 'Name, 3–200 characters.' })
  @MinLength(3)
  @MaxLength(200)
  name!: string;

  @Field(() => String, { description: 'Short name, 2–30 characters.' })
  @MinLength(2)
  @MaxLength(30)
  shortName!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'IANA zone for the meetings that are planned from now on, as `Asia/Vladivostok`; without it, as it was.',
  })
  @IsOptional()
  @MaxLength(50)
  timeZone?: string | null;

  @Field(() => Quorum, { description: 'How many members make a meeting able to decide.' })
  quorum!: Quorum;

  @Field(() => Boolean, { description: 'Whether the chair’s vote decides when votes are equal.' })
  castingVote!: boolean;

  @Field(() => Int, {
    description: 'Points between two totals beyond which a third reviewer is asked for, 5–100.',
  })
  @Min(5)
  @Max(100)
  spreadLimit!: number;

  @Field(() => Int, { description: 'Total from which publication is advised, per cent.' })
  @Min(0)
  @Max(100)
  passScore!: number;

  @Field(() => Int, { description: 'Days that a reviewer has, 1–90.' })
  @Min(1)
  @Max(90)
  reviewDays!: number;

  @Field(() => Boolean, { description: 'Whether reviews hide the author unless said otherwise.' })
  blindReview!: boolean;

  @Field(() => Boolean, { description: 'Whether colleagues of an author may not review.' })
  sameOrganizationConflict!: boolean;
}

/** A criterion of the form. */
@InputType({ description: 'A criterion of the form of review.' })
export class CriterionInput {
  @Field(() => String, { description: 'Title, 3–100 characters.' })
  @MinLength(3)
  @MaxLength(100)
  title!: string;

  @Field(() => String, { description: 'What to look at, and when to give how much; 10–1,000 characters.' })
  @MinLength(10)
  @MaxLength(1_000)
  hint!: string;

  @Field(() => Int, { description: 'Weight, 1–10.' })
  @Min(1)
  @Max(10)
  weight!: number;
}

/** The form by which reviewers judge. */
@InputType({ description: 'The form by which reviewers judge. One that is in use gets a next edition.' })
export class ReviewFormInput {
  @Field(() => Int, { description: '`ReviewForm.edition` that was shown.' })
  expectedEdition!: number;

  @Field(() => Int, { description: '`ReviewForm.version` that was shown.' })
  expectedVersion!: number;

  @Field(() => String, { description: 'Title, 3–200 characters.' })
  @MinLength(3)
  @MaxLength(200)
  title!: string;

  @Field(() => Int, { description: 'The best score of a criterion, 1–10.' })
  @Min(1)
  @Max(10)
  maxScore!: number;

  @Field(() => [CriterionInput], { description: 'Criteria in their order, 1–20.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  criteria!: CriterionInput[];
}
