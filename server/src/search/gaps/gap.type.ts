import { GraphQLLocalDate } from 'graphql-scalars';
import { Field, Int, ObjectType } from 'type-graphql';
import { PriorityThemeType } from '../../vocabulary/priority-theme.type.js';

/** A day of a search gap. */
@ObjectType({ description: 'A day on which something was searched for in vain.' })
export class SearchGapDay {
  @Field(() => GraphQLLocalDate, { description: 'The day, in Moscow.' })
  day!: string;

  @Field(() => Int, { description: 'Visits that found nothing or opened nothing.' })
  count!: number;
}

/** What people looked for in vain. */
@ObjectType({
  description:
    'What people looked for in vain; queries of the same words in any form and order are one. Nobody is recorded.',
})
export class SearchGap {
  @Field(() => String, { description: 'One of the queries, as somebody typed it.' })
  query!: string;

  @Field(() => Int, { description: 'Visits that found nothing; a visitor counts once a day.' })
  nothing!: number;

  @Field(() => Int, { description: 'Visits that were shown something and opened none of it.' })
  unopened!: number;

  @Field(() => GraphQLLocalDate, { description: 'The last such day, in Moscow.' })
  lastDay!: string;

  @Field(() => [SearchGapDay], { description: 'Day by day, the days without any left out.' })
  days!: SearchGapDay[];

  @Field(() => [PriorityThemeType], { description: 'The themes that its words name.' })
  themes!: PriorityThemeType[];
}

/** The search gaps of a period. */
@ObjectType({ description: 'What people looked for in vain within a period.' })
export class SearchGaps {
  @Field(() => Int, { description: 'Different queries in all.' })
  total!: number;

  @Field(() => Int, {
    description: 'Those asked for once: their words are not shown, as they might tell of a person.',
  })
  askedOnce!: number;

  @Field(() => Int, { description: 'Visits that found nothing, of all queries.' })
  nothing!: number;

  @Field(() => Int, { description: 'Visits that opened nothing of what was found, of all queries.' })
  unopened!: number;

  @Field(() => [SearchGap], { description: 'Asked for most first; at least twice each.' })
  nodes!: SearchGap[];
}
