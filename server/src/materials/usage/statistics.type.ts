import { GraphQLLocalDate } from 'graphql-scalars';
import { Field, Int, ObjectType } from 'type-graphql';

/** How much the author's materials were used in a month. */
@ObjectType({ description: "Use of the author's materials in one month." })
export class UsageMonth {
  @Field(() => GraphQLLocalDate, { description: 'First day of the month.' })
  month!: string;

  @Field(() => Int, { description: 'How often their pages were opened.' })
  views!: number;

  @Field(() => Int, { description: 'How often they were downloaded.' })
  downloads!: number;

  @Field(() => Int, { description: 'Use reports of colleagues, by the day of the lesson.' })
  uses!: number;
}

/** How much one material was used. */
@ObjectType({ description: "Use of one of the author's materials." })
export class UsedMaterial {
  @Field(() => String, { description: 'Last part of its address.' })
  slug!: string;

  @Field(() => String, { description: 'Title.' })
  title!: string;

  @Field(() => Int, { description: 'How often its page was opened.' })
  views!: number;

  @Field(() => Int, { description: 'How often it was downloaded.' })
  downloads!: number;

  @Field(() => Int, { description: 'Use reports of colleagues, by the day of the lesson.' })
  uses!: number;
}

/** What became of an author's materials. */
@ObjectType({
  description:
    "Use of the viewer's published materials in a period. Days are those of Moscow. Nobody's reading is recorded, only counts; " +
    'programs that call themselves so and the authors themselves do not count.',
})
export class AuthorStatistics {
  @Field(() => Int, { description: 'Views in the period.' })
  views!: number;

  @Field(() => Int, { description: 'Downloads in the period.' })
  downloads!: number;

  @Field(() => Int, { description: 'Use reports of colleagues in the period.' })
  uses!: number;

  @Field(() => Int, { description: 'Published materials, whenever they were published.' })
  materialCount!: number;

  @Field(() => [UsageMonth], { description: 'Every month of the period, also those without use.' })
  months!: UsageMonth[];

  @Field(() => [UsedMaterial], { description: 'The materials used most in the period, at most a hundred.' })
  materials!: UsedMaterial[];
}
