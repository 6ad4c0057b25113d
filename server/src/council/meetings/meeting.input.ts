import { ArrayMaxSize, IsOptional, Max, MaxLength, Min } from 'class-validator';
import { GraphQLLocalDate } from 'graphql-scalars';
import { Field, ID, InputType, Int } from 'type-graphql';
import { RejectionReason } from '../../materials/material-decision.entity.js';
import { IdempotencyKey } from '../../platform/idempotency-key.js';
import { AgendaItemKind, AgendaOutcome } from './agenda-item-kind.js';

const LINE = 300;
const TEXT = 10_000;
const MOST_VOTES = 1_000;

/** A meeting that was looked at. */
@InputType({ description: 'A meeting that was looked at.' })
export class MeetingChangeInput {
  @Field(() => ID, { description: 'The meeting.' })
  id!: string;

  @Field(() => Int, { description: '`version` of the meeting that was looked at.' })
  expectedVersion!: number;
}

/** A new item of the agenda. */
@InputType({
  description: 'A new item of the agenda: a material, an experience, a document, or any other matter.',
})
export class AddAgendaItemInput extends MeetingChangeInput {
  @Field(() => AgendaItemKind, {
    nullable: true,
    description:
      'What it is about; without it a material is to be published, and all else is another matter.',
  })
  kind?: AgendaItemKind | null;

  @Field(() => String, { nullable: true, description: 'The matter; a material brings its own title.' })
  @IsOptional()
  @MaxLength(LINE)
  title?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'The material; of a public or withdrawn one the registration number, slug or address will do.',
  })
  @IsOptional()
  @MaxLength(LINE)
  material?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'The description of an experience; of an entry of the register its number or address will do.',
  })
  @IsOptional()
  @MaxLength(LINE)
  experience?: string | null;

  @Field(() => ID, { nullable: true, description: 'A proposed theme, for THEME.' })
  theme?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why it is to be withdrawn or given back; needed for these kinds.',
  })
  @IsOptional()
  @MaxLength(TEXT)
  ground?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'For a withdrawal: number, slug or address of a published material to read instead.',
  })
  @IsOptional()
  @MaxLength(LINE)
  replacedBy?: string | null;
}

/** Another order of the agenda. */
@InputType({ description: 'Another order of the agenda.' })
export class OrderAgendaInput extends MeetingChangeInput {
  @Field(() => [ID], { description: 'Ids of all items in their new order.' })
  @ArrayMaxSize(200)
  items!: string[];
}

/** An item to be taken off the agenda. */
@InputType({ description: 'An item to be taken off the agenda.' })
export class RemoveAgendaItemInput extends MeetingChangeInput {
  @Field(() => ID, { description: 'The item.' })
  item!: string;
}

/** Who is there at a meeting. */
@InputType({ description: 'Who is there at a meeting.' })
export class OpenMeetingInput extends MeetingChangeInput {
  @Field(() => [ID], { description: 'Accounts of the members who are there.' })
  @ArrayMaxSize(200)
  present!: string[];
}

/** What was decided on an item. */
@InputType({ description: 'What was decided on an item.' })
export class DecideAgendaItemInput extends MeetingChangeInput {
  @Field(() => ID, { description: 'The item.' })
  item!: string;

  @Field(() => String, { defaultValue: '', description: '«Слушали»' })
  @MaxLength(TEXT)
  heard!: string;

  @Field(() => String, { defaultValue: '', description: '«Выступили»' })
  @MaxLength(TEXT)
  spoke!: string;

  @Field(() => Int, { description: 'Votes for it.' })
  @Min(0)
  @Max(MOST_VOTES)
  votesFor!: number;

  @Field(() => Int, { description: 'Votes against it.' })
  @Min(0)
  @Max(MOST_VOTES)
  votesAgainst!: number;

  @Field(() => Int, { description: 'Members who abstained.' })
  @Min(0)
  @Max(MOST_VOTES)
  votesAbstained!: number;

  @Field(() => AgendaOutcome, { description: 'What was decided.' })
  outcome!: AgendaOutcome;

  @Field(() => String, {
    description: '«Постановили»; the author of a material reads it, and of a withdrawn one everybody.',
  })
  @MaxLength(TEXT)
  resolution!: string;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'Until when a revision is expected.' })
  dueDate?: string | null;

  @Field(() => RejectionReason, {
    nullable: true,
    description:
      'Why it was turned down or withdrawn; plagiarism annuls the certificates of what is withdrawn.',
  })
  reason?: RejectionReason | null;

  @Field(() => String, {
    nullable: true,
    description:
      'For a withdrawal: number, slug or address of a published material to read instead; without the field, what the matter names; empty for none.',
  })
  @IsOptional()
  @MaxLength(LINE)
  replacedBy?: string | null;
}

/** A signature. */
@InputType({ description: 'A signature.' })
export class SignProtocolInput extends MeetingChangeInput {
  @IdempotencyKey
  idempotencyKey?: string | null;
}
