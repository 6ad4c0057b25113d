import { GraphQLLocalDate } from 'graphql-scalars';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Role } from '../../directory/role.js';
import { BasedOnMaterial } from '../../materials/authoring/version.type.js';
import { MaterialStatus } from '../../materials/material-enums.js';
import { RejectionReason } from '../../materials/material-decision.entity.js';
import { AgendaItemKind, AgendaOutcome } from './agenda-item-kind.js';
import { MeetingStatus } from './meeting.entity.js';

/** A member of the council at a meeting. */
@ObjectType('MeetingMember', { description: 'A member of the council at a meeting.' })
export class MeetingMemberType {
  @Field(() => ID, { description: 'Account.' })
  account!: string;

  @Field(() => String, { description: '«Фамилия И. О.»' })
  name!: string;

  @Field(() => Role, { description: 'The part in the council.' })
  role!: Role;

  @Field(() => Boolean, { description: 'Whether they came; false before the meeting.' })
  present!: boolean;
}

/** An item of the agenda. */
@ObjectType('AgendaItem', { description: 'An item of the agenda, and what was decided on it.' })
export class AgendaItemType {
  @Field(() => ID, { description: 'UUID.' })
  id!: string;

  @Field(() => AgendaItemKind, { description: 'What it is about.' })
  kind!: AgendaItemKind;

  @Field(() => String, { description: 'The matter.' })
  title!: string;

  @Field(() => String, { description: 'Why a material is to be withdrawn or given back; empty for others.' })
  ground!: string;

  @Field(() => ID, { nullable: true, description: 'The material that it is about.' })
  material!: string | null;

  @Field(() => String, { nullable: true, description: 'Last part of its public address, once it has one.' })
  materialSlug!: string | null;

  @Field(() => BasedOnMaterial, {
    nullable: true,
    description: 'What to read instead of a material that is to be withdrawn.',
  })
  replacedBy!: BasedOnMaterial | null;

  @Field(() => ID, { nullable: true, description: 'The description of an experience that it is about.' })
  experience!: string | null;

  @Field(() => ID, { nullable: true, description: 'The proposed theme that it is about.' })
  theme!: string | null;

  @Field(() => MaterialStatus, { nullable: true, description: 'State of what is decided on.' })
  materialState!: MaterialStatus | null;

  @Field(() => [String], {
    description:
      'Members who are there and do not vote: authors, colleagues of theirs; once it is decided, those of then.',
  })
  conflicted!: string[];

  @Field(() => Int, { description: 'How many may vote on it; 0 before the meeting.' })
  voters!: number;

  @Field(() => String, { description: '«Слушали»' })
  heard!: string;

  @Field(() => String, { description: '«Выступили»' })
  spoke!: string;

  @Field(() => Int, { nullable: true, description: 'Votes for it.' })
  votesFor!: number | null;

  @Field(() => Int, { nullable: true, description: 'Votes against it.' })
  votesAgainst!: number | null;

  @Field(() => Int, { nullable: true, description: 'Members who abstained.' })
  votesAbstained!: number | null;

  @Field(() => Boolean, { description: 'Votes were equal, and the chair’s decided.' })
  chairDecides!: boolean;

  @Field(() => [AgendaOutcome], { description: 'What may be decided on it, the usual first.' })
  outcomes!: AgendaOutcome[];

  @Field(() => AgendaOutcome, { nullable: true, description: 'What was decided; null until then.' })
  outcome!: AgendaOutcome | null;

  @Field(() => String, { description: '«Постановили»' })
  resolution!: string;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'Until when a revision is expected.' })
  dueDate!: string | null;

  @Field(() => RejectionReason, { nullable: true, description: 'Why it was turned down or withdrawn.' })
  reason!: RejectionReason | null;
}

/** What the caller may do with a meeting. */
@ObjectType({ description: 'What the caller may do with a meeting.' })
export class MeetingRights {
  @Field(() => Boolean, { description: 'Change the agenda.' })
  edit!: boolean;

  @Field(() => Boolean, { description: 'Give it another time or place.' })
  move!: boolean;

  @Field(() => Boolean, { description: 'Call it off.' })
  cancel!: boolean;

  @Field(() => Boolean, { description: 'Open it with those who came.' })
  open!: boolean;

  @Field(() => Boolean, { description: 'Write down what was decided.' })
  decide!: boolean;

  @Field(() => Boolean, { description: 'Close it.' })
  close!: boolean;

  @Field(() => Boolean, { description: 'Open it again once it is closed.' })
  reopen!: boolean;

  @Field(() => Boolean, { description: 'Sign its protocol.' })
  sign!: boolean;
}

/** A meeting of the council. */
@ObjectType('Meeting', { description: 'A meeting of the council, for its members.' })
export class MeetingType {
  @Field(() => ID, { description: 'UUID.' })
  id!: string;

  @Field(() => Int, { description: 'Give it back as `expectedVersion`; grows with each change.' })
  version!: number;

  @Field(() => MeetingStatus, { description: 'How far it is.' })
  status!: MeetingStatus;

  @Field(() => Date, { description: 'When it begins.' })
  startsAt!: Date;

  @Field(() => String, { description: 'IANA zone in which its day and hour are meant: `Asia/Vladivostok`.' })
  timeZone!: string;

  @Field(() => String, { description: 'A room, or the address of a conference.' })
  place!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Why it is not held; null for one that is, and where nobody has said.',
  })
  cancelReason!: string | null;

  @Field(() => Int, { nullable: true, description: 'Number of the protocol within its year.' })
  protocolNumber!: number | null;

  @Field(() => Date, { nullable: true, description: 'When the protocol was signed.' })
  signedAt!: Date | null;

  @Field(() => Int, { description: 'Members that have to be there.' })
  quorum!: number;

  @Field(() => [MeetingMemberType], { description: 'Members of the council, by name.' })
  members!: MeetingMemberType[];

  @Field(() => [AgendaItemType], { description: 'The agenda in its order.' })
  items!: AgendaItemType[];

  @Field(() => String, { nullable: true, description: 'SHA-256 of the signed PDF, lower-case hex.' })
  protocolSha256!: string | null;

  @Field(() => MeetingRights, { description: 'What the caller may do.' })
  viewerCan!: MeetingRights;
}
