import { GraphQLLocalDate } from 'graphql-scalars';
import { Field, GraphQLISODateTime, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { PageInfo, type Page } from '../../platform/connection.js';
import { NetworkType, OrganizationType } from '../../directory/directory.types.js';
import { MaterialKind, MaterialStatus } from '../material-enums.js';
import { VersionType } from './version.type.js';

/** Whose move it is. */
export enum WaitsFor {
  AUTHOR = 'AUTHOR',
  CO_AUTHORS = 'CO_AUTHORS',
  BANK = 'BANK',
  NOBODY = 'NOBODY',
}

registerEnumType(WaitsFor, {
  name: 'WaitsFor',
  description: 'Whose move it is.',
  valuesConfig: {
    AUTHOR: { description: 'The author: to finish, to revise, to check.' },
    CO_AUTHORS: { description: 'Co-authors, who have not confirmed yet; nothing else is missing.' },
    BANK: { description: 'Methodists, experts or the council.' },
    NOBODY: { description: 'Nobody: it is published, or closed.' },
  },
});

/** What the one who asks may do now. */
@ObjectType({ description: 'What the one who asks may do with the material now.' })
export class MaterialRights {
  @Field(() => Boolean, { description: 'Change the working version.' })
  edit!: boolean;

  @Field(() => Boolean, { description: 'Hand it in, once nothing blocking is on the checklist.' })
  submit!: boolean;

  @Field(() => Boolean, { description: 'Take back what was handed in.' })
  recall!: boolean;

  @Field(() => Boolean, { description: 'Delete the working version; this cannot be undone.' })
  deleteDraft!: boolean;

  @Field(() => Boolean, { description: 'Begin a version after the published one.' })
  startNewVersion!: boolean;

  @Field(() => Boolean, { description: 'Publish the working version, send it back, or reject it.' })
  publish!: boolean;

  @Field(() => Boolean, { description: 'Publish it as a minor change, without new certificates.' })
  acceptMinorChange!: boolean;

  @Field(() => Boolean, { description: 'Take it from the public.' })
  withdraw!: boolean;

  @Field(() => Boolean, { description: 'Give it back to the public.' })
  reinstate!: boolean;

  @Field(() => Boolean, { description: 'Say that the published version still holds.' })
  confirmCurrent!: boolean;
}

/** A material from inside. */
@ObjectType('OwnMaterial', {
  description: 'A material as its author, its co-authors and those who decide on it see it.',
})
export class OwnMaterialType {
  @Field(() => ID, { description: 'UUID.' })
  id!: string;

  @Field(() => Int, {
    description:
      'Give it back as `expectedVersion` of the mutations that change the state; grows with each of them.',
  })
  version!: number;

  @Field(() => MaterialKind, { description: 'What it is.' })
  kind!: MaterialKind;

  @Field(() => MaterialStatus, {
    description: 'State; that of the working version until the first publication.',
  })
  state!: MaterialStatus;

  @Field(() => MaterialStatus, {
    nullable: true,
    description: 'State of the working version; null without one.',
  })
  draftState!: MaterialStatus | null;

  @Field(() => String, { nullable: true, description: '«МБ-2026-000123», since the first publication.' })
  registrationNumber!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Last part of its address, since the first publication.',
  })
  slug!: string | null;

  @Field(() => OrganizationType, { nullable: true, description: 'Organisation that it comes from.' })
  organization!: OrganizationType | null;

  @Field(() => NetworkType, { nullable: true, description: 'Network that it was made in.' })
  network!: NetworkType | null;

  @Field(() => GraphQLISODateTime, { description: 'When it was begun.' })
  createdAt!: Date;

  @Field(() => GraphQLISODateTime, { description: 'Last change of its state or its working version.' })
  updatedAt!: Date;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it was first published.' })
  publishedAt!: Date | null;

  @Field(() => GraphQLLocalDate, {
    nullable: true,
    description: 'Check by this date that it is still current.',
  })
  reviewBy!: string | null;

  @Field(() => Int, { description: 'How often the working version was handed in.' })
  reviewRound!: number;

  @Field(() => String, { nullable: true, description: 'Why it was withdrawn.' })
  withdrawnReason!: string | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it was withdrawn.' })
  withdrawnAt!: Date | null;

  @Field(() => VersionType, {
    nullable: true,
    description: 'The working version; null without one, and for those who may not see it yet.',
  })
  draft!: VersionType | null;

  @Field(() => VersionType, { nullable: true, description: 'The published version.' })
  published!: VersionType | null;

  @Field(() => Boolean, {
    description: 'Whether the one who asks is its owner; others are co-authors or decide.',
  })
  viewerIsOwner!: boolean;

  @Field(() => MaterialRights, { description: 'What the one who asks may do now.' })
  viewerCan!: MaterialRights;
}

/** A page of materials from inside. */
@ObjectType({ description: 'A page of materials from inside.' })
export class OwnMaterialConnection implements Page<OwnMaterialType> {
  @Field(() => [OwnMaterialType], { description: 'The materials of this page.' })
  nodes!: OwnMaterialType[];

  @Field(() => PageInfo, { description: 'Where the page ends.' })
  pageInfo!: PageInfo;

  @Field(() => Int, { description: 'How many there are in all.' })
  totalCount!: number;
}
