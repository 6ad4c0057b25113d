import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { GraphQLContext } from '../../platform/context.js';
import { AssignmentChangeInput } from './assignment.input.js';
import { DeclineReviewInput, SaveReviewInput, SendReviewInput } from './reviewing.input.js';
import type { ReviewingReads } from './reviewing.reads.js';
import type { ReviewingService } from './reviewing.service.js';
import { ReviewDesk, ReviewTask } from './reviewing.type.js';

/** The work of reviewers in the API. */
@Resolver()
export class ReviewingResolver {
  constructor(
    private readonly reads: ReviewingReads,
    private readonly reviewing: ReviewingService,
  ) {}

  @Query(() => [ReviewTask], {
    description: 'Reviews that the viewer is or was asked for: first what is to be done, soonest due first.',
  })
  myReviews(@Ctx() { actor }: GraphQLContext) {
    return this.reads.mine(actor);
  }

  @Query(() => ReviewDesk, {
    nullable: true,
    description: 'Where a review is written. All but its reviewer get the NOT_FOUND of a made-up id.',
  })
  reviewDesk(
    @Arg('id', () => ID, { description: 'The review that was asked for.' }) id: string,
    @Ctx() { actor }: GraphQLContext,
  ) {
    return this.reads.desk(actor, id);
  }

  @Mutation(() => ReviewDesk, { description: 'Agrees to review.' })
  async acceptReview(
    @Arg('input', () => AssignmentChangeInput) input: AssignmentChangeInput,
    @Ctx() { actor }: GraphQLContext,
  ) {
    return this.reads.desk(actor, await this.reviewing.accept(actor, input));
  }

  @Mutation(() => ReviewDesk, { description: 'Declines to review, before or after having agreed.' })
  async declineReview(
    @Arg('input', () => DeclineReviewInput) input: DeclineReviewInput,
    @Ctx() { actor }: GraphQLContext,
  ) {
    return this.reads.desk(actor, await this.reviewing.decline(actor, input));
  }

  @Mutation(() => ReviewDesk, { description: 'Saves what is written so far.' })
  async saveReview(
    @Arg('input', () => SaveReviewInput) input: SaveReviewInput,
    @Ctx() { actor }: GraphQLContext,
  ) {
    return this.reads.desk(actor, await this.reviewing.save(actor, input));
  }

  @Mutation(() => ReviewDesk, {
    description:
      'Sends the review; it never changes again. BAD_USER_INPUT names in `extensions.fields` what is missing.',
  })
  async sendReview(
    @Arg('input', () => SendReviewInput) input: SendReviewInput,
    @Ctx() { actor }: GraphQLContext,
  ) {
    return this.reads.desk(actor, await this.reviewing.send(actor, input));
  }
}
