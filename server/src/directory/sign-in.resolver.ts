import { MaxLength } from 'class-validator';
import { Arg, Ctx, Field, InputType, Mutation, Resolver } from 'type-graphql';
import type { GraphQLContext } from '../platform/context.js';
import type { SessionCookie } from '../platform/session-cookie.js';
import { requireMember } from './role.js';
import { SESSION_SECONDS, type SessionService } from './session.service.js';
import type { SignInService } from './sign-in.service.js';

/** Seconds that a device stays known: two years. */
const DEVICE_SECONDS = 2 * 365 * 24 * 3600;

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
  ) {}

  @Mutation(() => Boolean, {
    description:
      'Begins a session, which the answer hands over as a cookie. UNAUTHENTICATED when the address or the password ' +
      'is wrong, RATE_LIMITED with `retryAfter` in seconds after too many tries.',
  })
  async signIn(
    @Arg('input', () => SignInInput) { email, password }: SignInInput,
    @Ctx() { actor, client, cookies, setCookies }: GraphQLContext,
  ): Promise<boolean> {
    const known = this.cookie.deviceIn(cookies);
    const { session, device } = await this.signIns.signIn(email, password, client, known);
    // the session from before is not raised to the rights of this one
    if (actor.kind === 'member') await this.sessions.end(actor.sessionId);
    setCookies.push(
      this.cookie.keep(session, SESSION_SECONDS),
      this.cookie.keepDevice(device, DEVICE_SECONDS),
    );
    return true;
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
