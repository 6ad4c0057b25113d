import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { GraphQLContext } from '../../platform/context.js';
import { Conflict } from '../../platform/errors.js';
import type { EntryCookies } from '../entry-cookies.js';
import { requireMember } from '../role.js';
import type { Beginner } from './beginner.js';
import { FactorProofInput, OwnFactors, PendingSignIn, SignInStep, TotpSetup } from './factor.type.js';
import type { FactorsReads } from './factors.reads.js';
import type { SecondStepService } from './second-step.service.js';
import type { TotpService } from './totp.service.js';

const SHOWN_ONCE = 'Ten recovery codes, shown once';

/** The second step of signing in, and how it is switched on and off. */
@Resolver()
export class FactorResolver {
  constructor(
    private readonly reads: FactorsReads,
    private readonly steps: SecondStepService,
    private readonly totp: TotpService,
    private readonly entries: EntryCookies,
  ) {}

  @Query(() => PendingSignIn, {
    nullable: true,
    description:
      'What the sign-in of this browser waits for after the password; null where none is under way.',
  })
  async pendingSignIn(@Ctx() context: GraphQLContext): Promise<PendingSignIn | null> {
    const ticket = await this.steps.pending(this.entries.step(context));
    if (!ticket) return null;
    const { totp, passkey } = await this.steps.waysOf(ticket);
    return { step: SignInStep[ticket.kind], byCode: totp, byPasskey: passkey };
  }

  @Mutation(() => Boolean, {
    description:
      'Ends a sign-in by the second factor and begins the session. BAD_USER_INPUT for a code that is wrong or was ' +
      'used, UNAUTHENTICATED when the sign-in has to begin again, RATE_LIMITED after too many tries.',
  })
  async finishSignIn(
    @Arg('code', () => String, { description: 'A code of the authenticator app, or a recovery code.' })
    code: string,
    @Ctx() context: GraphQLContext,
  ): Promise<boolean> {
    const [step, door] = [this.entries.step(context), this.entries.door(context)];
    const entry = await this.steps.finish(step, code.slice(0, 100), door, context.locale);
    return this.entries.handAfterStep(entry, context);
  }

  @Query(() => OwnFactors, { description: 'How the caller signs in beside the password.' })
  myFactors(@Ctx() { actor }: GraphQLContext): Promise<OwnFactors> {
    return this.reads.ofMember(requireMember(actor));
  }

  @Query(() => TotpSetup, {
    nullable: true,
    description: 'The key that this session has begun with and not confirmed; nobody else sees it.',
  })
  async totpSetup(@Ctx() context: GraphQLContext): Promise<TotpSetup | null> {
    return this.totp.begun(await this.#beginner(context));
  }

  @Mutation(() => TotpSetup, {
    description: 'Begins to set an authenticator app up. CONFLICT where one is on already.',
  })
  async beginTotp(
    @Arg('password', () => String, {
      defaultValue: '',
      description: 'The present password; not asked for while signing in.',
    })
    password: string,
    @Ctx() context: GraphQLContext,
  ): Promise<TotpSetup> {
    return this.totp.begin(await this.#beginner(context), password.slice(0, 1024));
  }

  @Mutation(() => [String], {
    description: `Switches two-step sign-in on by a code of the new app. ${SHOWN_ONCE}; other devices are signed out, and a \
sign-in that waited for this has its session.`,
  })
  async confirmTotp(
    @Arg('code', () => String, { description: 'What the app shows now.' }) code: string,
    @Ctx() context: GraphQLContext,
  ): Promise<string[]> {
    const beginner = await this.#beginner(context);
    const codes = await this.totp.confirm(beginner, code.slice(0, 100), context.locale);
    const entry = await this.steps.enterAfterSetUp(beginner, this.entries.door(context));
    if (entry) await this.entries.handAfterStep(entry, context);
    return codes;
  }

  @Mutation(() => Boolean, {
    description:
      'Switches two-step sign-in off, and signs other devices out. CONFLICT where the bank wants it on.',
  })
  async turnOffTotp(
    @Arg('input', () => FactorProofInput) input: FactorProofInput,
    @Ctx() { actor, locale }: GraphQLContext,
  ): Promise<boolean> {
    const member = requireMember(actor);
    if (this.reads.required(member) && (await this.reads.passkeysOf(member)).length === 0)
      throw new Conflict(REQUIRED);
    await this.totp.turnOff(member, input, locale);
    return true;
  }

  @Mutation(() => [String], { description: `${SHOWN_ONCE}, in the place of those that are left.` })
  renewRecoveryCodes(
    @Arg('input', () => FactorProofInput) input: FactorProofInput,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<string[]> {
    return this.totp.renewCodes(requireMember(actor), input);
  }

  #beginner(context: GraphQLContext): Promise<Beginner> {
    return this.steps.beginner(context.actor, this.entries.step(context));
  }
}

const REQUIRED = {
  ru: 'Банк требует второй шаг для вашей роли. Сначала добавьте ключ доступа.',
  en: 'The bank wants a second factor of your role. Add a passkey first.',
};
