import { Field, ID, InputType, Int } from 'type-graphql';
import { CollectionVisibility } from './collection.entity.js';

/** A new collection. */
@InputType({ description: 'A new collection.' })
export class CreateCollectionInput {
  @Field(() => String, { description: 'Title, at most 150 characters.' })
  title!: string;

  @Field(() => String, { nullable: true, description: 'For whom and what for, at most 2,000 characters.' })
  description?: string | null;

  @Field(() => CollectionVisibility, {
    defaultValue: CollectionVisibility.PRIVATE,
    description: 'Who may read it.',
  })
  visibility!: CollectionVisibility;

  @Field(() => String, { nullable: true, description: 'Slug of the material that it begins with.' })
  material?: string | null;
}

/** Which collection is changed, and in what state the caller has seen it. */
@InputType()
class OfCollection {
  @Field(() => ID, { description: 'The collection.' })
  collection!: string;

  @Field(() => Int, { description: '`version` that was shown; another one answers CONFLICT.' })
  expectedVersion!: number;
}

/** What a collection is to be called and who may read it. */
@InputType({ description: 'What a collection is to be called and who may read it.' })
export class EditCollectionInput extends OfCollection {
  @Field(() => String, { description: 'Title, at most 150 characters.' })
  title!: string;

  @Field(() => String, { nullable: true, description: 'For whom and what for, at most 2,000 characters.' })
  description?: string | null;

  @Field(() => CollectionVisibility, { description: 'Who may read it.' })
  visibility!: CollectionVisibility;
}

/** A material's new place in a collection. */
@InputType({ description: "A material's new place in a collection." })
export class MoveInCollectionInput extends OfCollection {
  @Field(() => String, { description: 'Slug of the material.' })
  material!: string;

  @Field(() => Int, { description: 'Place among the others, from 0; beyond the end is the end.' })
  position!: number;
}

/** Why a material is in a collection. */
@InputType({ description: 'Why a material is in a collection.' })
export class AnnotateInCollectionInput extends OfCollection {
  @Field(() => String, { description: 'Slug of the material.' })
  material!: string;

  @Field(() => String, { nullable: true, description: 'At most 500 characters; empty for no note.' })
  note?: string | null;
}
