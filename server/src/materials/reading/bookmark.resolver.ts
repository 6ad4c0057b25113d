import { Arg, Args, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { ConnectionArgs } from '../../platform/connection.js';
import type { GraphQLContext } from '../../platform/context.js';
import { InvalidInput } from '../../platform/errors.js';
import type { BookmarkService } from './bookmark.service.js';
import { BookmarkConnection, BookmarkType } from './kept-material.type.js';

/** Materials that one question about bookmarks may name: more than any page shows. */
const MOST_NAMED = 100;

/** Bookmarks in the API. */
@Resolver(() => BookmarkType)
export class BookmarkResolver {
  constructor(private readonly service: BookmarkService) {}

  @Query(() => BookmarkConnection, { description: "The viewer's bookmarks, added last first." })
  bookmarks(@Args(() => ConnectionArgs) { first, after }: ConnectionArgs, @Ctx() { actor }: GraphQLContext) {
    return this.service.page(actor, first, after);
  }

  @Query(() => [String], {
    description:
      'Which of these materials, named by their slugs, the viewer has put by; at most 100 are asked for.',
  })
  bookmarked(
    @Arg('materials', () => [String]) materials: string[],
    @Ctx() { actor }: GraphQLContext,
  ): Promise<string[]> {
    if (materials.length > MOST_NAMED) throw new InvalidInput({ materials: 'range' });
    return this.service.among(actor, materials);
  }

  @Mutation(() => BookmarkType, { description: 'Puts a material, named by its slug, by.' })
  addBookmark(@Arg('material', () => String) material: string, @Ctx() { actor }: GraphQLContext) {
    return this.service.add(actor, material);
  }

  @Mutation(() => Boolean, { description: 'Takes a bookmark away; whether there was one.' })
  removeBookmark(@Arg('material', () => String) material: string, @Ctx() { actor }: GraphQLContext) {
    return this.service.remove(actor, material);
  }
}
