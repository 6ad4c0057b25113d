import { IsOptional, MaxDate, MaxLength, MinDate } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { IdempotencyKey } from '../../platform/idempotency-key.js';
import { MeetingChangeInput } from './meeting.input.js';

const LINE = 300;
const EARLIEST = new Date('2000-01-01');
const LATEST = new Date('2100-01-01');

/** A meeting to be held. */
@InputType({ description: 'A meeting to be held.' })
export class PlanMeetingInput {
  @Field(() => Date, { description: 'When it begins, in a year from 2000 to 2099.' })
  @MinDate(EARLIEST)
  @MaxDate(LATEST)
  startsAt!: Date;

  @Field(() => String, { description: 'A room, or the address of a conference.' })
  @MaxLength(LINE)
  place!: string;

  @IdempotencyKey
  idempotencyKey?: string | null;
}

/** Another time or place of a meeting. */
@InputType({ description: 'Another time or place of a planned meeting.' })
export class MoveMeetingInput extends MeetingChangeInput {
  @Field(() => Date, {
    description: 'When it begins, in a year from 2000 to 2099; another time than before has to lie ahead.',
  })
  @MinDate(EARLIEST)
  @MaxDate(LATEST)
  startsAt!: Date;

  @Field(() => String, {
    nullable: true,
    description: 'IANA zone in which its day and hour are meant; without it, the one that it has.',
  })
  @IsOptional()
  @MaxLength(LINE)
  timeZone?: string | null;

  @Field(() => String, { description: 'A room, or the address of a conference.' })
  @MaxLength(LINE)
  place!: string;

  @Field(() => String, { nullable: true, description: 'Why, for the members of the council.' })
  @IsOptional()
  @MaxLength(LINE)
  reason?: string | null;
}

/** A meeting that is not held. */
@InputType({ description: 'A planned meeting that is not held.' })
export class CancelMeetingInput extends MeetingChangeInput {
  @Field(() => String, { nullable: true, description: 'Why, for the members of the council.' })
  @IsOptional()
  @MaxLength(LINE)
  reason?: string | null;
}
