import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { batched } from '../platform/batch.js';
import { ConnectionArgs } from '../platform/connection.js';
import type { GraphQLContext } from '../platform/context.js';
import { NotFound } from '../platform/errors.js';
import type { DirectoryReads } from './directory.reads.js';
import { AuthorType, NetworkConnection, NetworkMemberType, NetworkType } from './directory.types.js';

/** Networks in the API. */
@Resolver(() => NetworkType)
export class NetworkResolver {
  constructor(private readonly reads: DirectoryReads) {}

  @Query(() => NetworkConnection, { description: 'Networks in the order of their names.' })
  networks(@Args(() => ConnectionArgs) { first, after }: ConnectionArgs) {
    return this.reads.networks(first, after);
  }

  @Query(() => NetworkType, { nullable: true, description: 'A network by its address.' })
  async network(@Arg('slug', () => String) slug: string): Promise<NetworkType> {
    const network = await this.reads.networkBySlug(slug);
    if (!network) throw new NotFound();
    return network;
  }

  @FieldResolver(() => AuthorType, { nullable: true, description: 'Moderator, when a public author.' })
  async moderator(@Root() { moderatorId }: NetworkType, @Ctx() context: GraphQLContext) {
    return moderatorId ? loadAuthor(this.reads, context, moderatorId) : null;
  }

  @FieldResolver(() => [NetworkMemberType], { description: 'Member organisations in their order.' })
  async members(@Root() { id }: NetworkType, @Ctx() context: GraphQLContext) {
    const load = (ids: readonly string[]) => this.reads.members(ids);
    return (await batched(context, 'network.members', load)(id)) ?? [];
  }
}

/** Memberships in the API. */
@Resolver(() => NetworkMemberType)
export class NetworkMemberResolver {
  constructor(private readonly reads: DirectoryReads) {}

  @FieldResolver(() => AuthorType, { nullable: true, description: 'Coordinator, when a public author.' })
  async coordinator(@Root() { coordinatorId }: NetworkMemberType, @Ctx() context: GraphQLContext) {
    return coordinatorId ? loadAuthor(this.reads, context, coordinatorId) : null;
  }
}

function loadAuthor(reads: DirectoryReads, context: GraphQLContext, id: string) {
  return batched(context, 'author', (ids: readonly string[]) => reads.authorsById(ids))(id);
}
