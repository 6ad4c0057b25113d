/** A code that shows the second factor: of the authenticator app, or one of those for when it is lost. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { SealedSecrets } from '../../platform/sealed-secrets.js';
import { useRecoveryCode } from './recovery-codes.js';
import { stepOf } from './totp.js';

/** By what a code was right. */
export type CodeKind = 'APP' | 'RECOVERY';

/** To whom the sealed secret of an account's app belongs. */
export const totpOwner = (accountId: string): string => `totp ${accountId}`;

/**
 * Uses a code up, in the transaction of what it is for.
 * @returns undefined for one that is wrong or was used, which nobody can tell apart
 */
export async function useCode(
  em: EntityManager,
  secrets: SealedSecrets,
  accountId: string,
  typed: string,
): Promise<CodeKind | undefined> {
  const digits = typed.replace(/\s/g, '');
  if (/^\d{6}$/.test(digits)) return (await useAppCode(em, secrets, accountId, digits)) ? 'APP' : undefined;
  return (await useRecoveryCode(em, accountId, typed)) ? 'RECOVERY' : undefined;
}

async function useAppCode(
  em: EntityManager,
  secrets: SealedSecrets,
  accountId: string,
  digits: string,
): Promise<boolean> {
  const [factor] = await em.execute<{ secret: string; epoch: number }[]>(
    `select secret, extract(epoch from now())::float8 as epoch from totp_factor
     where account_id = ? and confirmed_at is not null`,
    [accountId],
  );
  if (!factor) return false;
  const secret = await secrets.open(totpOwner(accountId), factor.secret);
  const step = await stepOf(secret, digits, factor.epoch);
  if (step === undefined) return false;
  // a code counts once, also for two who type it at the same moment
  const used = await em.execute<object[]>(
    `update totp_factor set last_step = ? where account_id = ? and confirmed_at is not null
       and (last_step is null or last_step < ?) returning account_id`,
    [step, accountId, step],
  );
  return used.length === 1;
}
