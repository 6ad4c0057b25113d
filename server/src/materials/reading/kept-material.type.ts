import { Field, GraphQLISODateTime, Int, ObjectType } from 'type-graphql';
import { PageInfo, type Page } from '../../platform/connection.js';
import { MaterialType } from '../material.type.js';

/** A material that somebody has put by; what was withdrawn since leaves its number. */
@ObjectType()
export class KeptMaterial {
  @Field(() => String, { description: 'Last part of the address of the material.' })
  slug!: string;

  @Field(() => String, { description: 'Permanent number, «МБ-2026-000123».' })
  registrationNumber!: string;

  @Field(() => MaterialType, { nullable: true, description: 'Null when it is no longer public.' })
  material!: MaterialType | null;
}

/** A bookmark as the API shows it. */
@ObjectType('Bookmark', { description: 'A material that the viewer has put by.' })
export class BookmarkType extends KeptMaterial {
  @Field(() => GraphQLISODateTime, { description: 'When.' })
  addedAt!: Date;
}

/** A page of bookmarks. */
@ObjectType({ description: 'A page of bookmarks.' })
export class BookmarkConnection implements Page<BookmarkType> {
  @Field(() => [BookmarkType], { description: 'The bookmarks of this page.' })
  nodes!: BookmarkType[];

  @Field(() => PageInfo, { description: 'Where the page ends.' })
  pageInfo!: PageInfo;

  @Field(() => Int, { description: 'How many there are in all.' })
  totalCount!: number;
}
