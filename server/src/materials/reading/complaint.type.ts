import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import { PageInfo, type Page } from '../../platform/connection.js';
import { ComplaintReason, ComplaintState } from './complaint.entity.js';
import { PostKind } from './post.entity.js';
import { MaterialLink } from './post.type.js';

/** What a reader wrote, as a moderator sees it. */
@ObjectType({ description: 'What a reader wrote, as a moderator sees it.' })
export class ComplainedPost {
  @Field(() => ID, { description: 'UUID.' })
  id!: string;

  @Field(() => PostKind, { description: 'A use report or a comment.' })
  kind!: PostKind;

  @Field(() => String, { description: 'The words.' })
  body!: string;

  @Field(() => String, { description: 'Who wrote it.' })
  authorName!: string;

  @Field(() => Boolean, { description: 'Whether it is hidden now.' })
  hidden!: boolean;
}

/** A complaint as a moderator sees it. */
@ObjectType('Complaint', { description: '«Жалоба», as a moderator sees it.' })
export class ComplaintType {
  @Field(() => ID, { description: 'UUID.' })
  id!: string;

  @Field(() => Int, { description: 'Give it back as `expectedVersion`.' })
  version!: number;

  @Field(() => ComplaintReason, { description: 'What is wrong.' })
  reason!: ComplaintReason;

  @Field(() => String, { nullable: true, description: 'In words.' })
  body!: string | null;

  @Field(() => ComplaintState, { description: 'What has become of it.' })
  state!: ComplaintState;

  @Field(() => String, { description: 'Who complained.' })
  complainantName!: string;

  @Field(() => GraphQLISODateTime, { description: 'When.' })
  createdAt!: Date;

  @Field(() => MaterialLink, { description: 'The material.' })
  material!: MaterialLink;

  @Field(() => ComplainedPost, { nullable: true, description: 'The post; null when the material is meant.' })
  post!: ComplainedPost | null;

  @Field(() => String, { nullable: true, description: 'Who decided.' })
  deciderName!: string | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it was decided.' })
  decidedAt!: Date | null;

  @Field(() => String, { nullable: true, description: "The moderator's answer." })
  answer!: string | null;
}

/** A page of complaints. */
@ObjectType({ description: 'A page of complaints.' })
export class ComplaintConnection implements Page<ComplaintType> {
  @Field(() => [ComplaintType], { description: 'The complaints of this page.' })
  nodes!: ComplaintType[];

  @Field(() => PageInfo, { description: 'Where the page ends.' })
  pageInfo!: PageInfo;

  @Field(() => Int, { description: 'How many there are in all.' })
  totalCount!: number;
}
