import { Arg, Ctx, GraphQLISODateTime, Mutation, Resolver } from 'type-graphql';
import type { GraphQLContext } from '../../platform/context.js';
import type { SessionCookie } from '../../platform/session-cookie.js';
import { SESSION_SECONDS, type SessionService } from '../session.service.js';
import type { AccountDeletionService } from './account-deletion.service.js';
import {
  ChangeEmailInput,
  ChangePasswordInput,
  DeleteAccountInput,
  RegisterInput,
  ResetPasswordInput,
} from './account.input.js';
import type { PasswordService } from './password.service.js';
import type { RegistrationService } from './registration.service.js';

const SAME_ANSWER = 'The answer is the same whether or not the address is known.';

/** Accounts in the hands of their owners. */
@Resolver()
export class AccountResolver {
  constructor(
    private readonly registration: RegistrationService,
    private readonly passwords: PasswordService,
    private readonly deletion: AccountDeletionService,
    private readonly sessions: SessionService,
    private readonly cookie: SessionCookie,
  ) {}

  @Mutation(() => Boolean, {
    description: `Begins an account and sends a letter with a link that confirms it. ${SAME_ANSWER}`,
  })
  async register(
    @Arg('input', () => RegisterInput) input: RegisterInput,
    @Ctx() { client, locale }: GraphQLContext,
  ): Promise<boolean> {
    await this.registration.register(input, client, locale);
    return true;
  }

  @Mutation(() => Boolean, {
    description:
      'Uses the link of a letter: confirms a new account and begins a session, or the new address of the caller. \
UNAUTHENTICATED when another than the owner opens a link to a new address.',
  })
  async confirmEmail(
    @Arg('token', () => String, { description: 'Token of the link.' }) token: string,
    @Ctx() { actor, client, locale, setCookies }: GraphQLContext,
  ): Promise<boolean> {
    const account = await this.registration.confirm(actor, token, locale);
    if (!account) return true;
    if (actor.kind === 'member') await this.sessions.end(actor.sessionId);
    setCookies.push(this.cookie.keep(await this.sessions.begin(account, client), SESSION_SECONDS));
    return true;
  }

  @Mutation(() => Boolean, { description: `Sends a letter with a link for a new password. ${SAME_ANSWER}` })
  async requestPasswordReset(
    @Arg('email', () => String, { description: 'Address of the account.' }) email: string,
    @Ctx() { client, locale }: GraphQLContext,
  ): Promise<boolean> {
    await this.passwords.askForReset(email.slice(0, 254), client, locale);
    return true;
  }

  @Mutation(() => Boolean, {
    description: 'Sets a new password by the link of a letter, and signs all devices out.',
  })
  async resetPassword(
    @Arg('input', () => ResetPasswordInput) input: ResetPasswordInput,
    @Ctx() { locale }: GraphQLContext,
  ): Promise<boolean> {
    await this.passwords.reset(input, locale);
    return true;
  }

  @Mutation(() => Boolean, { description: 'Changes the own password, and signs other devices out.' })
  async changePassword(
    @Arg('input', () => ChangePasswordInput) input: ChangePasswordInput,
    @Ctx() { actor, locale }: GraphQLContext,
  ): Promise<boolean> {
    await this.passwords.change(actor, input, locale);
    return true;
  }

  @Mutation(() => Boolean, {
    description: 'Sends a letter to a new address, which takes the place of the old when its link is used.',
  })
  async changeEmail(
    @Arg('input', () => ChangeEmailInput) input: ChangeEmailInput,
    @Ctx() { actor, locale }: GraphQLContext,
  ): Promise<boolean> {
    await this.passwords.changeEmail(actor, input, locale);
    return true;
  }

  @Mutation(() => GraphQLISODateTime, {
    description:
      'Signs all devices out and tells when the account will be erased; signing in before that takes it back. \
CONFLICT for the last administrator.',
  })
  async deleteAccount(
    @Arg('input', () => DeleteAccountInput) { password }: DeleteAccountInput,
    @Ctx() { actor, locale, setCookies }: GraphQLContext,
  ): Promise<Date> {
    const day = await this.deletion.ask(actor, password, locale);
    setCookies.push(this.cookie.forget());
    return day;
  }
}
