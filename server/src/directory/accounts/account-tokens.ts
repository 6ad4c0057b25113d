/** One-time links: made, used once, forgotten. Their time is the database's. */
import { randomBytes } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { InvalidInput } from '../../platform/errors.js';
import { sqlArray } from '../../platform/sql-array.js';
import { hashOf } from '../token-hash.js';
import { TokenPurpose } from './account-token.entity.js';

/** How long a link holds. */
const HOLDS: Readonly<Record<TokenPurpose, string>> = {
  CONFIRM: '24 hours',
  RESET: '30 minutes',
  EMAIL: '24 hours',
};

/** What a link that was used says. */
export interface UsedToken {
  readonly accountId: string;
  readonly purpose: TokenPurpose;
  readonly email: string | null;
}

/** Makes a link of an account; earlier ones of the same purpose are dead from now on. */
export async function issueToken(
  em: EntityManager,
  accountId: string,
  purpose: TokenPurpose,
  email: string | null = null,
): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await em.execute('delete from account_token where account_id = ? and purpose = ?', [accountId, purpose]);
  await em.execute(
    `insert into account_token (id, account_id, purpose, token_hash, email, expires_at)
     values (gen_random_uuid(), ?, ?, ?, ?, now() + ?::interval)`,
    [accountId, purpose, hashOf(token), email, HOLDS[purpose]],
  );
  return token;
}

/**
 * Uses a link: of parallel tries one succeeds.
 * @throws InvalidInput for one that is unknown, used or too old
 */
export async function useToken(
  em: EntityManager,
  token: string,
  purposes: readonly TokenPurpose[],
): Promise<UsedToken> {
  const [row] = await em.execute<UsedToken[]>(
    `delete from account_token where token_hash = ? and purpose = any(?) and expires_at > now()
     returning account_id as "accountId", purpose, email`,
    [hashOf(token), sqlArray(purposes)],
  );
  if (!row) throw new InvalidInput({ token: DEAD });
  return row;
}

/** Takes all links of an account away, when its address or its password has changed. */
export async function forgetTokens(em: EntityManager, accountId: string): Promise<void> {
  await em.execute('delete from account_token where account_id = ?', [accountId]);
}

const DEAD = {
  ru: 'ссылка уже использована или устарела: запросите новую',
  en: 'the link was used or is too old: ask for a new one',
};
