import { IsOptional } from 'class-validator';
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { ConnectionArgs } from '../../platform/connection.js';
import type { GraphQLContext } from '../../platform/context.js';
import { MaterialStatus } from '../material-enums.js';
import { ChecklistItem, checklistOf } from './checklist.js';
import { VersionComparison } from './comparison.js';
import type { OwnMaterialReads } from './own-material.reads.js';
import { OwnMaterialConnection, OwnMaterialType, WaitsFor } from './own-material.type.js';
import { waitsFor } from './waits-for.js';

/** Arguments of the author's list. */
@ArgsType()
export class MyMaterialsArgs extends ConnectionArgs {
  @Field(() => [MaterialStatus], {
    nullable: true,
    description: 'Only these states, of the material or of its working version.',
  })
  @IsOptional()
  states?: MaterialStatus[] | null;
}

/** Materials from inside, in the API. */
@Resolver(() => OwnMaterialType)
export class OwnMaterialResolver {
  constructor(private readonly reads: OwnMaterialReads) {}

  @Query(() => OwnMaterialConnection, {
    description: 'Materials of the one who asks, as owner or as co-author, last changed first.',
  })
  myMaterials(
    @Args(() => MyMaterialsArgs) { first, after, states }: MyMaterialsArgs,
    @Ctx() { actor }: GraphQLContext,
  ) {
    return this.reads.mine(actor, first, after, states);
  }

  @Query(() => OwnMaterialType, {
    nullable: true,
    description: 'A material from inside. Those whom it does not concern get the NOT_FOUND of a made-up id.',
  })
  ownMaterial(@Arg('id', () => ID) id: string, @Ctx() { actor }: GraphQLContext) {
    return this.reads.one(actor, id);
  }

  @Query(() => OwnMaterialConnection, {
    description: 'What was handed in and lies before the one who asks, the longest waiting first.',
  })
  submissions(
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
    @Ctx() { actor }: GraphQLContext,
  ) {
    return this.reads.submissions(actor, first, after);
  }

  @Query(() => VersionComparison, {
    nullable: true,
    description: 'What changed between two versions; without numbers from the published to the working one.',
  })
  compareVersions(
    @Arg('id', () => ID, { description: 'The material.' }) id: string,
    @Ctx() { actor }: GraphQLContext,
    @Arg('from', () => Int, { nullable: true, description: 'Number of the earlier version.' })
    from?: number | null,
    @Arg('to', () => Int, { nullable: true, description: 'Number of the later version.' }) to?: number | null,
  ) {
    return this.reads.compare(actor, id, from, to);
  }

  @FieldResolver(() => [ChecklistItem], {
    description: 'What is missing in the working version, in the order of the form; empty without one.',
  })
  checklist(@Root() { kind, draft }: OwnMaterialType, @Ctx() { locale }: GraphQLContext): ChecklistItem[] {
    return (draft ? checklistOf(kind, draft) : []).map(({ field, text, blocking, subjectId }) => ({
      ...{ field, text: text[locale], blocking },
      subjectId: subjectId ?? null,
    }));
  }

  @FieldResolver(() => WaitsFor, { description: 'Whose move it is.' })
  waitsFor(@Root() material: OwnMaterialType): WaitsFor {
    return waitsFor(material);
  }
}
