import { GraphQLLocalDate } from 'graphql-scalars';
import { Field, ID, InputType, Int } from 'type-graphql';

/** What a use report says. */
@InputType()
class UseReportFields {
  @Field(() => GraphQLLocalDate, { description: 'Day of the lesson; not in the future.' })
  usedOn!: string;

  @Field(() => String, { description: 'Class or group, «3 „Б“»; at most 60 characters.' })
  className!: string;

  @Field(() => String, { description: 'What changed, how it went; at most 3,000 characters.' })
  body!: string;

  @Field(() => String, {
    nullable: true,
    description: "Slug or address of the reader's own variant, if it is in the bank.",
  })
  variant?: string | null;
}

/** A use report to be shown under a material. */
@InputType({ description: 'A use report to be shown under a material.' })
export class ReportUseInput extends UseReportFields {
  @Field(() => String, { description: 'Slug of the material.' })
  material!: string;
}

/** A use report in other words. */
@InputType({ description: 'A use report in other words.' })
export class EditUseReportInput extends UseReportFields {
  @Field(() => ID, { description: 'The report.' })
  id!: string;

  @Field(() => Int, { description: '`version` that was shown; another one answers CONFLICT.' })
  expectedVersion!: number;
}

/** A comment in other words. */
@InputType({ description: 'A comment in other words.' })
export class EditCommentInput {
  @Field(() => ID, { description: 'The comment.' })
  id!: string;

  @Field(() => Int, { description: '`version` that was shown; another one answers CONFLICT.' })
  expectedVersion!: number;

  @Field(() => String, { description: 'At most 3,000 characters.' })
  body!: string;
}
