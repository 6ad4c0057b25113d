import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { batched } from '../../platform/batch.js';
import { ConnectionArgs } from '../../platform/connection.js';
import type { GraphQLContext } from '../../platform/context.js';
import { NotFound } from '../../platform/errors.js';
import {
  AnnotateInCollectionInput,
  CreateCollectionInput,
  EditCollectionInput,
  MoveInCollectionInput,
} from './collection.input.js';
import { canEditCollection } from './collection.policy.js';
import type { CollectionReads } from './collection.reads.js';
import type { CollectionService } from './collection.service.js';
import {
  CollectionConnection,
  CollectionItemType,
  CollectionRights,
  CollectionType,
} from './collection.type.js';

/** Collections in the API. */
@Resolver(() => CollectionType)
export class CollectionResolver {
  constructor(
    private readonly reads: CollectionReads,
    private readonly service: CollectionService,
  ) {}

  @Query(() => CollectionConnection, { description: 'Public collections, changed last first.' })
  collections(@Args(() => ConnectionArgs) { first, after }: ConnectionArgs) {
    return this.reads.listed(first, after);
  }

  @Query(() => CollectionType, {
    nullable: true,
    description: 'A collection by its address. Private ones of others answer NOT_FOUND.',
  })
  collection(@Arg('slug', () => String) slug: string, @Ctx() context: GraphQLContext) {
    return this.read(slug, context);
  }

  @Query(() => [CollectionType], { description: "The viewer's own collections, changed last first." })
  ownCollections(@Ctx() { actor }: GraphQLContext) {
    return this.reads.own(actor);
  }

  @Mutation(() => CollectionType, { description: 'Begins a collection.' })
  async createCollection(@Arg('input') input: CreateCollectionInput, @Ctx() context: GraphQLContext) {
    return this.read(await this.service.create(context.actor, input), context);
  }

  @Mutation(() => CollectionType, { description: 'Renames a collection or opens it to others.' })
  async editCollection(@Arg('input') input: EditCollectionInput, @Ctx() context: GraphQLContext) {
    return this.read(await this.service.edit(context.actor, input), context);
  }

  @Mutation(() => Boolean, { description: 'Deletes a collection; the materials stay in the bank.' })
  async deleteCollection(@Arg('collection', () => ID) id: string, @Ctx() { actor }: GraphQLContext) {
    await this.service.delete(actor, id);
    return true;
  }

  @Mutation(() => CollectionType, { description: 'Puts a material, named by its slug, at the end.' })
  async addToCollection(
    @Arg('collection', () => ID) id: string,
    @Arg('material', () => String) material: string,
    @Ctx() context: GraphQLContext,
  ) {
    return this.read(await this.service.add(context.actor, id, material), context);
  }

  @Mutation(() => CollectionType, { description: 'Takes a material out.' })
  async removeFromCollection(
    @Arg('collection', () => ID) id: string,
    @Arg('material', () => String) material: string,
    @Ctx() context: GraphQLContext,
  ) {
    return this.read(await this.service.remove(context.actor, id, material), context);
  }

  @Mutation(() => CollectionType, { description: 'Gives a material another place.' })
  async moveInCollection(@Arg('input') input: MoveInCollectionInput, @Ctx() context: GraphQLContext) {
    return this.read(await this.service.move(context.actor, input), context);
  }

  @Mutation(() => CollectionType, { description: 'Says why a material is in the collection.' })
  async annotateInCollection(@Arg('input') input: AnnotateInCollectionInput, @Ctx() context: GraphQLContext) {
    return this.read(await this.service.annotate(context.actor, input), context);
  }

  @FieldResolver(() => [CollectionItemType], { description: 'All its materials in their order.' })
  async items(@Root() { id }: CollectionType, @Ctx() context: GraphQLContext) {
    const load = (ids: readonly string[]) => this.reads.items(ids);
    return (await batched(context, 'collection.items', load)(id)) ?? [];
  }

  @FieldResolver(() => Boolean, { description: 'Whether a material, named by its slug, is in it.' })
  async holds(
    @Root() { id }: CollectionType,
    @Arg('material', () => String) material: string,
    @Ctx() context: GraphQLContext,
  ) {
    const load = (ids: readonly string[]) => this.reads.holding(ids, material);
    return (await batched(context, `collection.holds ${material}`, load)(id)) ?? false;
  }

  @FieldResolver(() => String, { description: 'ZIP of all its materials with a README and citations.' })
  archiveUrl(@Root() { slug }: CollectionType): string {
    return `/archives/collections/${encodeURIComponent(slug)}.zip`;
  }

  @FieldResolver(() => CollectionRights, { description: 'What the viewer may do.' })
  viewerCan(@Root() collection: CollectionType, @Ctx() { actor }: GraphQLContext): CollectionRights {
    return { edit: canEditCollection(actor, collection) };
  }

  private async read(slug: string, { actor }: GraphQLContext): Promise<CollectionType> {
    const collection = await this.reads.bySlug(slug, actor);
    if (!collection) throw new NotFound();
    return collection;
  }
}
