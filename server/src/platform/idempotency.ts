import type { EntityManager } from '@mikro-orm/postgresql';
import { Conflict } from './errors.js';

/** What is to be done once. */
export interface OnceOnly {
  readonly accountId: string;
  /** The caller's key; without one every call counts. */
  readonly key: string | null | undefined;
  /** `material.submit` */
  readonly operation: string;
  readonly subjectId: string;
}

/**
 * Takes an idempotency key inside the transaction that does the thing. Whoever asks at the same time waits for that
 * transaction to end, and learns that the thing is done.
 * @returns whether this caller is the one to do it; false for a repeat
 * @throws Conflict when the key was used for something else
 */
export async function isFirst(
  em: EntityManager,
  { accountId, key, operation, subjectId }: OnceOnly,
): Promise<boolean> {
  if (key == null) return true;
  const inserted = await em.execute<unknown[]>(
    `insert into idempotency_key (account_id, key, operation, subject_id, created_at) values (?, ?, ?, ?, now())
     on conflict do nothing returning 1`,
    [accountId, key, operation, subjectId],
  );
  if (inserted.length > 0) return true;
  const [known] = await em.execute<{ operation: string; subject: string }[]>(
    'select operation, subject_id as subject from idempotency_key where account_id = ? and key = ?',
    [accountId, key],
  );
  if (known?.operation === operation && known.subject === subjectId) return false;
  throw new Conflict({
    ru: 'Этот ключ запроса уже использован для другого действия.',
    en: 'This idempotency key was used for something else.',
  });
}

/** How long a key is remembered, days; nobody repeats a request after that. */
const REMEMBERED_DAYS = 30;

/** Forgets keys that nobody will repeat any more. */
export async function forgetOldKeys(em: EntityManager): Promise<void> {
  await em.execute('delete from idempotency_key where created_at < now() - make_interval(days => ?)', [
    REMEMBERED_DAYS,
  ]);
}
