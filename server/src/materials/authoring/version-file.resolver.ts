import { Arg, FieldResolver, ID, Resolver, Root } from 'type-graphql';
import { FileRole } from '../file-enums.js';
import { StoredFileType } from '../stored-file.type.js';
import { VersionType } from './version.type.js';

/** The open file of a version, in the API. */
@Resolver(() => VersionType)
export class VersionFileResolver {
  @FieldResolver(() => StoredFileType, {
    nullable: true,
    description: 'The file with the id, else the main one; null where there is none.',
  })
  file(
    @Root() { files }: VersionType,
    @Arg('id', () => ID, { nullable: true, description: 'One of `files`.' }) id?: string | null,
  ): StoredFileType | undefined {
    return (
      files.find((file) => file.id === id) ?? files.find((file) => file.role === FileRole.MAIN) ?? files[0]
    );
  }
}
