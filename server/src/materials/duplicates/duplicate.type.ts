import { Field, Float, ID, ObjectType, registerEnumType } from 'type-graphql';

/** How alike two files are. */
export enum DuplicateKind {
  SAME_FILE = 'SAME_FILE',
  SIMILAR_TEXT = 'SIMILAR_TEXT',
}

registerEnumType(DuplicateKind, {
  name: 'DuplicateKind',
  description: 'How alike two files are.',
  valuesConfig: {
    SAME_FILE: { description: 'The same bytes.' },
    SIMILAR_TEXT: { description: 'Nearly the same text.' },
  },
});

/** A material that has what a draft has. */
@ObjectType({
  description: 'Another material, public or an own one, with the same file or nearly the same text.',
})
export class Duplicate {
  @Field(() => DuplicateKind, { description: 'How alike they are.' })
  kind!: DuplicateKind;

  @Field(() => ID, { description: 'The file of the working version.' })
  fileId!: string;

  @Field(() => Float, { description: 'Share of the text that both have, 0–1; 1 for the same bytes.' })
  similarity!: number;

  @Field(() => String, { description: 'Title of the other material.' })
  title!: string;

  @Field(() => String, { description: 'Name of its file.' })
  fileName!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Last part of its address; null while it is not public.',
  })
  slug!: string | null;

  @Field(() => ID, { nullable: true, description: 'Its id for `ownMaterial`, when it is an own one.' })
  ownId!: string | null;
}
