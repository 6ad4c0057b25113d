import { GraphQLLocalDate } from 'graphql-scalars';
import { Field, ID, ObjectType } from 'type-graphql';
import { EducationLevel } from '../vocabulary/education-level.js';
import { SubjectType } from '../vocabulary/subject.type.js';
import type { Page } from '../platform/connection.js';
import { PageInfo } from '../platform/connection.js';
import { Int } from 'type-graphql';
import { NetworkKind, NetworkStatus } from './network.entity.js';
import { OrganizationKind } from './organization.entity.js';
import { Qualification } from './person.entity.js';

/** A territory as the API shows it. */
@ObjectType('Territory', { description: 'A municipality whose organisations work together.' })
export class TerritoryType {
  @Field(() => ID, { description: 'UUID.' })
  id!: string;

  @Field(() => String, { description: 'Name of the municipality.' })
  name!: string;

  @Field(() => String, { description: 'Region of the Russian Federation.' })
  region!: string;

  @Field(() => String, { description: 'IANA zone in which due dates are meant.' })
  timeZone!: string;
}

/** An organisation as the API shows it. */
@ObjectType('Organization', { description: 'A school, a kindergarten or a partner of the networks.' })
export class OrganizationType {
  @Field(() => ID, { description: 'UUID.' })
  id!: string;

  @Field(() => String, { description: 'Last part of its address; never changes.' })
  slug!: string;

  @Field(() => String, { description: 'Name for lists.' })
  shortName!: string;

  @Field(() => String, { description: 'Name of its charter.' })
  fullName!: string;

  @Field(() => OrganizationKind, { description: 'What it is.' })
  kind!: OrganizationKind;

  @Field(() => TerritoryType, { nullable: true, description: 'Where it belongs.' })
  territory!: TerritoryType | null;

  @Field(() => String, { nullable: true, description: 'Address of its own site.' })
  site!: string | null;

  @Field(() => Boolean, { description: 'Supports the networks without being a municipal organisation.' })
  isPartner!: boolean;
}

/** A person's public page. */
@ObjectType('Author', { description: "A person's public page; only fields that the person made public." })
export class AuthorType {
  @Field(() => ID, { description: 'UUID.' })
  id!: string;

  @Field(() => String, { description: 'Last part of the address; never changes.' })
  slug!: string;

  @Field(() => String, { description: 'Фамилия.' })
  lastName!: string;

  @Field(() => String, { description: 'Имя, or an initial when the source gives no more.' })
  firstName!: string;

  @Field(() => String, { nullable: true, description: 'Отчество.' })
  patronymic!: string | null;

  @Field(() => String, { description: '«Фамилия И. О.» with no-break spaces.' })
  shortName!: string;

  @Field(() => String, { description: '«Фамилия Имя Отчество».' })
  fullName!: string;

  @Field(() => String, { nullable: true, description: 'Post held now.' })
  position!: string | null;

  @Field(() => Qualification, { nullable: true, description: 'Category by attestation.' })
  qualification!: Qualification | null;

  @Field(() => String, { nullable: true, description: 'A few words of oneself.' })
  bio!: string | null;

  @Field(() => [SubjectType], { description: 'Subjects taught.' })
  subjects!: SubjectType[];

  @Field(() => [EducationLevel], { description: 'Levels worked at.' })
  levels!: EducationLevel[];

  /** Id of the organisation when public; not a field of the API. */
  organizationId!: string | null;
}

/** A network as the API shows it. */
@ObjectType('Network', { description: '«Сетевое объединение»: organisations that work together.' })
export class NetworkType {
  @Field(() => ID, { description: 'UUID.' })
  id!: string;

  @Field(() => String, { description: 'Last part of its address; never changes.' })
  slug!: string;

  @Field(() => String, { description: 'Name, usually made of its members.' })
  name!: string;

  @Field(() => NetworkKind, { description: 'Form in which the organisations joined.' })
  kind!: NetworkKind;

  @Field(() => NetworkStatus, { description: 'State.' })
  status!: NetworkStatus;

  @Field(() => TerritoryType, { nullable: true, description: 'Where it works.' })
  territory!: TerritoryType | null;

  @Field(() => String, { nullable: true, description: 'The order or agreement that founded it.' })
  basis!: string | null;

  @Field(() => String, { nullable: true, description: 'What the network does.' })
  description!: string | null;

  /** Id of the moderator; not a field of the API. */
  moderatorId!: string | null;
}

/** A membership as the API shows it. */
@ObjectType('NetworkMember', { description: "An organisation's membership in a network." })
export class NetworkMemberType {
  @Field(() => OrganizationType, { description: 'Who is the member.' })
  organization!: OrganizationType;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'Since when.' })
  joinedAt!: string | null;

  /** Id of the coordinator; not a field of the API. */
  coordinatorId!: string | null;
}

/** A page of networks. */
@ObjectType({ description: 'A page of networks.' })
export class NetworkConnection implements Page<NetworkType> {
  @Field(() => [NetworkType], { description: 'The networks of this page.' })
  nodes!: NetworkType[];

  @Field(() => PageInfo, { description: 'Where the page ends.' })
  pageInfo!: PageInfo;

  @Field(() => Int, { description: 'How many there are in all.' })
  totalCount!: number;
}

/** A page of authors. */
@ObjectType({ description: 'A page of authors.' })
export class AuthorConnection implements Page<AuthorType> {
  @Field(() => [AuthorType], { description: 'The authors of this page.' })
  nodes!: AuthorType[];

  @Field(() => PageInfo, { description: 'Where the page ends.' })
  pageInfo!: PageInfo;

  @Field(() => Int, { description: 'How many there are in all.' })
  totalCount!: number;
}

/** A page of organisations. */
@ObjectType({ description: 'A page of organisations.' })
export class OrganizationConnection implements Page<OrganizationType> {
  @Field(() => [OrganizationType], { description: 'The organisations of this page.' })
  nodes!: OrganizationType[];

  @Field(() => PageInfo, { description: 'Where the page ends.' })
  pageInfo!: PageInfo;

  @Field(() => Int, { description: 'How many there are in all.' })
  totalCount!: number;
}
