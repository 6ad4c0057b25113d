import { MaxLength } from 'class-validator';
import { Arg, Ctx, Field, InputType, Mutation, Resolver } from 'type-graphql';
import type { GraphQLContext } from '../platform/context.js';
import type { SessionCookie } from '../platform/session-cookie.js';
import type { EntryCookies } from './entry-cookies.js';
import { requireMember } from './role.js';
import type { SessionService } from './session.service.js';
import type { SignInService } from './sign-in.service.js';

/** Who signs in. */
@InputType({ description: 'Who signs in.' })
export class SignInInput {
  @Field(() => String, { description: 'Address of the account.' })
  @MaxLength(254)
  email!: string;

  @Field(() => String, { description: 'Password.' })
  @MaxLength(1024)
  password!: string;
}

/** Signing in and out. */
@Resolver()
export class SignInResolver {
  constructor(
    private readonly signIns: SignInService,
    private readonly sessions: SessionService,
    private readonly cookie: SessionCookie,
    private readonly entries: EntryCookies,
  ) {}

  @Mutation(() => Boolean, {
    description:
      'Begins a session, which the answer hands over as a cookie. False where the account wants a second factor first: ' +
      '`pendingSignIn` says what follows. UNAUTHENTICATED when the address or the password is wrong, RATE_LIMITED ' +
      'with `retryAfter` in seconds after too many tries.',
  })
  async signIn(
    @Arg('input', () => SignInInput) { email, password }: SignInInput,
    @Ctx() context: GraphQLContext,
  ): Promise<boolean> {
    return this.entries.hand(await this.signIns.signIn(email, password, this.entries.door(context)), context);
  }

  @Mutation(() => Boolean, { description: 'Ends the session of this device; a guest has none to end.' })
  async signOut(@Ctx() { actor, setCookies }: GraphQLContext): Promise<boolean> {
    if (actor.kind === 'member') await this.sessions.end(actor.sessionId);
    setCookies.push(this.cookie.forget());
    return true;
  }

  @Mutation(() => Boolean, { description: 'Ends the sessions of all devices, this one too.' })
  async signOutEverywhere(@Ctx() { actor, setCookies }: GraphQLContext): Promise<boolean> {
    await this.sessions.endAll(requireMember(actor).accountId);
    setCookies.push(this.cookie.forget());
    return true;
  }
}
