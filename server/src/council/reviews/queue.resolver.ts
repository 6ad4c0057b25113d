import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { StateChangeInput } from '../../materials/authoring/decision.input.js';
import type { GraphQLContext } from '../../platform/context.js';
import {
  AssignmentChangeInput,
  InviteReviewersInput,
  PostponeReviewInput,
  ReplaceReviewerInput,
} from './assignment.input.js';
import type { AssignmentService } from './assignment.service.js';
import type { MaterialReviewReads } from './material-review.reads.js';
import { MaterialReview } from './material-review.type.js';
import { QueueArgs } from './queue.input.js';
import type { QueueReads } from './queue.reads.js';
import { QueueConnection, ReviewerLoad } from './queue.type.js';

/** The queue and what is done with it, in the API. */
@Resolver()
export class QueueResolver {
  constructor(
    private readonly queue: QueueReads,
    private readonly reviews: MaterialReviewReads,
    private readonly assignments: AssignmentService,
  ) {}

  @Query(() => QueueConnection, {
    description: 'What was handed in and is not decided, for methodists, the secretary and the chair.',
  })
  councilQueue(@Args(() => QueueArgs) args: QueueArgs, @Ctx() { actor }: GraphQLContext) {
    return this.queue.page(actor, args);
  }

  @Query(() => [ReviewerLoad], {
    description: 'What everybody who is asked for reviews has to do, most first.',
  })
  reviewerLoad(@Ctx() { actor }: GraphQLContext) {
    return this.queue.load(actor);
  }

  @Query(() => MaterialReview, {
    nullable: true,
    description: 'How a material stands with its reviewers. NOT_FOUND for those whom it does not concern.',
  })
  materialReview(
    @Arg('id', () => ID, { description: 'The material.' }) id: string,
    @Ctx() { actor }: GraphQLContext,
  ) {
    return this.reviews.one(actor, id);
  }

  @Mutation(() => MaterialReview, {
    description: 'Asks people for reviews; with the first ones the material goes into review.',
  })
  async inviteReviewers(
    @Arg('input', () => InviteReviewersInput) input: InviteReviewersInput,
    @Ctx() { actor }: GraphQLContext,
  ) {
    return this.reviews.one(actor, await this.assignments.invite(actor, input));
  }

  @Mutation(() => MaterialReview, { description: 'Asks somebody else in the place of a reviewer.' })
  async replaceReviewer(
    @Arg('input', () => ReplaceReviewerInput) input: ReplaceReviewerInput,
    @Ctx() { actor }: GraphQLContext,
  ) {
    return this.reviews.one(actor, await this.assignments.replace(actor, input));
  }

  @Mutation(() => MaterialReview, { description: 'Tells a reviewer that the review is not needed.' })
  async cancelReview(
    @Arg('input', () => AssignmentChangeInput) input: AssignmentChangeInput,
    @Ctx() { actor }: GraphQLContext,
  ) {
    return this.reviews.one(actor, await this.assignments.cancel(actor, input));
  }

  @Mutation(() => MaterialReview, { description: 'Gives a reviewer more time.' })
  async postponeReview(
    @Arg('input', () => PostponeReviewInput) input: PostponeReviewInput,
    @Ctx() { actor }: GraphQLContext,
  ) {
    return this.reviews.one(actor, await this.assignments.postpone(actor, input));
  }

  @Mutation(() => MaterialReview, {
    description: 'Brings a material before the council once two reviews are in and no other is awaited.',
  })
  async bringToCouncil(
    @Arg('input', () => StateChangeInput) input: StateChangeInput,
    @Ctx() { actor }: GraphQLContext,
  ) {
    return this.reviews.one(actor, await this.assignments.bringToCouncil(actor, input));
  }
}
