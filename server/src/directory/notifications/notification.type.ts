import { GraphQLLocalDate } from 'graphql-scalars';
import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import { PageInfo, type Page } from '../../platform/connection.js';
import { NotificationKind } from './notification.entity.js';

/** A notification as its owner sees it. */
@ObjectType('Notification', { description: 'Something that the viewer is told of.' })
export class NotificationType {
  @Field(() => ID, { description: 'UUID.' })
  id!: string;

  @Field(() => NotificationKind, { description: 'What has happened.' })
  kind!: NotificationKind;

  @Field(() => String, { description: 'Address of what it is about on this site, without the language.' })
  path!: string;

  @Field(() => String, { description: 'What it is about, usually a title.' })
  subject!: string;

  @Field(() => String, { nullable: true, description: 'Who has done it.' })
  actorName!: string | null;

  @Field(() => String, { nullable: true, description: 'The first words of what was written, or a reason.' })
  detail!: string | null;

  @Field(() => GraphQLLocalDate, {
    nullable: true,
    description: 'The day in Moscow on which what it announces happens; null where it announces nothing.',
  })
  day!: string | null;

  @Field(() => GraphQLISODateTime, { description: 'When.' })
  createdAt!: Date;

  @Field(() => Boolean, { description: 'Whether the viewer has seen it.' })
  read!: boolean;
}

/** A page of notifications. */
@ObjectType({ description: 'A page of notifications.' })
export class NotificationConnection implements Page<NotificationType> {
  @Field(() => [NotificationType], { description: 'The notifications of this page.' })
  nodes!: NotificationType[];

  @Field(() => PageInfo, { description: 'Where the page ends.' })
  pageInfo!: PageInfo;

  @Field(() => Int, { description: 'How many there are in all.' })
  totalCount!: number;
}
