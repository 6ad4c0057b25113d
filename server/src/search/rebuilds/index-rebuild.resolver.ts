import { Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { GraphQLContext } from '../../platform/context.js';
import type { IndexRebuildService } from './index-rebuild.service.js';
import { IndexLag, IndexRebuild } from './index-rebuild.type.js';

/** Rebuilds of the search index in the API. */
@Resolver()
export class IndexRebuildResolver {
  constructor(private readonly service: IndexRebuildService) {}

  @Mutation(() => IndexRebuild, {
    description: 'Begins to build the search index anew, without a pause of the search. Administrators only.',
  })
  rebuildSearchIndex(@Ctx() { actor }: GraphQLContext): Promise<IndexRebuild> {
    return this.service.start(actor);
  }

  @Query(() => IndexRebuild, {
    nullable: true,
    description: 'The last rebuild of the search index that was asked for. Administrators only.',
  })
  lastIndexRebuild(@Ctx() { actor }: GraphQLContext): Promise<IndexRebuild | null> {
    return this.service.last(actor);
  }

  @Query(() => IndexLag, {
    nullable: true,
    description: 'How far the search is behind the bank. Administrators only.',
  })
  indexLag(@Ctx() { actor }: GraphQLContext): Promise<IndexLag> {
    return this.service.lag(actor);
  }
}
