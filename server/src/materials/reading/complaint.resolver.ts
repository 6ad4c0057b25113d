import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { ConnectionArgs } from '../../platform/connection.js';
import type { GraphQLContext } from '../../platform/context.js';
import { ComplaintState } from './complaint.entity.js';
import { ComplainInput, DecideComplaintInput } from './complaint.input.js';
import type { ComplaintReads } from './complaint.reads.js';
import type { ComplaintService } from './complaint.service.js';
import { ComplaintConnection, ComplaintType } from './complaint.type.js';

/** Complaints in the API. */
@Resolver(() => ComplaintType)
export class ComplaintResolver {
  constructor(
    private readonly reads: ComplaintReads,
    private readonly service: ComplaintService,
  ) {}

  @Query(() => ComplaintConnection, {
    description: 'The queue of moderators: new complaints oldest first, decided ones last first.',
  })
  complaints(
    @Arg('state', () => ComplaintState, { defaultValue: ComplaintState.NEW }) state: ComplaintState,
    @Args(() => ConnectionArgs) { first, after }: ConnectionArgs,
    @Ctx() { actor }: GraphQLContext,
  ) {
    return this.reads.page(actor, state, first, after);
  }

  @Mutation(() => Boolean, {
    description: 'Complains of a material or of a post under it; twice is once until it is decided.',
  })
  async complain(@Arg('input') input: ComplainInput, @Ctx() { actor }: GraphQLContext) {
    await this.service.complain(actor, input);
    return true;
  }

  @Mutation(() => ComplaintType, { description: 'Decides a complaint; both sides are told.' })
  async decideComplaint(@Arg('input') input: DecideComplaintInput, @Ctx() { actor }: GraphQLContext) {
    return this.reads.byId(await this.service.decide(actor, input));
  }

  @Mutation(() => ComplaintType, {
    description: 'Takes a decision back: the complaint waits again, and the post that it hid is shown.',
  })
  async reopenComplaint(@Arg('id', () => ID) id: string, @Ctx() { actor }: GraphQLContext) {
    return this.reads.byId(await this.service.reopen(actor, id));
  }
}
