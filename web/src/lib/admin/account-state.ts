import type { graphql } from '#lib/graphql/graphql.ts';
import { m } from '#lib/paraglide/messages.js';

/** Whether one may sign in with an account. */
export const accountState: Record<ReturnType<typeof graphql.scalar<'AccountState'>>, () => string> = {
  ACTIVE: m.account_state_active,
  UNCONFIRMED: m.account_state_unconfirmed,
  BLOCKED: m.account_state_blocked,
};
