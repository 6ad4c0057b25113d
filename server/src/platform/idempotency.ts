import type { EntityManager } from '@mikro-orm/postgresql';
import { v7 as uuidv7 } from 'uuid';
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
export async function isFirst(em: EntityManager, once: OnceOnly): Promise<boolean> {
  if (once.key == null) return true;
  const known = await take(em, once);
  if (!known) return true;
  if (known.operation === once.operation && known.subject === once.subjectId) return false;
  throw new Conflict(USED);
}

/**
 * Takes an idempotency key inside the transaction that makes something.
 * @returns the id that it is to have, or that of what the same key has made already
 * @throws Conflict when the key was used for something else
 */
export async function idOnce(
  em: EntityManager,
  { accountId, key, operation }: Omit<OnceOnly, 'subjectId'>,
): Promise<{ id: string; first: boolean }> {
  const id = uuidv7();
  if (key == null) return { id, first: true };
  const known = await take(em, { accountId, key, operation, subjectId: id });
  if (!known) return { id, first: true };
  if (known.operation !== operation) throw new Conflict(USED);
  return { id: known.subject, first: false };
}

/** Takes a key; what it was taken for before, where it was. */
async function take(
  em: EntityManager,
  { accountId, key, operation, subjectId }: OnceOnly,
): Promise<{ operation: string; subject: string } | null> {
  const inserted = await em.execute<unknown[]>(
    `insert into idempotency_key (account_id, key, operation, subject_id, created_at) values (?, ?, ?, ?, now())
     on conflict do nothing returning 1`,
    [accountId, key, operation, subjectId],
  );
  if (inserted.length > 0) return null;
  const [known] = await em.execute<[{ operation: string; subject: string }]>(
    'select operation, subject_id as subject from idempotency_key where account_id = ? and key = ?',
    [accountId, key],
  );
  return known;
}

const USED = {
  ru: 'Этот ключ запроса уже использован для другого действия.',
  en: 'This idempotency key was used for something else.',
};

/** How long a key is remembered, days; nobody repeats a request after that. */
const REMEMBERED_DAYS = 30;

/** Forgets keys that nobody will repeat any more. */
export async function forgetOldKeys(em: EntityManager): Promise<void> {
  await em.execute('delete from idempotency_key where created_at < now() - make_interval(days => ?)', [
    REMEMBERED_DAYS,
  ]);
}
