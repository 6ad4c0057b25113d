import { MaxLength } from 'class-validator';
import { Field, Float, GraphQLISODateTime, ID, InputType, ObjectType } from 'type-graphql';

/** A file of an earlier version that nobody is given any more. */
@ObjectType({
  description: 'A file of an earlier version that nobody is given any more; its name is not told.',
})
export class HiddenFile {
  @Field(() => GraphQLISODateTime, { description: 'Since when.' })
  hiddenAt!: Date;

  @Field(() => Boolean, { description: 'Whether the author has hidden it; else the bank has.' })
  byAuthor!: boolean;

  @Field(() => String, { description: 'Why.' })
  reason!: string;

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: 'The day on which it is erased, as its first instant in Moscow; null where it is.',
  })
  eraseAfter!: Date | null;

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: 'When it was erased, for ever; null while it is kept.',
  })
  erasedAt!: Date | null;

  @Field(() => Boolean, {
    description: 'Whether its bytes are gone; false for an erased file whose bytes another one has.',
  })
  bytesGone!: boolean;
}

/** A hidden file whose bytes are kept still. */
@ObjectType({ description: 'A hidden file whose bytes are kept still, for administrators.' })
export class ErasableFile {
  @Field(() => ID, { description: 'UUID.' })
  id!: string;

  @Field(() => String, { description: 'Its name.' })
  name!: string;

  @Field(() => Float, { description: 'Bytes.' })
  size!: number;

  @Field(() => String, { description: 'SHA-256 of its bytes, hex.' })
  sha256!: string;
}

/** A file that the viewer may hide. */
@ObjectType({ description: 'A file of an earlier version that the viewer may hide.' })
export class HideableFile {
  @Field(() => ID, { description: 'UUID.' })
  id!: string;

  @Field(() => String, { description: 'Its name.' })
  name!: string;
}

/** A file to be hidden. */
@InputType({ description: 'A file of an earlier version to be hidden.' })
export class HideFileInput {
  @Field(() => ID, { description: 'The file.' })
  file!: string;

  @Field(() => String, {
    description:
      'Why, for everybody who reads the history; at most 300 characters, without the data themselves.',
  })
  @MaxLength(2_000)
  reason!: string;
}
