import { Arg, Args, Ctx, GraphQLISODateTime, Int, Mutation, Query, Resolver } from 'type-graphql';
import { ConnectionArgs } from '../../platform/connection.js';
import type { GraphQLContext } from '../../platform/context.js';
import type { NotificationDigestService } from './notification-digest.service.js';
import type { NotificationService } from './notification.service.js';
import { NotificationConnection, NotificationType } from './notification.type.js';

/** Notifications in the API. */
@Resolver(() => NotificationType)
export class NotificationResolver {
  constructor(
    private readonly service: NotificationService,
    private readonly digest: NotificationDigestService,
  ) {}

  @Query(() => NotificationConnection, { description: 'What the viewer was told of, newest first.' })
  notifications(
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
    @Ctx() { actor }: GraphQLContext,
  ) {
    return this.service.page(actor, first, after);
  }

  @Query(() => Int, { description: 'How many of them the viewer has not seen; 100 stands for more.' })
  unreadNotifications(@Ctx() { actor }: GraphQLContext): Promise<number> {
    return this.service.unread(actor);
  }

  @Mutation(() => Int, { description: 'Marks what there was until a moment as seen; how many became so.' })
  readNotifications(
    @Arg('until', () => GraphQLISODateTime, { description: '`createdAt` of the newest one that was shown.' })
    until: Date,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<number> {
    return this.service.markRead(actor, until);
  }

  @Query(() => Boolean, { description: 'Whether the viewer gets them by mail once a day.' })
  notificationMail(@Ctx() { actor }: GraphQLContext): Promise<boolean> {
    return this.digest.wanted(actor);
  }

  @Mutation(() => Boolean, {
    description: 'Asks for them by mail once a day, which needs the consent MAILING, or for no more letters.',
  })
  async setNotificationMail(
    @Arg('wanted', () => Boolean) wanted: boolean,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<boolean> {
    await this.digest.choose(actor, wanted);
    return wanted;
  }
}
