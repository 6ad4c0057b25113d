import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { GraphQLContext } from '../../platform/context.js';
import type { FollowService } from './follow.service.js';
import { FollowedKind, FollowedType } from './follow.type.js';

/** Following in the API. */
@Resolver(() => FollowedType)
export class FollowResolver {
  constructor(private readonly service: FollowService) {}

  @Query(() => [FollowedType], { description: 'Everything that the viewer follows.' })
  followed(@Ctx() { actor }: GraphQLContext): Promise<FollowedType[]> {
    return this.service.own(actor);
  }

  @Mutation(() => Boolean, { description: 'Begins to follow an author, a theme or a network.' })
  async follow(
    @Arg('kind', () => FollowedKind) kind: FollowedKind,
    @Arg('slug', () => String) slug: string,
    @Ctx() { actor }: GraphQLContext,
  ) {
    await this.service.follow(actor, kind, slug);
    return true;
  }

  @Mutation(() => Boolean, { description: 'Follows no more; whether it was followed.' })
  unfollow(
    @Arg('kind', () => FollowedKind) kind: FollowedKind,
    @Arg('slug', () => String) slug: string,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<boolean> {
    return this.service.unfollow(actor, kind, slug);
  }
}
