import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { GraphQLContext } from '../../platform/context.js';
import { ContributionRole } from '../material-enums.js';
import { CoAuthorInput } from './draft.input.js';
import type { InvitationReads } from './invitation.reads.js';
import { InvitationType } from './invitation.type.js';
import { OwnMaterialType } from './own-material.type.js';
import type { TitlePageService } from './title-page.service.js';

const MATERIAL = { description: 'The material.' };
const CONTRIBUTION = { description: 'The line of the title page.' };

/** Title pages of drafts in the API. */
@Resolver()
export class TitlePageResolver {
  constructor(
    private readonly titlePage: TitlePageService,
    private readonly invitations: InvitationReads,
  ) {}

  @Query(() => [InvitationType], {
    description: 'Invitations to title pages that wait for the one who asks, the newest first, at most 100.',
  })
  myInvitations(@Ctx() { actor }: GraphQLContext) {
    return this.invitations.open(actor);
  }

  @Mutation(() => OwnMaterialType, {
    description: 'Puts a person on the title page of a draft. Everybody but its owner has to confirm.',
  })
  addCoAuthor(
    @Arg('id', () => ID, MATERIAL) id: string,
    @Arg('input', () => CoAuthorInput) input: CoAuthorInput,
    @Ctx() { actor }: GraphQLContext,
  ) {
    return this.titlePage.add(actor, id, input);
  }

  @Mutation(() => OwnMaterialType, { description: 'Says what a person on the title page did.' })
  setCoAuthorRole(
    @Arg('id', () => ID, MATERIAL) id: string,
    @Arg('contributionId', () => ID, CONTRIBUTION) contributionId: string,
    @Arg('role', () => ContributionRole) role: ContributionRole,
    @Ctx() { actor }: GraphQLContext,
  ) {
    return this.titlePage.setRole(actor, id, contributionId, role);
  }

  @Mutation(() => OwnMaterialType, { description: 'Takes a person off the title page.' })
  removeCoAuthor(
    @Arg('id', () => ID, MATERIAL) id: string,
    @Arg('contributionId', () => ID, CONTRIBUTION) contributionId: string,
    @Ctx() { actor }: GraphQLContext,
  ) {
    return this.titlePage.remove(actor, id, contributionId);
  }

  @Mutation(() => OwnMaterialType, { description: 'Puts the title page in order.' })
  orderCoAuthors(
    @Arg('id', () => ID, MATERIAL) id: string,
    @Arg('ids', () => [ID], { description: 'Ids of all its lines in their new order.' }) ids: string[],
    @Ctx() { actor }: GraphQLContext,
  ) {
    return this.titlePage.order(actor, id, ids);
  }

  @Mutation(() => OwnMaterialType, {
    description: 'The one who was invited agrees to stand on the title page.',
  })
  confirmContribution(
    @Arg('contributionId', () => ID, CONTRIBUTION) contributionId: string,
    @Ctx() { actor }: GraphQLContext,
  ) {
    return this.titlePage.confirm(actor, contributionId);
  }

  @Mutation(() => Boolean, {
    description: 'The one who was invited does not want to stand there; also after having agreed.',
  })
  declineContribution(
    @Arg('contributionId', () => ID, CONTRIBUTION) contributionId: string,
    @Ctx() { actor }: GraphQLContext,
    @Arg('reason', () => String, {
      nullable: true,
      description: 'Why; the owner is told, at most 500 characters.',
    })
    reason?: string | null,
  ) {
    return this.titlePage.decline(actor, contributionId, reason);
  }
}
