import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { GraphQLContext } from '../../platform/context.js';
import type { RemarkService } from './remark.service.js';
import { AnswerRemarkInput, AuthorReview } from './remark.type.js';

/** What authors read of reviews, in the API. */
@Resolver()
export class RemarkResolver {
  constructor(private readonly remarks: RemarkService) {}

  @Query(() => [AuthorReview], {
    nullable: true,
    description: 'Reviews of a material as its authors read them, once nobody is at work on that version.',
  })
  authorReviews(
    @Arg('material', () => ID, { description: 'The material.' }) material: string,
    @Ctx() { actor }: GraphQLContext,
  ) {
    return this.remarks.ofMaterial(actor, material);
  }

  @Mutation(() => [AuthorReview], {
    description:
      'Answers a remark while the material is being revised; all have to be answered before it goes back.',
  })
  async answerRemark(
    @Arg('input', () => AnswerRemarkInput) input: AnswerRemarkInput,
    @Ctx() { actor }: GraphQLContext,
  ) {
    return this.remarks.ofMaterial(actor, await this.remarks.answer(actor, input));
  }
}
