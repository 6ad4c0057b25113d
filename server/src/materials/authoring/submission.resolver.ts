import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { GraphQLContext } from '../../platform/context.js';
import {
  PublishMaterialInput,
  ReinstateMaterialInput,
  RejectMaterialInput,
  ReturnMaterialInput,
  StateChangeInput,
  SubmitMaterialInput,
  WithdrawMaterialInput,
} from './decision.input.js';
import type { DecisionService } from './decision.service.js';
import { OwnMaterialType } from './own-material.type.js';
import type { SubmissionService } from './submission.service.js';

/** The way of a version to the public, in the API. */
@Resolver()
export class SubmissionResolver {
  constructor(
    private readonly submissions: SubmissionService,
    private readonly decisions: DecisionService,
  ) {}

  @Mutation(() => OwnMaterialType, {
    description:
      'Hands the working version in: it freezes. BAD_USER_INPUT names in `extensions.fields` what is missing.',
  })
  submitMaterial(
    @Arg('input', () => SubmitMaterialInput) input: SubmitMaterialInput,
    @Ctx() { actor }: GraphQLContext,
  ) {
    return this.submissions.submit(actor, input.id, input);
  }

  @Mutation(() => OwnMaterialType, {
    description: 'Takes back what was handed in, until the first review of it has come.',
  })
  recallMaterial(
    @Arg('input', () => StateChangeInput) { id, expectedVersion }: StateChangeInput,
    @Ctx() { actor }: GraphQLContext,
  ) {
    return this.submissions.recall(actor, id, expectedVersion);
  }

  @Mutation(() => OwnMaterialType, {
    description: 'A methodist publishes the working version of somebody else, within reach.',
  })
  publishMaterial(
    @Arg('input', () => PublishMaterialInput) input: PublishMaterialInput,
    @Ctx() { actor }: GraphQLContext,
  ) {
    return this.decisions.publish(actor, input);
  }

  @Mutation(() => OwnMaterialType, {
    description: 'A methodist publishes a small change of a published material: no new certificates.',
  })
  acceptMinorChange(
    @Arg('input', () => PublishMaterialInput) input: PublishMaterialInput,
    @Ctx() { actor }: GraphQLContext,
  ) {
    return this.decisions.acceptMinorChange(actor, input);
  }

  @Mutation(() => OwnMaterialType, {
    description:
      'A methodist or the council’s secretary sends the working version back with remarks and a date.',
  })
  returnMaterial(
    @Arg('input', () => ReturnMaterialInput) input: ReturnMaterialInput,
    @Ctx() { actor }: GraphQLContext,
  ) {
    return this.decisions.sendBack(actor, input);
  }

  @Mutation(() => OwnMaterialType, { description: 'A methodist turns the working version down.' })
  rejectMaterial(
    @Arg('input', () => RejectMaterialInput) input: RejectMaterialInput,
    @Ctx() { actor }: GraphQLContext,
  ) {
    return this.decisions.reject(actor, input);
  }

  @Mutation(() => OwnMaterialType, {
    description: 'Takes a published material from the public; its address tells the reason.',
  })
  withdrawMaterial(
    @Arg('input', () => WithdrawMaterialInput) input: WithdrawMaterialInput,
    @Ctx() { actor }: GraphQLContext,
  ) {
    return this.decisions.withdraw(actor, input);
  }

  @Mutation(() => OwnMaterialType, { description: 'Gives a withdrawn material back to the public.' })
  reinstateMaterial(
    @Arg('input', () => ReinstateMaterialInput) input: ReinstateMaterialInput,
    @Ctx() { actor }: GraphQLContext,
  ) {
    return this.decisions.reinstate(actor, input);
  }

  @Mutation(() => OwnMaterialType, {
    description: 'Says that the published version still holds; it asks to be checked again in three years.',
  })
  confirmMaterialCurrent(
    @Arg('input', () => StateChangeInput) input: StateChangeInput,
    @Ctx() { actor }: GraphQLContext,
  ) {
    return this.decisions.confirmCurrent(actor, input);
  }
}
