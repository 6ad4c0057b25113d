import type { MikroORM } from '@mikro-orm/postgresql';
import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { batched } from '../../platform/batch.js';
import type { GraphQLContext } from '../../platform/context.js';
import { NotFound } from '../../platform/errors.js';
import { MaterialType } from '../material.type.js';
import { comparePublic, VersionComparison } from './comparison.js';
import type { HistoryReads } from './history.reads.js';
import { DecisionType, PublishedVersion, Tombstone, VersionSummary } from './history.type.js';
import { OwnMaterialType } from './own-material.type.js';
import { readVersions } from './version.reads.js';
import { BasedOnMaterial } from './version.type.js';

/** The public history of materials in the API. */
@Resolver(() => MaterialType)
export class PublicHistoryResolver {
  constructor(private readonly reads: HistoryReads) {}

  @Query(() => Tombstone, {
    nullable: true,
    description: 'What the address of a withdrawn material tells; NOT_FOUND for all others.',
  })
  async withdrawnMaterial(@Arg('slug', () => String) slug: string): Promise<Tombstone> {
    const tombstone = await this.reads.tombstone(slug);
    if (!tombstone) throw new NotFound();
    return tombstone;
  }

  @FieldResolver(() => [PublishedVersion], {
    description: 'Versions that are or were public, the latest first.',
  })
  async versions(@Root() { id }: MaterialType, @Ctx() context: GraphQLContext): Promise<PublishedVersion[]> {
    const load = (ids: readonly string[]) => this.reads.published(ids);
    return (await batched(context, 'material.versions', load)(id)) ?? [];
  }

  @FieldResolver(() => [BasedOnMaterial], { description: 'Materials of the bank that it goes on from.' })
  async basedOn(@Root() { id }: MaterialType, @Ctx() context: GraphQLContext): Promise<BasedOnMaterial[]> {
    const load = (ids: readonly string[]) => this.reads.basedOn(ids);
    return (await batched(context, 'material.based-on', load)(id)) ?? [];
  }
}

/** What changed between public versions, in the API. */
@Resolver(() => PublishedVersion)
export class PublicChangesResolver {
  constructor(private readonly orm: MikroORM) {}

  @FieldResolver(() => VersionComparison, {
    nullable: true,
    description: 'What changed since the version that was public before it; null for the first.',
  })
  async changes(
    @Root() { id, previousId }: PublishedVersion,
    @Ctx() context: GraphQLContext,
  ): Promise<VersionComparison | null> {
    if (!previousId) return null;
    const load = (ids: readonly string[]) => readVersions(this.orm.em.fork(), ids);
    const version = batched(context, 'version.public', load);
    const [before, after] = await Promise.all([version(previousId), version(id)]);
    return before && after ? comparePublic(before, after) : null;
  }
}

/** The history of materials from inside, in the API. */
@Resolver(() => OwnMaterialType)
export class OwnHistoryResolver {
  constructor(private readonly reads: HistoryReads) {}

  @FieldResolver(() => [DecisionType], { description: 'Decisions on its versions, the latest first.' })
  async decisions(@Root() { id }: OwnMaterialType, @Ctx() context: GraphQLContext): Promise<DecisionType[]> {
    const load = (ids: readonly string[]) => this.reads.decisions(ids);
    return (await batched(context, 'material.decisions', load)(id)) ?? [];
  }

  @FieldResolver(() => [VersionSummary], {
    description: 'Its versions, the latest first; for others than the owner those that were public.',
  })
  async versions(
    @Root() { id, viewerIsOwner }: OwnMaterialType,
    @Ctx() context: GraphQLContext,
  ): Promise<VersionSummary[]> {
    const load = (ids: readonly string[]) => this.reads.versions(ids);
    const all = (await batched(context, 'material.all-versions', load)(id)) ?? [];
    return viewerIsOwner ? all : all.filter(({ publishedAt }) => publishedAt !== null);
  }
}
