/**
 * Who may do what, as a table: each root field of the API has a row, each row says for each caller what the call
 * answers. An area keeps its rows in a file of its own beside this one; `rights.test.ts` finds them all.
 */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Account } from '../../src/directory/account.entity.js';
import type { Organization } from '../../src/directory/organization.entity.js';
import type { ErrorCode } from '../../src/platform/errors.js';
import type { BootedApp } from '../app.js';

/** The callers of the table; what each is to the thing, `arrange` decides. */
export const CALLERS = [
  'guest',
  'teacher',
  'owner',
  'reviewer',
  'methodist',
  'secretary',
  'coordinator',
  'moderator',
  'municipal',
  'admin',
] as const;

/** One who calls. */
export type Caller = (typeof CALLERS)[number];

/** What the call answers: data, or the code of the refusal. */
export type Outcome = 'ok' | ErrorCode;

/** What `arrange` works on. */
export interface World {
  readonly app: BootedApp;
  /** A fresh one for each call; flush it. */
  readonly em: EntityManager;
  /** Everybody's organisation, but the admin's and the municipal coordinator's. */
  readonly school: Organization;
  /** The account of each caller but the guest, who has none. */
  readonly accounts: Readonly<Record<Exclude<Caller, 'guest'>, Account>>;
}

/** One field of the API and what it answers to each. */
export interface RightsRow {
  /** `Query.viewer`, `Mutation.submitMaterial`. */
  readonly field: string;
  /** A whole operation that asks for just this field. */
  readonly document: string;
  /** Makes what the call needs, anew for each caller, and gives the variables. */
  readonly arrange?: (world: World, caller: Caller) => Promise<Record<string, unknown>>;
  readonly expected: Readonly<Record<Caller, Outcome>>;
}

/** The same outcome for all callers, but for those named. */
export function everybody(
  outcome: Outcome,
  but: Partial<Record<Caller, Outcome>> = {},
): Record<Caller, Outcome> {
  const all = Object.fromEntries(CALLERS.map((caller) => [caller, outcome]));
  return { ...all, ...but } as Record<Caller, Outcome>;
}

/** Guests have to sign in, the callers named may, all others may not. */
export function only(callers: readonly Caller[], refusal: Outcome = 'FORBIDDEN'): Record<Caller, Outcome> {
  return everybody(refusal, {
    guest: 'UNAUTHENTICATED',
    ...Object.fromEntries(callers.map((caller) => [caller, 'ok'])),
  });
}
