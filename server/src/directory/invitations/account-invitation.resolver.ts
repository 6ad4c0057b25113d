import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { GraphQLContext } from '../../platform/context.js';
import type { SessionCookie } from '../../platform/session-cookie.js';
import { SESSION_SECONDS, type SessionService } from '../session.service.js';
import { AcceptAccountInvitationInput, InviteInput } from './account-invitation.input.js';
import type { AccountInvitationReads } from './account-invitation.reads.js';
import type { AccountInvitationService } from './account-invitation.service.js';
import { AccountInvitationType, InvitationOutcome, ReceivedInvitation } from './account-invitation.type.js';
import type { InvitationAcceptanceService } from './invitation-acceptance.service.js';

/** Accounts by invitation. */
@Resolver()
export class AccountInvitationResolver {
  constructor(
    private readonly reads: AccountInvitationReads,
    private readonly service: AccountInvitationService,
    private readonly acceptance: InvitationAcceptanceService,
    private readonly sessions: SessionService,
    private readonly cookie: SessionCookie,
  ) {}

  @Query(() => [AccountInvitationType], {
    description: 'Open invitations, the newest first, at most 200. Administrators only.',
  })
  accountInvitations(@Ctx() { actor }: GraphQLContext): Promise<AccountInvitationType[]> {
    return this.reads.open(actor);
  }

  @Query(() => ReceivedInvitation, {
    nullable: true,
    description: 'The invitation whose link one has; null when it was used, revoked or is too old.',
  })
  accountInvitation(
    @Arg('token', () => String, { description: 'Token of the link.' }) token: string,
  ): Promise<ReceivedInvitation | null> {
    return this.reads.received(token.slice(0, 100));
  }

  @Mutation(() => InvitationOutcome, {
    description:
      'Invites somebody by a letter whose link holds for 7 days. An address that has an account is no fault: \
nothing is sent, and the answer names the account. Administrators only.',
  })
  async inviteToBank(
    @Arg('input', () => InviteInput) input: InviteInput,
    @Ctx() { actor, locale }: GraphQLContext,
  ): Promise<InvitationOutcome> {
    return { accountId: await this.service.invite(actor, input, locale) };
  }

  @Mutation(() => Boolean, {
    description: 'Sends another letter; the link of the one before is dead. Administrators only.',
  })
  async sendInvitationAgain(
    @Arg('id', () => ID, { description: 'The invitation.' }) id: string,
    @Ctx() { actor, locale }: GraphQLContext,
  ): Promise<boolean> {
    await this.service.sendAgain(actor, id, locale);
    return true;
  }

  @Mutation(() => Boolean, { description: 'Ends an invitation. Administrators only.' })
  async revokeInvitation(
    @Arg('id', () => ID, { description: 'The invitation.' }) id: string,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<boolean> {
    await this.service.revoke(actor, id);
    return true;
  }

  @Mutation(() => Boolean, {
    description: 'Uses the link of an invitation once: makes the account and begins a session.',
  })
  async acceptAccountInvitation(
    @Arg('input', () => AcceptAccountInvitationInput) input: AcceptAccountInvitationInput,
    @Ctx() { actor, client, setCookies }: GraphQLContext,
  ): Promise<boolean> {
    const account = await this.acceptance.accept(input);
    if (actor.kind === 'member') await this.sessions.end(actor.sessionId);
    setCookies.push(this.cookie.keep(await this.sessions.begin(account, client), SESSION_SECONDS));
    return true;
  }
}
