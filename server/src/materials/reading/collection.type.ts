import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import { PageInfo, type Page } from '../../platform/connection.js';
import { CollectionVisibility } from './collection.entity.js';
import { KeptMaterial } from './kept-material.type.js';

/** A material in a collection as the API shows it. */
@ObjectType('CollectionItem', { description: 'A material in a collection.' })
export class CollectionItemType extends KeptMaterial {
  @Field(() => String, { nullable: true, description: "Why it is here, in the owner's words." })
  note!: string | null;
}

/** What the viewer may do with a collection. */
@ObjectType({ description: 'What the viewer may do with a collection.' })
export class CollectionRights {
  @Field(() => Boolean, { description: 'Change, order, open to others and delete it.' })
  edit!: boolean;
}

/** A collection as the API shows it. */
@ObjectType('Collection', { description: '«Подборка»: materials that a person put together and in order.' })
export class CollectionType {
  @Field(() => ID, { description: 'UUID.' })
  id!: string;

  @Field(() => String, { description: 'Last part of its address; never changes.' })
  slug!: string;

  @Field(() => String, { description: 'Title.' })
  title!: string;

  @Field(() => String, { nullable: true, description: 'For whom and what for.' })
  description!: string | null;

  @Field(() => CollectionVisibility, { description: 'Who may read it.' })
  visibility!: CollectionVisibility;

  @Field(() => String, { description: 'Who made it: «Фамилия И. О.».' })
  ownerName!: string;

  @Field(() => Int, { description: 'How many materials are in it, withdrawn ones too.' })
  itemCount!: number;

  @Field(() => GraphQLISODateTime, { description: 'Last change.' })
  updatedAt!: Date;

  @Field(() => Int, { description: 'Give it back as `expectedVersion`.' })
  version!: number;

  /** Account of the owner; not a field of the API. */
  ownerId!: string;
}

/** A page of collections. */
@ObjectType({ description: 'A page of collections.' })
export class CollectionConnection implements Page<CollectionType> {
  @Field(() => [CollectionType], { description: 'The collections of this page.' })
  nodes!: CollectionType[];

  @Field(() => PageInfo, { description: 'Where the page ends.' })
  pageInfo!: PageInfo;

  @Field(() => Int, { description: 'How many there are in all.' })
  totalCount!: number;
}
