import { GraphQLLocalDate } from 'graphql-scalars';
import { Field, GraphQLISODateTime, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { type Page, PageInfo } from '../../platform/connection.js';
import { Role, RoleScope } from '../role.js';

/** Whether one may sign in with an account. */
export enum AccountState {
  ACTIVE = 'ACTIVE',
  UNCONFIRMED = 'UNCONFIRMED',
  BLOCKED = 'BLOCKED',
}

registerEnumType(AccountState, {
  name: 'AccountState',
  description: 'Whether one may sign in with an account.',
  valuesConfig: {
    ACTIVE: { description: 'Yes.' },
    UNCONFIRMED: { description: 'Not before the owner shows that the address is theirs.' },
    BLOCKED: { description: 'No: an administrator has blocked it.' },
  },
});

/** How an assignment of a role stands today. */
export enum RoleStanding {
  PLANNED = 'PLANNED',
  IN_FORCE = 'IN_FORCE',
  ENDED = 'ENDED',
}

registerEnumType(RoleStanding, {
  name: 'RoleStanding',
  description: 'How an assignment of a role stands today.',
  valuesConfig: {
    PLANNED: { description: 'Its first day is still to come.' },
    IN_FORCE: { description: 'The role is held.' },
    ENDED: { description: 'Its last day has passed, or it was ended.' },
  },
});

/** A role given to an account, as administrators see it. */
@ObjectType({ description: 'A role given to an account, with the document that it rests on.' })
export class AssignedRole {
  @Field(() => ID, { description: 'UUID.' })
  id!: string;

  @Field(() => Role, { description: 'The role.' })
  role!: Role;

  @Field(() => RoleScope, { description: 'How far it reaches.' })
  scope!: RoleScope;

  @Field(() => String, {
    nullable: true,
    description: 'Name of the territory, organisation or network; null for the bank.',
  })
  placeName!: string | null;

  @Field(() => String, { nullable: true, description: 'The document: «приказ № 12 от 01.09.2026».' })
  basis!: string | null;

  @Field(() => GraphQLLocalDate, { description: 'First day.' })
  validFrom!: string;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'Last day; null for no end.' })
  validTo!: string | null;

  @Field(() => RoleStanding, { description: 'How it stands today.' })
  standing!: RoleStanding;
}

/** An account as administrators see it. */
@ObjectType({ description: 'An account as administrators see it.' })
export class ManagedAccount {
  @Field(() => ID, { description: 'UUID.' })
  id!: string;

  @Field(() => Int, { description: 'Counts the changes; send it back as `expectedVersion`.' })
  version!: number;

  @Field(() => String, { description: 'Address by which its owner signs in.' })
  email!: string;

  @Field(() => AccountState, { description: 'Whether one may sign in with it.' })
  state!: AccountState;

  @Field(() => String, { description: '«Фамилия Имя Отчество».' })
  fullName!: string;

  @Field(() => String, { nullable: true, description: 'Post of the owner, public or not.' })
  position!: string | null;

  @Field(() => String, { nullable: true, description: 'Name of the organisation where the owner works.' })
  organizationName!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Address of the owner's public page; null without published materials.",
  })
  authorSlug!: string | null;

  @Field(() => GraphQLISODateTime, { description: 'When it was made.' })
  createdAt!: Date;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'Since when it is blocked.' })
  blockedAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Why it is blocked.' })
  blockReason!: string | null;

  @Field(() => Int, { description: 'On how many devices its owner is signed in.' })
  sessionCount!: number;

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: 'When it was last used on a device that is still signed in.',
  })
  lastSeenAt!: Date | null;

  @Field(() => Boolean, {
    description: 'Whether its owner has a second factor: codes of an app, or a passkey.',
  })
  secondFactor!: boolean;

  @Field(() => [AssignedRole], { description: 'Its roles: those in force, those to come, those that ended.' })
  roles!: AssignedRole[];

  @Field(() => Boolean, { description: "Whether it is the viewer's own, whose rights others change." })
  own!: boolean;
}

/** A page of accounts. */
@ObjectType({ description: 'A page of accounts.' })
export class ManagedAccountConnection implements Page<ManagedAccount> {
  @Field(() => [ManagedAccount], { description: 'The accounts of this page.' })
  nodes!: ManagedAccount[];

  @Field(() => PageInfo, { description: 'Where the page ends.' })
  pageInfo!: PageInfo;

  @Field(() => Int, { description: 'How many there are in all.' })
  totalCount!: number;
}

/** A place for which a role can be given. */
@ObjectType({ description: 'A place for which a role can be given.' })
export class RolePlaceType {
  @Field(() => ID, { description: 'UUID of the territory, organisation or network.' })
  id!: string;

  @Field(() => RoleScope, { description: 'What it is.' })
  scope!: RoleScope;

  @Field(() => String, { description: 'Its name.' })
  name!: string;
}

/** How far a role may reach. */
@ObjectType({ description: 'How far a role may reach when it is given.' })
export class RoleReachType {
  @Field(() => Role, { description: 'The role.' })
  role!: Role;

  @Field(() => [RoleScope], { description: 'The scopes with which it can be given.' })
  scopes!: readonly RoleScope[];
}

/** What the form that gives a role offers. */
@ObjectType({ description: 'What an administrator can choose from when giving a role.' })
export class RoleChoices {
  @Field(() => [RoleReachType], { description: 'The roles that can be given.' })
  roles!: RoleReachType[];

  @Field(() => [RolePlaceType], { description: 'Territories, organisations and networks by name.' })
  places!: RolePlaceType[];
}
