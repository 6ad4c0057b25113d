import { Arg, Args, ArgsType, Field, Query, Resolver } from 'type-graphql';
import { ConnectionArgs } from '../platform/connection.js';
import { NotFound } from '../platform/errors.js';
import { MaterialFilter } from './material-filter.input.js';
import type { MaterialReads } from './material.reads.js';
import { MaterialConnection, MaterialType } from './material.type.js';

/** Arguments of the list of materials. */
@ArgsType()
export class MaterialsArgs extends ConnectionArgs {
  @Field(() => MaterialFilter, { nullable: true, description: 'Narrows the list.' })
  filter?: MaterialFilter | null;
}

/** Materials in the API. */
@Resolver(() => MaterialType)
export class MaterialResolver {
  constructor(private readonly reads: MaterialReads) {}

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
}
