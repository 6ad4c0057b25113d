import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { GraphQLContext } from '../../platform/context.js';
import { requireMember } from '../../directory/role.js';
import { OwnMaterialType } from '../authoring/own-material.type.js';
import type { DuplicateReads } from './duplicate.reads.js';
import { Duplicate } from './duplicate.type.js';

/** What is in the bank already, in the API. */
@Resolver(() => OwnMaterialType)
export class DuplicateResolver {
  constructor(private readonly reads: DuplicateReads) {}

  @FieldResolver(() => [Duplicate], {
    description:
      'Public and own materials with a file of the working version or nearly its text, the most alike first, at most 20.',
  })
  duplicates(@Root() { id, draft }: OwnMaterialType, @Ctx() { actor }: GraphQLContext): Promise<Duplicate[]> {
    return this.reads.of(requireMember(actor), id, draft?.files ?? []);
  }
}
