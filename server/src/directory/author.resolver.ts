import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { MaxLength } from 'class-validator';
import { batched } from '../platform/batch.js';
import { ConnectionArgs } from '../platform/connection.js';
import type { GraphQLContext } from '../platform/context.js';
import { NotFound } from '../platform/errors.js';
import type { DirectoryReads } from './directory.reads.js';
import { AuthorConnection, AuthorType, OrganizationType } from './directory.types.js';

/** Arguments of the list of authors. */
@ArgsType()
export class AuthorsArgs extends ConnectionArgs {
  @Field(() => String, { nullable: true, description: 'Words that the name begins with, in any order.' })
  @MaxLength(100)
  query?: string;
}

/** Authors in the API. */
@Resolver(() => AuthorType)
export class AuthorResolver {
  constructor(private readonly reads: DirectoryReads) {}

  @Query(() => AuthorConnection, { description: 'People with something published, by name.' })
  authors(@Args(() => AuthorsArgs) { first, after, query }: AuthorsArgs) {
    return this.reads.authors(first, after, query);
  }

  @Query(() => AuthorType, { nullable: true, description: 'An author by the address of the page.' })
  async author(@Arg('slug', () => String) slug: string): Promise<AuthorType> {
    const author = await this.reads.authorBySlug(slug);
    if (!author) throw new NotFound();
    return author;
  }

  @FieldResolver(() => OrganizationType, { nullable: true, description: 'Where the author works.' })
  async organization(@Root() { organizationId }: AuthorType, @Ctx() context: GraphQLContext) {
    if (!organizationId) return null;
    const load = (ids: readonly string[]) => this.reads.organizationsById(ids);
    return batched(context, 'organization', load)(organizationId);
  }
}
