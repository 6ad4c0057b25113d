import { Arg, Ctx, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { GraphQLContext } from '../../platform/context.js';
import { HideableFile, HideFileInput } from './hidden-file.type.js';
import type { HidingService } from './hiding.service.js';

/** Hiding files of earlier versions, in the API. */
@Resolver()
export class HidingResolver {
  constructor(private readonly hiding: HidingService) {}

  @Query(() => [HideableFile], {
    description: 'Files of an earlier version that the viewer may hide; none for all others.',
  })
  hideableFiles(
    @Arg('slug', () => String, { description: 'Last part of the material’s address.' }) slug: string,
    @Arg('version', () => Int, { description: 'Number of the version.' }) version: number,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<HideableFile[]> {
    return this.hiding.hideable(actor, slug, version);
  }

  @Mutation(() => Boolean, {
    description:
      'Hides a file in all earlier versions that have it; the history tells who and why. The owner, a methodist who \
decides on the material, the council’s secretary and chair, administrators. CONFLICT while the present version has it.',
  })
  async hideFile(
    @Arg('input', () => HideFileInput) input: HideFileInput,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<boolean> {
    await this.hiding.hide(actor, input);
    return true;
  }
}
