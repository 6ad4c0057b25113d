import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { GraphQLContext } from '../../platform/context.js';
import { InvalidInput } from '../../platform/errors.js';
import type { ThemeJoiningService } from './theme-joining.service.js';
import type { ThemeUndoService } from './theme-undo.service.js';
import {
  ApproveThemeInput,
  DescribeThemeInput,
  MergeThemesInput,
  MoveThemeInput,
  PinThemeMaterialsInput,
  ProposeThemeInput,
  RenameThemeInput,
  SplitThemeInput,
  ThemeChangeInput,
} from './theme.input.js';
import type { ThemeReads } from './theme.reads.js';
import type { ThemeService } from './theme.service.js';
import { CuratedTheme, ThemeChangeType, ThemeCuration, ThemeMergePreview } from './theme.type.js';

/** Most changes that one page of the history shows. */
const MOST = 200;

/** How the council curates the priority themes. */
@Resolver(() => ThemeCuration)
export class ThemeResolver {
  constructor(
    private readonly reads: ThemeReads,
    private readonly curating: ThemeService,
    private readonly joining: ThemeJoiningService,
    private readonly undoing: ThemeUndoService,
  ) {}

  @Query(() => ThemeCuration, {
    nullable: true,
    description: 'All priority themes, public or not, for the council and those who propose themes.',
  })
  themeCuration(@Ctx() { actor }: GraphQLContext): ThemeCuration {
    return this.reads.curation(actor);
  }

  @FieldResolver(() => [CuratedTheme], {
    description: 'Each after the one that it lies under, in the order.',
  })
  themes(@Ctx() { actor }: GraphQLContext): Promise<CuratedTheme[]> {
    return this.reads.all(actor);
  }

  @Query(() => ID, {
    nullable: true,
    description: 'The theme in which one that was merged lives on; null for one that is a theme still.',
  })
  themeSuccessor(
    @Arg('id', () => ID, { description: 'The theme that was merged.' }) id: string,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<string | null> {
    return this.reads.successor(actor, id);
  }

  @Query(() => [ThemeChangeType], { description: 'Changes of the themes, the newest first.' })
  themeChanges(
    @Arg('theme', () => ID, { nullable: true, description: 'Those alone that touch it.' })
    theme: string | null,
    @Arg('first', () => Int, { defaultValue: 50, description: 'At most so many, 1 to 200.' }) first: number,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<ThemeChangeType[]> {
    if (first < 1 || first > MOST) throw new InvalidInput({ first: 'range' });
    return this.reads.changes(actor, theme ?? null, first);
  }

  @Query(() => ThemeMergePreview, { nullable: true, description: 'What merging two themes would do.' })
  themeMergePreview(
    @Arg('id', () => ID, { description: 'The theme that would go.' }) id: string,
    @Arg('into', () => ID, { description: 'The theme that would stay.' }) into: string,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<ThemeMergePreview> {
    return this.reads.mergePreview(actor, id, into);
  }

  @Mutation(() => ThemeCuration, { description: 'Proposes a theme to the council.' })
  async proposeTheme(
    @Arg('input', () => ProposeThemeInput) input: ProposeThemeInput,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<ThemeCuration> {
    await this.curating.propose(actor, input);
    return this.reads.curation(actor);
  }

  @Mutation(() => ThemeCuration, {
    description: 'Says what a theme is: texts, synonyms, period, neighbours, curators.',
  })
  async describeTheme(
    @Arg('input', () => DescribeThemeInput) input: DescribeThemeInput,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<ThemeCuration> {
    await this.curating.describe(actor, input);
    return this.reads.curation(actor);
  }

  @Mutation(() => ThemeCuration, { description: 'Gives a theme another name and address.' })
  async renameTheme(
    @Arg('input', () => RenameThemeInput) input: RenameThemeInput,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<ThemeCuration> {
    await this.curating.rename(actor, input);
    return this.reads.curation(actor);
  }

  @Mutation(() => ThemeCuration, { description: 'Puts a theme elsewhere in the tree or in the order.' })
  async moveTheme(
    @Arg('input', () => MoveThemeInput) input: MoveThemeInput,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<ThemeCuration> {
    await this.curating.move(actor, input);
    return this.reads.curation(actor);
  }

  @Mutation(() => ThemeCuration, { description: 'Writes down the decision that approved a theme.' })
  async approveTheme(
    @Arg('input', () => ApproveThemeInput) input: ApproveThemeInput,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<ThemeCuration> {
    await this.curating.approve(actor, input);
    return this.reads.curation(actor);
  }

  @Mutation(() => ThemeCuration, { description: 'Opens an approved theme, or a closed one again.' })
  async activateTheme(
    @Arg('input', () => ThemeChangeInput) input: ThemeChangeInput,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<ThemeCuration> {
    await this.curating.activate(actor, input);
    return this.reads.curation(actor);
  }

  @Mutation(() => ThemeCuration, { description: 'Closes a theme; its materials and its address stay.' })
  async closeTheme(
    @Arg('input', () => ThemeChangeInput) input: ThemeChangeInput,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<ThemeCuration> {
    await this.curating.close(actor, input);
    return this.reads.curation(actor);
  }

  @Mutation(() => ThemeCuration, { description: 'Shows some materials of a theme first.' })
  async pinThemeMaterials(
    @Arg('input', () => PinThemeMaterialsInput) input: PinThemeMaterialsInput,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<ThemeCuration> {
    await this.curating.pin(actor, input);
    return this.reads.curation(actor);
  }

  @Mutation(() => ThemeCuration, {
    description: 'Makes one theme of two. Every former address leads to the one that stays.',
  })
  async mergeThemes(
    @Arg('input', () => MergeThemesInput) input: MergeThemesInput,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<ThemeCuration> {
    await this.joining.merge(actor, input);
    return this.reads.curation(actor);
  }

  @Mutation(() => ThemeCuration, { description: 'Gives materials of a theme to another or a new one.' })
  async splitTheme(
    @Arg('input', () => SplitThemeInput) input: SplitThemeInput,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<ThemeCuration> {
    await this.joining.split(actor, input);
    return this.reads.curation(actor);
  }

  @Mutation(() => ThemeCuration, {
    description: 'Takes a change of the themes back. CONFLICT while a later one of the same themes stands.',
  })
  async undoThemeChange(
    @Arg('id', () => ID, { description: 'The change.' }) id: string,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<ThemeCuration> {
    await this.undoing.undo(actor, id);
    return this.reads.curation(actor);
  }
}
