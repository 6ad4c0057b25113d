import { type EntityManager, OptimisticLockError } from '@mikro-orm/postgresql';
import { Conflict } from './errors.js';

/**
 * Does a change in one transaction, on entities of its own.
 * @throws Conflict when somebody else has changed the same rows meanwhile; then nothing is written
 */
export async function inTransaction<T>(
  em: EntityManager,
  work: (em: EntityManager) => Promise<T>,
): Promise<T> {
  try {
    return await em.fork().transactional(work);
  } catch (error) {
    throw error instanceof OptimisticLockError ? new Conflict() : error;
  }
}
