import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { GraphQLContext } from '../../platform/context.js';
import type { EntryCookies } from '../entry-cookies.js';
import type { Beginner } from '../factors/beginner.js';
import type { FactorsReads } from '../factors/factors.reads.js';
import type { SecondStepService } from '../factors/second-step.service.js';
import { requireMember } from '../role.js';
import type { PasskeyEntryService } from './passkey-entry.service.js';
import type { PasskeyService } from './passkey.service.js';
import { AddPasskeyInput, Passkey, RemovePasskeyInput } from './passkey.type.js';

/** Passkeys in the API. */
@Resolver()
export class PasskeyResolver {
  constructor(
    private readonly reads: FactorsReads,
    private readonly steps: SecondStepService,
    private readonly keys: PasskeyService,
    private readonly signIns: PasskeyEntryService,
    private readonly entries: EntryCookies,
  ) {}

  @Query(() => Boolean, { description: 'Whether one may sign in by a passkey at the address of this bank.' })
  passkeysPossible(): boolean {
    return this.signIns.possible;
  }

  @Mutation(() => String, {
    description:
      'Begins a sign-in by a passkey: options for the browser, `PublicKeyCredentialRequestOptionsJSON` as text. ' +
      'CONFLICT where `passkeysPossible` is false.',
  })
  beginPasskeySignIn(): Promise<string> {
    return this.signIns.begin();
  }

  @Mutation(() => Boolean, {
    description:
      'Begins a session by a passkey, which counts as two factors. UNAUTHENTICATED when it is not accepted, whatever ' +
      'the reason.',
  })
  async signInByPasskey(
    @Arg('credential', () => String, { description: '`AuthenticationResponseJSON` of the browser as text.' })
    credential: string,
    @Ctx() context: GraphQLContext,
  ): Promise<boolean> {
    const entry = await this.signIns.signIn(credential.slice(0, 50_000), this.entries.door(context));
    return this.entries.handAfterStep(entry, context);
  }

  @Query(() => [Passkey], { description: 'Passkeys of the caller, the newest first.' })
  myPasskeys(@Ctx() { actor }: GraphQLContext): Promise<Passkey[]> {
    return this.reads.passkeysOf(requireMember(actor));
  }

  @Mutation(() => String, {
    description:
      'Begins to add a passkey: options for the browser, `PublicKeyCredentialCreationOptionsJSON` as text. CONFLICT ' +
      'where `passkeysPossible` is false.',
  })
  async beginPasskey(
    @Arg('password', () => String, {
      defaultValue: '',
      description: 'The present password; not asked for while signing in.',
    })
    password: string,
    @Ctx() context: GraphQLContext,
  ): Promise<string> {
    return this.keys.begin(await this.#beginner(context), password.slice(0, 1024));
  }

  @Mutation(() => [Passkey], {
    description:
      'Adds a passkey, and signs other devices out. A sign-in that waited for a second factor has its session.',
  })
  async addPasskey(
    @Arg('input', () => AddPasskeyInput) input: AddPasskeyInput,
    @Ctx() context: GraphQLContext,
  ): Promise<Passkey[]> {
    const beginner = await this.#beginner(context);
    await this.keys.add(beginner, input, context.locale);
    const entry = await this.steps.enterAfterSetUp(beginner, this.entries.door(context));
    if (entry) await this.entries.handAfterStep(entry, context);
    return this.reads.passkeysOf(beginner);
  }

  @Mutation(() => [Passkey], { description: 'Gives a passkey another name.' })
  async renamePasskey(
    @Arg('id', () => ID, { description: 'The passkey.' }) id: string,
    @Arg('name', () => String, { description: 'At most 60 characters.' }) name: string,
    @Ctx() { actor }: GraphQLContext,
  ): Promise<Passkey[]> {
    const member = requireMember(actor);
    await this.keys.rename(member, id, name);
    return this.reads.passkeysOf(member);
  }

  @Mutation(() => [Passkey], {
    description:
      'Removes a passkey, and signs other devices out. CONFLICT for the last one of staff where the bank wants two ' +
      'factors.',
  })
  async removePasskey(
    @Arg('input', () => RemovePasskeyInput) input: RemovePasskeyInput,
    @Ctx() { actor, locale }: GraphQLContext,
  ): Promise<Passkey[]> {
    const member = requireMember(actor);
    await this.keys.remove(member, input, this.reads.required(member), locale);
    return this.reads.passkeysOf(member);
  }

  #beginner(context: GraphQLContext): Promise<Beginner> {
    return this.steps.beginner(context.actor, this.entries.step(context));
  }
}
