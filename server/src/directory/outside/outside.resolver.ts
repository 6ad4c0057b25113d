import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { GraphQLContext } from '../../platform/context.js';
import type { EntryCookies } from '../entry-cookies.js';
import { requireMember } from '../role.js';
import type { OutsideLinksService } from './outside-links.service.js';
import type { OutsideRegistrationService } from './outside-registration.service.js';
import type { Ended, OutsideService } from './outside.service.js';
import { OutsideIdentity, OutsideReturn, PendingOutside, RegisterOutsideInput } from './outside.type.js';

const NONE = 'NOT_FOUND where the bank names no outside service.';

/** Signing in through an outside service, in the API. */
@Resolver()
export class OutsideResolver {
  constructor(
    private readonly outside: OutsideService,
    private readonly links: OutsideLinksService,
    private readonly registration: OutsideRegistrationService,
    private readonly entries: EntryCookies,
  ) {}

  @Query(() => String, {
    nullable: true,
    description: 'What the outside service is called by which one may sign in; null for none.',
  })
  outsideSignIn(): string | null {
    return this.outside.name;
  }

  @Mutation(() => String, {
    description: `Begins a sign-in through the outside service: where to go. ${NONE}`,
  })
  async beginOutsideSignIn(
    @Arg('returnTo', () => String, { defaultValue: '', description: 'Comes back at the end, unchanged.' })
    returnTo: string,
    @Ctx() context: GraphQLContext,
  ): Promise<string> {
    return this.#sent(await this.outside.begin(returnTo), context);
  }

  @Mutation(() => String, {
    description: `Begins to link the caller's account to the outside service: where to go. ${NONE}`,
  })
  async beginOutsideLink(
    @Arg('password', () => String, { description: 'The present password.' }) password: string,
    @Ctx() context: GraphQLContext,
  ): Promise<string> {
    const member = requireMember(context.actor);
    return this.#sent(await this.outside.beginLink(member, password.slice(0, 1024)), context);
  }

  @Mutation(() => OutsideReturn, {
    description:
      'Ends a visit to the outside service. UNAUTHENTICATED for whatever is wrong with its answer, CONFLICT where it ' +
      'does not vouch for the address.',
  })
  async finishOutsideSignIn(
    @Arg('query', () => String, { description: 'Query of the address that the browser came back to.' })
    query: string,
    @Ctx() context: GraphQLContext,
  ): Promise<OutsideReturn> {
    const { actor, locale } = context;
    const step = this.entries.step(context);
    // whatever comes of it, the visit is over
    this.entries.leaveStep(context);
    const door = this.entries.door(context);
    return this.#ended(
      await this.outside.finish(step, query.slice(0, 8000), { actor, door, locale }),
      context,
    );
  }

  @Query(() => PendingOutside, {
    nullable: true,
    description: 'What the visit of this browser to the outside service waits for; null for nothing.',
  })
  pendingOutside(@Ctx() context: GraphQLContext): Promise<PendingOutside | null> {
    return this.outside.pending(this.entries.step(context));
  }

  @Mutation(() => OutsideReturn, {
    description:
      'Links the account that has the address to the outside service, by its password, and signs in.',
  })
  async linkOutside(
    @Arg('password', () => String, { description: 'Password of the account.' }) password: string,
    @Ctx() context: GraphQLContext,
  ): Promise<OutsideReturn> {
    const [step, door] = [this.entries.step(context), this.entries.door(context)];
    return this.#ended(await this.outside.link(step, password.slice(0, 1024), door, context.locale), context);
  }

  @Mutation(() => OutsideReturn, {
    description: 'Makes an account for whom the outside service has vouched, and signs in.',
  })
  async registerOutside(
    @Arg('input', () => RegisterOutsideInput) input: RegisterOutsideInput,
    @Ctx() context: GraphQLContext,
  ): Promise<OutsideReturn> {
    const [step, door] = [this.entries.step(context), this.entries.door(context)];
    return this.#ended(await this.registration.register(step, input, door, context.locale), context);
  }

  @Query(() => OutsideIdentity, {
    nullable: true,
    description: 'How the outside service knows the caller; null where the account is not linked.',
  })
  myOutsideIdentity(@Ctx() { actor }: GraphQLContext): Promise<OutsideIdentity | null> {
    return this.links.ofMember(requireMember(actor));
  }

  @Mutation(() => Boolean, {
    description: `Unlinks the caller's account, and signs other devices out. ${NONE}`,
  })
  async unlinkOutside(
    @Arg('password', () => String, { description: 'The present password.' }) password: string,
    @Ctx() { actor, locale }: GraphQLContext,
  ): Promise<boolean> {
    await this.links.unlink(requireMember(actor), password.slice(0, 1024), locale);
    return true;
  }

  #sent({ url, step }: { url: string; step: string }, context: GraphQLContext): string {
    this.entries.keepStep(step, context);
    return url;
  }

  async #ended({ outcome, returnTo, entry }: Ended, context: GraphQLContext): Promise<OutsideReturn> {
    if (entry) {
      if (!('step' in entry)) this.entries.leaveStep(context);
      await this.entries.hand(entry, context);
    }
    return { outcome, returnTo };
  }
}
