import { Arg, Args, ArgsType, Field, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { ConnectionArgs } from '../platform/connection.js';
import { NotFound } from '../platform/errors.js';
import { FileRole } from './file-enums.js';
import { MaterialFilter } from './material-filter.input.js';
import type { MaterialReads } from './material.reads.js';
import { MaterialConnection, MaterialType } from './material.type.js';
import { StoredFileType } from './stored-file.type.js';

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
  async material(
    @Arg('slug', () => String) slug: string,
    @Arg('version', () => Int, {
      nullable: true,
      description: 'Number of an earlier version, one of `versions`; the present one without it.',
    })
    version?: number | null,
  ): Promise<MaterialType> {
    const material = await (version == null ? this.reads.bySlug(slug) : this.reads.version(slug, version));
    if (!material) throw new NotFound();
    return material;
  }

  @Query(() => MaterialConnection, {
    description: 'Published materials, newest first, for programs. People use `searchMaterials`.',
  })
  materials(@Args(() => MaterialsArgs) { first, after, filter }: MaterialsArgs) {
    return this.reads.page(first, after, filter);
  }

  @FieldResolver(() => StoredFileType, {
    nullable: true,
    description:
      'The file of this id, or else the main one: what a viewer opens first, asked for with its text alone.',
  })
  file(
    @Root() { files }: MaterialType,
    @Arg('id', () => ID, { nullable: true }) id?: string | null,
  ): StoredFileType | undefined {
    return (
      files.find((file) => file.id === id) ?? files.find((file) => file.role === FileRole.MAIN) ?? files[0]
    );
  }
}
