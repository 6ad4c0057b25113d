import { Field, GraphQLISODateTime, ID, ObjectType } from 'type-graphql';
import { TextSegment } from '../../search/search-result.js';

/** A text in which somebody is named. */
@ObjectType({ description: 'A text in which somebody is named.' })
export class Mention {
  @Field(() => String, { description: 'What kind of text it is, in the language of the request.' })
  place!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Address of its page on this site, without the language; null where it has none.',
  })
  path!: string | null;

  @Field(() => String, { nullable: true, description: 'Who opens the page, where administrators do not.' })
  note!: string | null;

  @Field(() => [TextSegment], { description: 'The words around the name, those of the name marked.' })
  excerpt!: TextSegment[];
}

/** Where somebody is named. */
@ObjectType({ description: 'Where somebody is named in texts of the bank.' })
export class MentionSearch {
  @Field(() => [Mention], { description: 'What was found, at most 50 of a kind of text.' })
  mentions!: Mention[];

  @Field(() => [String], { description: 'Kinds of texts that have more than is shown.' })
  more!: string[];

  @Field(() => [String], { description: 'Kinds of texts that took too long, and were not looked through.' })
  unread!: string[];
}

/** A text of others that still names somebody whose account was erased. */
@ObjectType({ description: 'A text of others that named somebody, when that account was erased.' })
export class LeftMention {
  @Field(() => ID, { description: 'UUID.' })
  id!: string;

  @Field(() => GraphQLISODateTime, { description: 'When the account was erased.' })
  foundAt!: Date;

  @Field(() => String, { description: 'What kind of text it is, in the language of the request.' })
  place!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Address of its page on this site, without the language; null where it has none.',
  })
  path!: string | null;

  @Field(() => String, { nullable: true, description: 'Who opens the page, where administrators do not.' })
  note!: string | null;

  @Field(() => String, {
    description:
      'The words around the name, without it; empty where the texts took too long to look through.',
  })
  excerpt!: string;
}
