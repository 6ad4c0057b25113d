import { GraphQLLocalDate } from 'graphql-scalars';
import { Field, GraphQLISODateTime, ID, ObjectType } from 'type-graphql';
import { Role } from '../role.js';

/** An open invitation as administrators see it. */
@ObjectType({ description: 'An open invitation to have an account, as administrators see it.' })
export class AccountInvitationType {
  @Field(() => ID, { description: 'UUID.' })
  id!: string;

  @Field(() => String, { description: 'Where the letter goes.' })
  email!: string;

  @Field(() => String, { description: '«Фамилия Имя Отчество».' })
  fullName!: string;

  @Field(() => String, { nullable: true, description: 'Name of the place of work.' })
  organizationName!: string | null;

  @Field(() => Role, { nullable: true, description: 'Role that comes with the account.' })
  role!: Role | null;

  @Field(() => String, {
    nullable: true,
    description: 'Where the role is held; null for the bank, and without a role.',
  })
  placeName!: string | null;

  @Field(() => String, { nullable: true, description: 'The document that the role rests on.' })
  basis!: string | null;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'First day of the role.' })
  validFrom!: string | null;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'Last day of the role.' })
  validTo!: string | null;

  @Field(() => String, { nullable: true, description: '«Фамилия И. О.» of the one who invites.' })
  invitedBy!: string | null;

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: 'When the last letter left; null until then.',
  })
  sentAt!: Date | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'Until when its link holds.' })
  expiresAt!: Date | null;

  @Field(() => Boolean, { description: 'Whether the link is too old.' })
  expired!: boolean;

  @Field(() => ID, {
    nullable: true,
    description: 'The account that the invited has made without the link: give it the role.',
  })
  accountId!: string | null;
}

/** What became of an invitation. */
@ObjectType({ description: 'What became of an invitation.' })
export class InvitationOutcome {
  @Field(() => ID, {
    nullable: true,
    description: 'The account that the address has already: nothing was sent, give it the role.',
  })
  accountId!: string | null;
}

/** An invitation as the invited sees it. */
@ObjectType({ description: 'An invitation as the one who has its link sees it.' })
export class ReceivedInvitation {
  @Field(() => String, { description: 'Address to sign in with.' })
  email!: string;

  @Field(() => String, { description: 'Surname.' })
  lastName!: string;

  @Field(() => String, { description: 'First name.' })
  firstName!: string;

  @Field(() => String, { nullable: true, description: 'Patronymic.' })
  patronymic!: string | null;

  @Field(() => String, { nullable: true, description: 'Name of the place of work.' })
  organizationName!: string | null;

  @Field(() => Role, { nullable: true, description: 'Role that comes with the account.' })
  role!: Role | null;

  @Field(() => String, { nullable: true, description: 'Where the role is held; null for the bank.' })
  placeName!: string | null;
}
