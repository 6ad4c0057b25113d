import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { MaxLength, MinLength } from 'class-validator';
import { RemarkType } from './material-review.type.js';
import { Recommendation } from './review.entity.js';

/** What an author reads of a review: never who wrote it, nor what the council alone is to read. */
@ObjectType({ description: 'What an author reads of a review.' })
export class AuthorReview {
  @Field(() => ID, { description: 'UUID.' })
  id!: string;

  @Field(() => Int, { description: 'Number of the reviewer, whose name the author does not learn.' })
  number!: number;

  @Field(() => Int, { description: 'Round in which it was written.' })
  round!: number;

  @Field(() => Int, { description: 'Number of the reviewed version.' })
  versionNumber!: number;

  @Field(() => Recommendation, { description: 'What the reviewer advised.' })
  recommendation!: Recommendation;

  @Field(() => String, { description: 'What the reviewer wrote to the author.' })
  toAuthor!: string;

  @Field(() => [RemarkType], { description: 'Remarks with the answers given so far.' })
  remarks!: RemarkType[];

  @Field(() => Boolean, { description: 'Whether the one who asks may answer its remarks now.' })
  viewerCanAnswer!: boolean;
}

/** An answer to a remark. */
@InputType({ description: 'An answer to a remark.' })
export class AnswerRemarkInput {
  @Field(() => ID, { description: 'The remark.' })
  id!: string;

  @Field(() => Int, { description: '`version` of the remark that was shown.' })
  expectedVersion!: number;

  @Field(() => String, { description: 'What was done, or why it was not.' })
  @MinLength(1)
  @MaxLength(5_000)
  answer!: string;
}
