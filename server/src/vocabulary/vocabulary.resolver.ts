import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { batched } from '../platform/batch.js';
import type { GraphQLContext } from '../platform/context.js';
import { NotFound } from '../platform/errors.js';
import { PriorityThemeType } from './priority-theme.type.js';
import { SubjectType } from './subject.type.js';
import type { VocabularyReads } from './vocabulary.reads.js';

/** Subjects and priority themes in the API. */
@Resolver(() => PriorityThemeType)
export class VocabularyResolver {
  constructor(private readonly reads: VocabularyReads) {}

  @Query(() => [SubjectType], {
    description: 'All school subjects and areas of development that the bank uses.',
  })
  subjects(): Promise<SubjectType[]> {
    return this.reads.subjects();
  }

  @Query(() => [PriorityThemeType], {
    description:
      "All priority themes in the council's order, active first; `broader` and `narrower` make the tree.",
  })
  priorityThemes(): Promise<PriorityThemeType[]> {
    return this.reads.themes();
  }

  @Query(() => PriorityThemeType, {
    nullable: true,
    description: 'A priority theme by its address, or by one that it had before.',
  })
  async priorityTheme(@Arg('slug', () => String) slug: string): Promise<PriorityThemeType> {
    const theme = await this.reads.themeBySlug(slug);
    if (!theme) throw new NotFound();
    return theme;
  }

  @FieldResolver(() => PriorityThemeType, { nullable: true, description: 'skos:broader.' })
  broader(@Root() theme: PriorityThemeType, @Ctx() context: GraphQLContext) {
    if (!theme.broaderId) return null;
    return batched(context, 'theme', (ids: readonly string[]) => this.reads.themesById(ids))(theme.broaderId);
  }

  @FieldResolver(() => [PriorityThemeType], { description: "skos:narrower, in the council's order." })
  async narrower(@Root() theme: PriorityThemeType, @Ctx() context: GraphQLContext) {
    return (
      (await batched(context, 'theme.narrower', (ids: readonly string[]) => this.reads.narrower(ids))(
        theme.id,
      )) ?? []
    );
  }

  @FieldResolver(() => [PriorityThemeType], { description: 'skos:related.' })
  async related(@Root() theme: PriorityThemeType, @Ctx() context: GraphQLContext) {
    return (
      (await batched(context, 'theme.related', (ids: readonly string[]) => this.reads.related(ids))(
        theme.id,
      )) ?? []
    );
  }
}
