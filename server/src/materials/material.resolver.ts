import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { batched } from '../platform/batch.js';
import { ConnectionArgs } from '../platform/connection.js';
import type { GraphQLContext } from '../platform/context.js';
import { NotFound } from '../platform/errors.js';
import type { DirectoryReads } from '../directory/directory.reads.js';
import { AuthorType, NetworkType, OrganizationType } from '../directory/directory.types.js';
import { PriorityThemeType } from '../vocabulary/priority-theme.type.js';
import type { VocabularyReads } from '../vocabulary/vocabulary.reads.js';
import { MaterialFilter } from './material-filter.input.js';
import type { MaterialReads } from './material.reads.js';
import { ContributionType, MaterialConnection, MaterialType } from './material.type.js';

/** Arguments of the list of materials. */
@ArgsType()
export class MaterialsArgs extends ConnectionArgs {
  @Field(() => MaterialFilter, { nullable: true, description: 'Narrows the list.' })
  filter?: MaterialFilter | null;
}

/** Materials in the API. */
@Resolver(() => MaterialType)
export class MaterialResolver {
  constructor(
    private readonly reads: MaterialReads,
    private readonly directory: DirectoryReads,
    private readonly vocabulary: VocabularyReads,
  ) {}

  @Query(() => MaterialType, {
    nullable: true,
    description:
      'A published material by its address. Unknown and invisible slugs answer the same NOT_FOUND.',
  })
  async material(@Arg('slug', () => String) slug: string): Promise<MaterialType> {
    const material = await this.reads.bySlug(slug);
    if (!material) throw new NotFound();
    return material;
  }

  @Query(() => MaterialConnection, {
    description: 'Published materials, newest first, for programs. People use `searchMaterials`.',
  })
  materials(@Args(() => MaterialsArgs) { first, after, filter }: MaterialsArgs) {
    return this.reads.page(first, after, filter);
  }

  @FieldResolver(() => [PriorityThemeType], { description: 'Priority themes.' })
  async themes(@Root() { themeIds }: MaterialType, @Ctx() context: GraphQLContext) {
    const theme = batched(context, 'theme', (ids: readonly string[]) => this.vocabulary.themesById(ids));
    return (await Promise.all(themeIds.map(theme))).filter((found) => found !== undefined);
  }

  @FieldResolver(() => NetworkType, { nullable: true, description: 'Network that it was made in.' })
  network(@Root() { networkId }: MaterialType, @Ctx() context: GraphQLContext) {
    if (!networkId) return null;
    return batched(context, 'network', (ids: readonly string[]) => this.directory.networksById(ids))(
      networkId,
    );
  }

  @FieldResolver(() => OrganizationType, { nullable: true, description: 'Organisation that it comes from.' })
  organization(@Root() { organizationId }: MaterialType, @Ctx() context: GraphQLContext) {
    if (!organizationId) return null;
    const load = (ids: readonly string[]) => this.directory.organizationsById(ids);
    return batched(context, 'organization', load)(organizationId);
  }
}

/** Contributions in the API. */
@Resolver(() => ContributionType)
export class ContributionResolver {
  constructor(private readonly directory: DirectoryReads) {}

  @FieldResolver(() => AuthorType, { nullable: true, description: "The person's public page." })
  author(@Root() { personId }: ContributionType, @Ctx() context: GraphQLContext) {
    if (!personId) return null;
    return batched(context, 'author', (ids: readonly string[]) => this.directory.authorsById(ids))(personId);
  }
}
