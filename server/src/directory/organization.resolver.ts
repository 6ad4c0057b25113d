import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { batched } from '../platform/batch.js';
import { ConnectionArgs, FirstArgs } from '../platform/connection.js';
import type { GraphQLContext } from '../platform/context.js';
import { NotFound } from '../platform/errors.js';
import type { DirectoryReads } from './directory.reads.js';
import { AuthorType, NetworkType, OrganizationConnection, OrganizationType } from './directory.types.js';

/** Organisations in the API. */
@Resolver(() => OrganizationType)
export class OrganizationResolver {
  constructor(private readonly reads: DirectoryReads) {}

  @Query(() => OrganizationConnection, { description: 'Organisations in the order of their names.' })
  organizations(@Args(() => ConnectionArgs) { first, after }: ConnectionArgs) {
    return this.reads.organizations(first, after);
  }

  @Query(() => OrganizationType, { nullable: true, description: 'An organisation by its address.' })
  async organization(@Arg('slug', () => String) slug: string): Promise<OrganizationType> {
    const organization = await this.reads.organizationBySlug(slug);
    if (!organization) throw new NotFound();
    return organization;
  }

  @FieldResolver(() => [NetworkType], { description: 'Networks that it is a member of.' })
  async networks(@Root() { id }: OrganizationType, @Ctx() context: GraphQLContext) {
    const load = (ids: readonly string[]) => this.reads.networksOfOrganizations(ids);
    return (await batched(context, 'organization.networks', load)(id)) ?? [];
  }

  @FieldResolver(() => [AuthorType], { description: 'Its people with something published, by name.' })
  async authors(
    @Root() { id }: OrganizationType,
    @Args(() => FirstArgs) { first }: FirstArgs,
    @Ctx() context: GraphQLContext,
  ) {
    const load = (ids: readonly string[]) => this.reads.authorsOfOrganizations(ids, first);
    return (await batched(context, `organization.authors(${first})`, load)(id)) ?? [];
  }
}
