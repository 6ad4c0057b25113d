import { GraphQLLocalDate } from 'graphql-scalars';
import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import type { Place } from '../../directory/role.js';
import { PageInfo, type Page } from '../../platform/connection.js';
import type { PostKind } from './post.entity.js';

/** What the viewer may do with something that a reader wrote. */
@ObjectType({ description: 'What the viewer may do with something that a reader wrote.' })
export class PostRights {
  @Field(() => Boolean, { description: 'Change its words.' })
  edit!: boolean;

  @Field(() => Boolean, { description: 'Hide it from all others.' })
  hide!: boolean;

  @Field(() => Boolean, { description: 'Hide it as a moderator, with a reason.' })
  moderate!: boolean;
}

/** A material that a use report names. */
@ObjectType({ description: 'A public material by its name.' })
export class MaterialLink {
  @Field(() => String, { description: 'Last part of its address.' })
  slug!: string;

  @Field(() => String, { description: 'Title.' })
  title!: string;
}

/** What all posts have. */
@ObjectType()
export class PostType {
  @Field(() => ID, { description: 'UUID.' })
  id!: string;

  @Field(() => String, { description: 'The words, with line breaks.' })
  body!: string;

  @Field(() => String, { description: 'Who wrote it: «Фамилия И. О.».' })
  authorName!: string;

  @Field(() => String, { nullable: true, description: 'Where the writer works, if that is public.' })
  organizationName!: string | null;

  @Field(() => GraphQLISODateTime, { description: 'When it was written.' })
  createdAt!: Date;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When its words last changed.' })
  editedAt!: Date | null;

  @Field(() => Int, { description: 'Give it back as `expectedVersion`.' })
  version!: number;

  /** These are not fields of the API. */
  kind!: PostKind;
  accountId!: string;
  place!: Place;
}

/** «Применил на практике» as the API shows it. */
@ObjectType('UseReport', { description: '«Применил на практике»: how a material did in a lesson.' })
export class UseReportType extends PostType {
  @Field(() => GraphQLLocalDate, { description: 'Day of the lesson.' })
  usedOn!: string;

  @Field(() => String, { description: 'Class or group.' })
  className!: string;

  @Field(() => MaterialLink, {
    nullable: true,
    description: "The reader's own variant, if it is in the bank.",
  })
  variant!: MaterialLink | null;
}

/** A comment as the API shows it. */
@ObjectType('Comment', { description: 'A word in the discussion of a material.' })
export class CommentType extends PostType {}

/** A page of use reports. */
@ObjectType({ description: 'A page of use reports.' })
export class UseReportConnection implements Page<UseReportType> {
  @Field(() => [UseReportType], { description: 'The reports of this page.' })
  nodes!: UseReportType[];

  @Field(() => PageInfo, { description: 'Where the page ends.' })
  pageInfo!: PageInfo;

  @Field(() => Int, { description: 'How many there are in all.' })
  totalCount!: number;
}

/** A page of comments. */
@ObjectType({ description: 'A page of comments.' })
export class CommentConnection implements Page<CommentType> {
  @Field(() => [CommentType], { description: 'The comments of this page.' })
  nodes!: CommentType[];

  @Field(() => PageInfo, { description: 'Where the page ends.' })
  pageInfo!: PageInfo;

  @Field(() => Int, { description: 'How many there are in all.' })
  totalCount!: number;
}
