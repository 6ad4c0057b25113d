import { Min } from 'class-validator';
import { Args, ArgsType, Ctx, Field, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { batched } from '../platform/batch.js';
import { FirstArgs } from '../platform/connection.js';
import type { GraphQLContext } from '../platform/context.js';
import type { MaterialReads } from './material.reads.js';
import { PassageType, StoredFileType } from './stored-file.type.js';

/** Arguments of a file's passages. */
@ArgsType()
export class PassagesArgs extends FirstArgs {
  @Field(() => Int, {
    defaultValue: -1,
    description: 'Ordinal after which they begin; -1 begins with the first.',
  })
  @Min(-1)
  after: number = -1;
}

/** Files in the API. */
@Resolver(() => StoredFileType)
export class StoredFileResolver {
  constructor(private readonly reads: MaterialReads) {}

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Safe HTML of an office or text file; null where there is none.',
  })
  html(@Root() { sha256 }: StoredFileType, @Ctx() context: GraphQLContext) {
    return batched(context, 'file.html', (keys: readonly string[]) => this.reads.html(keys))(sha256);
  }

  @FieldResolver(() => [PassageType], { description: 'Extracted text by page, slide, sheet or caption.' })
  async passages(
    @Root() { sha256 }: StoredFileType,
    @Args(() => PassagesArgs) { first, after }: PassagesArgs,
    @Ctx() context: GraphQLContext,
  ) {
    const load = (keys: readonly string[]) => this.reads.passages(keys, first, after);
    return (await batched(context, `file.passages(${first},${after})`, load)(sha256)) ?? [];
  }
}
