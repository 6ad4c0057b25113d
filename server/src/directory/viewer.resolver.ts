import { Ctx, Query, Resolver } from 'type-graphql';
import type { GraphQLContext } from '../platform/context.js';
import type { ViewerReads } from './viewer.reads.js';
import { ViewerType } from './viewer.type.js';

/** The account of the one who asks. */
@Resolver(() => ViewerType)
export class ViewerResolver {
  constructor(private readonly reads: ViewerReads) {}

  @Query(() => ViewerType, { nullable: true, description: 'Who has signed in; null for a guest.' })
  viewer(@Ctx() { actor }: GraphQLContext): Promise<ViewerType> | null {
    return actor.kind === 'guest' ? null : this.reads.viewer(actor);
  }
}
