import { Field, Float, GraphQLISODateTime, ID, ObjectType, registerEnumType } from 'type-graphql';
import { FileState, FileStep, FileWarning, ScanState } from '../file-enums.js';

/** What became of a file on its way in. */
@ObjectType({ description: 'What became of a file on its way in.' })
export class FileProcessing {
  @Field(() => FileState, { description: 'How far it is.' })
  state!: FileState;

  @Field(() => FileStep, {
    nullable: true,
    description: 'What is being done with it; null when all is done.',
  })
  step!: FileStep | null;

  @Field(() => String, { nullable: true, description: 'What is wrong and what to do, for people.' })
  problem!: string | null;

  @Field(() => ScanState, { description: 'How far the check for malicious code has come.' })
  scanState!: ScanState;

  @Field(() => [FileWarning], { description: 'What a reviewer should know before opening it.' })
  warnings!: FileWarning[];
}

/** How far an upload is. */
export enum UploadState {
  OPEN = 'OPEN',
  REFUSED = 'REFUSED',
}

registerEnumType(UploadState, {
  name: 'UploadState',
  description: 'How far an upload is.',
  valuesConfig: {
    OPEN: { description: 'Bytes are awaited.' },
    REFUSED: { description: 'The bank does not take the file; `problem` says why.' },
  },
});

/** A file that is on its way. */
@ObjectType('Upload', { description: 'A file that is on its way to the bank.' })
export class UploadType {
  @Field(() => ID, { description: 'UUID; its address is `/uploads/<id>`.' })
  id!: string;

  @Field(() => String, { description: 'Name as the browser gave it.' })
  name!: string;

  @Field(() => Float, { description: 'Bytes promised.' })
  length!: number;

  @Field(() => Float, { description: 'Bytes safely here.' })
  received!: number;

  @Field(() => UploadState, { description: 'How far it is.' })
  state!: UploadState;

  @Field(() => String, { nullable: true, description: 'Why the bank does not take it, for people.' })
  problem!: string | null;

  @Field(() => GraphQLISODateTime, { description: 'When it is forgotten unless it goes on.' })
  expiresAt!: Date;
}
