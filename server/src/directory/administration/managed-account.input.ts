import { MaxLength } from 'class-validator';
import { GraphQLLocalDate } from 'graphql-scalars';
import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import { ConnectionArgs } from '../../platform/connection.js';
import { Role } from '../role.js';
import { AccountState } from './managed-account.type.js';

/** Arguments of the list of accounts. */
@ArgsType()
export class AccountsArgs extends ConnectionArgs {
  @Field(() => String, {
    nullable: true,
    description: 'Words of the name, the e-mail address or the organisation, each to be found somewhere.',
  })
  @MaxLength(100)
  query?: string | null;

  @Field(() => AccountState, { nullable: true, description: 'Only those in this state.' })
  state?: AccountState | null;

  @Field(() => Role, { nullable: true, description: 'Only those that hold this role today.' })
  role?: Role | null;
}

/** A role to be given. */
@InputType({ description: 'A role to be given to an account.' })
export class AssignRoleInput {
  @Field(() => ID, { description: 'The account.' })
  account!: string;

  @Field(() => Int, { description: '`version` of the account that was shown; another one answers CONFLICT.' })
  expectedVersion!: number;

  @Field(() => Role, { description: 'The role.' })
  role!: Role;

  @Field(() => ID, {
    nullable: true,
    description: 'The territory, organisation or network for which it is held; null for the whole bank.',
  })
  place?: string | null;

  @Field(() => String, { description: 'The document with its number and date, at most 300 characters.' })
  basis!: string;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'First day; today unless said.' })
  validFrom?: string | null;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'Last day; no end unless said.' })
  validTo?: string | null;
}

/** A role to be ended. */
@InputType({ description: 'A role to be ended.' })
export class EndRoleInput {
  @Field(() => ID, { description: 'The account.' })
  account!: string;

  @Field(() => Int, { description: '`version` of the account that was shown; another one answers CONFLICT.' })
  expectedVersion!: number;

  @Field(() => ID, { description: 'The assignment: `id` of `AssignedRole`.' })
  assignment!: string;
}

/** An account to be blocked. */
@InputType({ description: 'An account to be blocked.' })
export class BlockAccountInput {
  @Field(() => ID, { description: 'The account.' })
  account!: string;

  @Field(() => Int, { description: '`version` that was shown; another one answers CONFLICT.' })
  expectedVersion!: number;

  @Field(() => String, { description: 'Why, for other administrators; at most 500 characters.' })
  reason!: string;
}

/** An account to be unblocked. */
@InputType({ description: 'An account to be unblocked.' })
export class UnblockAccountInput {
  @Field(() => ID, { description: 'The account.' })
  account!: string;

  @Field(() => Int, { description: '`version` that was shown; another one answers CONFLICT.' })
  expectedVersion!: number;
}

/** A second factor to be reset. */
@InputType({ description: 'A second factor that its owner has lost.' })
export class ResetSecondFactorInput {
  @Field(() => ID, { description: 'The account.' })
  account!: string;

  @Field(() => Int, { description: '`version` that was shown; another one answers CONFLICT.' })
  expectedVersion!: number;

  @Field(() => String, { description: 'Why, and how the owner was recognised; at most 500 characters.' })
  reason!: string;
}
