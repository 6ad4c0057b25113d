import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { batched } from '../../platform/batch.js';
import type { GraphQLContext } from '../../platform/context.js';
import { StoredFileType } from '../stored-file.type.js';
import type { FileProcessingReads } from './file-processing.reads.js';
import { FileProcessing, UploadType } from './file-processing.type.js';

/** Files and uploads on their way. */
@Resolver(() => StoredFileType)
export class FileProcessingResolver {
  constructor(private readonly reads: FileProcessingReads) {}

  @FieldResolver(() => FileProcessing, { description: 'What became of it on its way in.' })
  processing(@Root() { sha256 }: StoredFileType, @Ctx() context: GraphQLContext) {
    const load = (keys: readonly string[]) => this.reads.processing(keys, context.locale);
    return batched(context, 'file.processing', load)(sha256);
  }

  @Query(() => [UploadType], {
    description: 'What the owner of a material has under way for it, and what the bank did not take of late.',
  })
  uploads(
    @Arg('materialId', () => ID, { description: 'The material.' }) materialId: string,
    @Ctx() { actor, locale }: GraphQLContext,
  ) {
    return this.reads.uploads(actor, materialId, locale);
  }
}
