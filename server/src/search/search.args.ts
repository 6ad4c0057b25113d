import { Max, MaxLength, Min } from 'class-validator';
import { ArgsType, Field, Int, registerEnumType } from 'type-graphql';
import { MaterialFilter } from '../materials/material-filter.input.js';

/** Longest query, characters. */
export const QUERY_LENGTH = 500;
const PAGE_SIZE = 50;
/** Results that can be paged through; nobody reads so far, and programs use `materials`. */
export const DEEPEST = 10_000;

/** Order of found materials. */
export enum MaterialSort {
  RELEVANCE = 'RELEVANCE',
  NEWEST = 'NEWEST',
  OLDEST = 'OLDEST',
  POPULAR = 'POPULAR',
  TITLE = 'TITLE',
}

registerEnumType(MaterialSort, {
  name: 'MaterialSort',
  description: 'Order of found materials.',
  valuesConfig: {
    RELEVANCE: { description: 'The best match first; without a query the newest.' },
    NEWEST: { description: 'Published last first.' },
    OLDEST: { description: 'Published first first.' },
    POPULAR: { description: 'Downloaded most first.' },
    TITLE: { description: 'By title, in the order of the Russian alphabet.' },
  },
});

/** Arguments of the catalogue search. */
@ArgsType()
export class SearchArgs {
  @Field(() => String, {
    defaultValue: '',
    description:
      'Words as people type them; "quotes" hold words together, a minus before a word excludes it. At most 500 characters.',
  })
  @MaxLength(QUERY_LENGTH)
  query!: string;

  @Field(() => MaterialFilter, { nullable: true, description: 'What the results are narrowed to.' })
  filter?: MaterialFilter | null;

  @Field(() => MaterialSort, { defaultValue: MaterialSort.RELEVANCE, description: 'Order.' })
  sort!: MaterialSort;

  @Field(() => Int, { defaultValue: 1, description: 'Page, from 1; the first 10,000 results can be seen.' })
  @Min(1)
  @Max(DEEPEST)
  page!: number;

  @Field(() => Int, { defaultValue: 20, description: 'Materials a page, 1 to 50.' })
  @Min(1)
  @Max(PAGE_SIZE)
  pageSize!: number;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Search as typed: no repaired words, no synonyms.',
  })
  exact!: boolean;
}

/** Arguments of the search inside a long facet. */
@ArgsType()
export class FacetValuesArgs {
  @Field(() => String, { defaultValue: '', description: 'What is typed into the list so far.' })
  @MaxLength(QUERY_LENGTH)
  typed!: string;

  @Field(() => String, { defaultValue: '', description: 'The query of the catalogue.' })
  @MaxLength(QUERY_LENGTH)
  query!: string;

  @Field(() => MaterialFilter, { nullable: true, description: 'The filter of the catalogue.' })
  filter?: MaterialFilter | null;

  @Field(() => Boolean, { defaultValue: false, description: 'As in the search.' })
  exact!: boolean;

  @Field(() => Int, { defaultValue: 20, description: 'At most so many, 1 to 100.' })
  @Min(1)
  @Max(100)
  first!: number;
}
