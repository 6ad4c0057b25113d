import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { GraphQLContext } from '../platform/context.js';
import { CouncilRulesInput, ReviewFormInput } from './council.input.js';
import type { CouncilService } from './council.service.js';
import { CouncilRules } from './council.type.js';

/** The rules of the council in the API. */
@Resolver()
export class CouncilResolver {
  constructor(private readonly council: CouncilService) {}

  @Query(() => CouncilRules, {
    nullable: true,
    description: 'The rules by which the council works, for those who have a part in it.',
  })
  councilRules(@Ctx() { actor }: GraphQLContext) {
    return this.council.rules(actor);
  }

  @Mutation(() => CouncilRules, { description: 'Changes the rules of the council.' })
  changeCouncilRules(
    @Arg('input', () => CouncilRulesInput) input: CouncilRulesInput,
    @Ctx() { actor }: GraphQLContext,
  ) {
    return this.council.changeRules(actor, input);
  }

  @Mutation(() => CouncilRules, {
    description: 'Changes the form of review; reviews that were asked for keep the edition they began with.',
  })
  changeReviewForm(
    @Arg('input', () => ReviewFormInput) input: ReviewFormInput,
    @Ctx() { actor }: GraphQLContext,
  ) {
    return this.council.changeForm(actor, input);
  }
}
