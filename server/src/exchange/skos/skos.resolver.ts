import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { GraphQLContext } from '../../platform/context.js';
import type { SkosImportService } from './skos-import.service.js';
import { ImportThemesInput, ThemeImport } from './skos.type.js';

/** Themes from other vocabularies. */
@Resolver()
export class SkosResolver {
  constructor(private readonly skos: SkosImportService) {}

  @Mutation(() => ThemeImport, {
    description: 'Takes themes from a SKOS file: new ones are proposed, known ones get synonyms and matches.',
  })
  importThemes(
    @Arg('input', () => ImportThemesInput) input: ImportThemesInput,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<ThemeImport> {
    return this.skos.import(actor, input);
  }
}
