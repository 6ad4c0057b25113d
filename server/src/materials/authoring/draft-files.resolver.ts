import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import type { GraphQLContext } from '../../platform/context.js';
import { FileRole } from '../file-enums.js';
import type { DraftFilesService } from './draft-files.service.js';
import { OwnMaterialType } from './own-material.type.js';

const MATERIAL = { description: 'The material.' };
const FILE = { description: 'The file.' };

/** Files of drafts in the API. */
@Resolver()
export class DraftFilesResolver {
  constructor(private readonly files: DraftFilesService) {}

  @Mutation(() => OwnMaterialType, { description: 'Gives a file another name; its true extension stays.' })
  renameFile(
    @Arg('id', () => ID, MATERIAL) id: string,
    @Arg('fileId', () => ID, FILE) fileId: string,
    @Arg('name', () => String, { description: 'Cleaned, and made unlike the others.' }) name: string,
    @Ctx() { actor }: GraphQLContext,
  ) {
    return this.files.rename(actor, id, fileId, name);
  }

  @Mutation(() => OwnMaterialType, { description: 'Says what a file is within the material.' })
  setFileRole(
    @Arg('id', () => ID, MATERIAL) id: string,
    @Arg('fileId', () => ID, FILE) fileId: string,
    @Arg('role', () => FileRole) role: FileRole,
    @Ctx() { actor }: GraphQLContext,
  ) {
    return this.files.setRole(actor, id, fileId, role);
  }

  @Mutation(() => OwnMaterialType, {
    description: 'Takes a file out of the draft; earlier versions keep theirs.',
  })
  removeFile(
    @Arg('id', () => ID, MATERIAL) id: string,
    @Arg('fileId', () => ID, FILE) fileId: string,
    @Ctx() { actor }: GraphQLContext,
  ) {
    return this.files.remove(actor, id, fileId);
  }

  @Mutation(() => OwnMaterialType, { description: 'Puts the files in order.' })
  orderFiles(
    @Arg('id', () => ID, MATERIAL) id: string,
    @Arg('ids', () => [ID], { description: 'Ids of all files in their new order.' }) ids: string[],
    @Ctx() { actor }: GraphQLContext,
  ) {
    return this.files.order(actor, id, ids);
  }
}
