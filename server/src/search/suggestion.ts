import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { TextSegment } from './search-result.js';

/** What a suggestion leads to. */
export enum SuggestionKind {
  MATERIAL = 'MATERIAL',
  THEME = 'THEME',
  AUTHOR = 'AUTHOR',
  NETWORK = 'NETWORK',
  ORGANIZATION = 'ORGANIZATION',
  QUERY = 'QUERY',
}

registerEnumType(SuggestionKind, {
  name: 'SuggestionKind',
  description: 'What a suggestion leads to.',
  valuesConfig: {
    MATERIAL: { description: 'A material.' },
    THEME: { description: 'A priority theme.' },
    AUTHOR: { description: 'An author.' },
    NETWORK: { description: 'A network.' },
    ORGANIZATION: { description: 'An organisation.' },
    QUERY: { description: 'A search for these words.' },
  },
});

/** A thing offered while the reader types. */
@ObjectType({ description: 'A thing offered while the reader types.' })
export class Suggestion {
  @Field(() => SuggestionKind, { description: 'What it leads to.' })
  kind!: SuggestionKind;

  @Field(() => String, { nullable: true, description: 'Slug of the thing; null for QUERY.' })
  slug!: string | null;

  @Field(() => [TextSegment], { description: 'Its name with the beginnings that were typed marked.' })
  title!: TextSegment[];

  @Field(() => String, {
    nullable: true,
    description: 'Second line: kind and year, position, number of materials.',
  })
  detail!: string | null;
}
