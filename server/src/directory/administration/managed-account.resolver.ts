import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { GraphQLContext } from '../../platform/context.js';
import type { FactorResetService } from './factor-reset.service.js';
import type { PersonalDataLog } from './personal-data-log.js';
import {
  AccountsArgs,
  AssignRoleInput,
  BlockAccountInput,
  EndRoleInput,
  ResetSecondFactorInput,
  UnblockAccountInput,
} from './managed-account.input.js';
import type { ManagedAccountReads } from './managed-account.reads.js';
import type { ManagedAccountService } from './managed-account.service.js';
import { ManagedAccount, ManagedAccountConnection, RoleChoices } from './managed-account.type.js';

/** Accounts in the API, for administrators. */
@Resolver(() => ManagedAccount)
export class ManagedAccountResolver {
  constructor(
    private readonly reads: ManagedAccountReads,
    private readonly service: ManagedAccountService,
    private readonly log: PersonalDataLog,
    private readonly factors: FactorResetService,
  ) {}

  @Query(() => ManagedAccountConnection, {
    description:
      'Accounts by the names of their owners; the audit trail keeps who looked at them. Administrators only.',
  })
  async accounts(@Args(() => AccountsArgs) args: AccountsArgs, @Ctx() { actor }: GraphQLContext) {
    const page = await this.reads.page(actor, args);
    await this.log.listed(
      actor,
      page.nodes.map(({ id }) => id),
    );
    return page;
  }

  @Query(() => ManagedAccount, {
    nullable: true,
    description: 'One account; the audit trail keeps who looked at it. Administrators only.',
  })
  async account(@Arg('id', () => ID) id: string, @Ctx() { actor }: GraphQLContext) {
    const account = await this.reads.byId(actor, id);
    await this.log.viewed(actor, account.id);
    return account;
  }

  @Query(() => RoleChoices, { description: 'What can be chosen when giving a role. Administrators only.' })
  roleChoices(@Ctx() { actor }: GraphQLContext) {
    return this.reads.choices(actor);
  }

  @Mutation(() => ManagedAccount, {
    description: 'Gives a role. Administrators only, and nobody to their own account.',
  })
  async assignRole(@Arg('input') input: AssignRoleInput, @Ctx() { actor }: GraphQLContext) {
    return this.reads.byId(actor, await this.service.assign(actor, input));
  }

  @Mutation(() => ManagedAccount, {
    description: 'Ends a role at once; CONFLICT for the last administrator. Rights as for `assignRole`.',
  })
  async endRole(@Arg('input') input: EndRoleInput, @Ctx() { actor }: GraphQLContext) {
    return this.reads.byId(actor, await this.service.end(actor, input));
  }

  @Mutation(() => ManagedAccount, {
    description:
      'Blocks an account and ends its sessions; CONFLICT for the last administrator. Rights as for `assignRole`.',
  })
  async blockAccount(@Arg('input') input: BlockAccountInput, @Ctx() { actor }: GraphQLContext) {
    return this.reads.byId(actor, await this.service.block(actor, input));
  }

  @Mutation(() => ManagedAccount, {
    description: 'Lets an account sign in again. Rights as for `assignRole`.',
  })
  async unblockAccount(@Arg('input') input: UnblockAccountInput, @Ctx() { actor }: GraphQLContext) {
    return this.reads.byId(actor, await this.service.unblock(actor, input));
  }

  @Mutation(() => ManagedAccount, {
    description:
      'Takes a lost second factor away and ends the sessions; the owner is told by letter. Rights as for `assignRole`.',
  })
  async resetSecondFactor(
    @Arg('input') input: ResetSecondFactorInput,
    @Ctx() { actor, locale }: GraphQLContext,
  ) {
    return this.reads.byId(actor, await this.factors.reset(actor, input, locale));
  }
}
