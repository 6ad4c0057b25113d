import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { GraphQLContext } from '../../platform/context.js';
import type { FileErasureService } from './file-erasure.service.js';
import { ErasableFile, HideableFile, HideFileInput } from './hidden-file.type.js';
import type { HidingService } from './hiding.service.js';
import type { ShowingService } from './showing.service.js';

/** Hiding files of earlier versions, in the API. */
@Resolver()
export class HidingResolver {
  constructor(
    private readonly hiding: HidingService,
    private readonly erasure: FileErasureService,
    private readonly showing: ShowingService,
  ) {}

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

  @Mutation(() => Boolean, {
    description:
      'Shows a hidden file again in all versions of its material that hide it, while its bytes are kept; administrators.',
  })
  async showFile(
    @Arg('file', () => ID, { description: 'The file.' }) file: string,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<boolean> {
    await this.showing.show(actor, file);
    return true;
  }

  @Query(() => [ErasableFile], {
    description:
      'Hidden files of a version whose bytes are kept still, for administrators; none for all others.',
  })
  erasableFiles(
    @Arg('slug', () => String, { description: 'Last part of the material’s address.' }) slug: string,
    @Arg('version', () => Int, { description: 'Number of the version.' }) version: number,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<ErasableFile[]> {
    return this.erasure.erasable(actor, slug, version);
  }

  @Mutation(() => Int, {
    description:
      'Erases the bytes of a hidden file at once and for ever; administrators. Answers how many other files have the \
same bytes, which stay for them.',
  })
  eraseFile(
    @Arg('file', () => ID, { description: 'The file.' }) file: string,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<number> {
    return this.erasure.erase(actor, file);
  }
}
