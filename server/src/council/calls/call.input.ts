import { ArrayMaxSize, IsOptional, MaxLength } from 'class-validator';
import { GraphQLLocalDate } from 'graphql-scalars';
import { Field, ID, InputType, Int } from 'type-graphql';
import { MaterialKind } from '../../materials/material-enums.js';
import { IdempotencyKey } from '../../platform/idempotency-key.js';
import { EducationLevel } from '../../vocabulary/education-level.js';

const MOST = 20;

/** A call for materials to be opened. */
@InputType({ description: 'A call for materials to be opened.' })
export class OpenCallInput {
  @Field(() => String, { description: 'Slug of the theme, one that is active.' })
  @MaxLength(200)
  theme!: string;

  @Field(() => [MaterialKind], { defaultValue: [], description: 'What is asked for; none for any kind.' })
  @ArrayMaxSize(MOST)
  kinds!: MaterialKind[];

  @Field(() => [EducationLevel], { defaultValue: [], description: 'For which levels; none for any.' })
  @ArrayMaxSize(MOST)
  levels!: EducationLevel[];

  @Field(() => String, { description: 'What the council waits for and why, 20–2,000 characters.' })
  text!: string;

  @Field(() => GraphQLLocalDate, { description: 'The last day; today or later, at most a year ahead.' })
  until!: string;

  @IdempotencyKey
  idempotencyKey?: string | null;
}

/** A call that was looked at. */
@InputType({ description: 'A call that was looked at.' })
export class CloseCallInput {
  @Field(() => ID, { description: 'The call.' })
  id!: string;

  @Field(() => Int, { description: '`version` of the call that was looked at.' })
  expectedVersion!: number;
}

/** An answer to a call. */
@InputType({ description: 'An answer to a call: a draft that begins with its theme, kind and levels.' })
export class AnswerCallInput {
  @Field(() => ID, { description: 'The call.' })
  id!: string;

  @Field(() => MaterialKind, {
    nullable: true,
    description: 'Kind of the material, one that is asked for; the first of them without it.',
  })
  @IsOptional()
  kind?: MaterialKind | null;

  @IdempotencyKey
  idempotencyKey?: string | null;
}
