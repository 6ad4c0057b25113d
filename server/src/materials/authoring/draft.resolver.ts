import { Arg, Ctx, ID, Int, Mutation, Resolver } from 'type-graphql';
import type { GraphQLContext } from '../../platform/context.js';
import { CreateMaterialInput, DraftInput } from './draft.input.js';
import type { DraftService } from './draft.service.js';
import type { NewVersionService } from './new-version.service.js';
import { OwnMaterialType } from './own-material.type.js';

/** Drafts in the API. */
@Resolver()
export class DraftResolver {
  constructor(
    private readonly drafts: DraftService,
    private readonly newVersions: NewVersionService,
  ) {}

  @Mutation(() => OwnMaterialType, { description: 'Begins a material; its author stands on the title page.' })
  createMaterial(
    @Arg('input', () => CreateMaterialInput) input: CreateMaterialInput,
    @Ctx() { actor }: GraphQLContext,
  ) {
    return this.drafts.create(actor, input);
  }

  @Mutation(() => OwnMaterialType, {
    description:
      'Saves what was typed. CONFLICT, when another change came between, writes nothing and holds in `extensions` ' +
      'the `presentVersion` and for each field that differs `fields: { title: { yours, present } }`.',
  })
  updateDraft(
    @Arg('id', () => ID, { description: 'The material.' }) id: string,
    @Arg('expectedVersion', () => Int, { description: '`draft.version` that the change was made on.' })
    expectedVersion: number,
    @Arg('input', () => DraftInput) input: DraftInput,
    @Ctx() { actor }: GraphQLContext,
  ) {
    return this.drafts.update(actor, id, expectedVersion, input);
  }

  @Mutation(() => Boolean, {
    description:
      'Deletes the working version, and a material that was never handed in with it. This cannot be undone.',
  })
  deleteDraft(
    @Arg('id', () => ID, { description: 'The material.' }) id: string,
    @Arg('expectedVersion', () => Int, { description: '`draft.version`.' }) expectedVersion: number,
    @Ctx() { actor }: GraphQLContext,
  ) {
    return this.drafts.delete(actor, id, expectedVersion);
  }

  @Mutation(() => OwnMaterialType, {
    description:
      'Begins a version as a copy of an earlier one; the published version stays public meanwhile.',
  })
  startNewVersion(
    @Arg('id', () => ID, { description: 'The material.' }) id: string,
    @Arg('expectedVersion', () => Int, { description: '`version` of the material.' }) expectedVersion: number,
    @Ctx() { actor }: GraphQLContext,
    @Arg('from', () => Int, {
      nullable: true,
      description: 'Number of the version to go on from, to restore it; the published one without it.',
    })
    from?: number | null,
  ) {
    return this.newVersions.start(actor, id, expectedVersion, from);
  }
}
