import type { EntityManager } from '@mikro-orm/postgresql';
import { Unauthenticated } from '../../platform/errors.js';
import { HAS_FACTOR } from '../directory.sql.js';

/** Who sets a second factor up: a member, or one whom signing in has led to it. */
export interface Beginner {
  readonly accountId: string;
  /** The session, or the hash of the ticket: nobody else sees what was begun. */
  readonly startedBy: string;
  /** The session to keep when the others end; null for one who is still signing in. */
  readonly sessionId: string | null;
}

/**
 * Ends all sign-ins of an account that wait for a second factor to be set up, in the transaction that sets one up:
 * whoever knows the password alone has to show it from now on.
 * @throws Unauthenticated when the beginner's own has ended before
 */
export async function endSetUps(
  em: EntityManager,
  { accountId, startedBy, sessionId }: Beginner,
): Promise<void> {
  // of two who set one up at once, the second finds its sign-in ended
  await em.execute('select from account where id = ? for update', [accountId]);
  const ended = await em.execute<{ hash: string }[]>(
    `delete from sign_in_ticket where account_id = ? and kind = 'SET_UP' returning token_hash as hash`,
    [accountId],
  );
  if (sessionId) return;
  // a sign-in that began beside the set-up of a factor may have come too late to be ended by it
  if ((await hasFactor(em, accountId)) || !ended.some(({ hash }) => hash === startedBy))
    throw new Unauthenticated(BEGIN_AGAIN);
}

/** Whether an account has a second factor. */
export async function hasFactor(em: EntityManager, accountId: string): Promise<boolean> {
  const [row] = await em.execute<{ any: boolean }[]>(
    `select ${HAS_FACTOR} as any from account a where a.id = ?`,
    [accountId],
  );
  return row!.any;
}

/** A sign-in under way has ended. */
export const BEGIN_AGAIN = {
  ru: 'Вход начат слишком давно. Начните снова: адрес и пароль.',
  en: 'The sign-in was begun too long ago. Begin again with the address and the password.',
};
