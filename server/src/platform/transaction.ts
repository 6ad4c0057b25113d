import { DeadlockException, type EntityManager, OptimisticLockError } from '@mikro-orm/postgresql';
import { Conflict } from './errors.js';
import { failpoint } from './failpoint.js';

/**
 * Does a change in one transaction, on entities of its own.
 * @param name of the change, where its commit is a failpoint: `submit.before-commit`, `submit.after-commit`
 * @throws Conflict when somebody else has changed the same rows meanwhile; then nothing is written
 */
export async function inTransaction<T>(
  em: EntityManager,
  work: (em: EntityManager) => Promise<T>,
  name?: string,
): Promise<T> {
  const once = () =>
    em.fork().transactional(async (inside) => {
      const done = await work(inside);
      await inside.flush();
      if (name) failpoint(`${name}.before-commit`);
      return done;
    });
  try {
    // of two that wait for each other the database ends one: it has done nothing, and tries again
    const result = await once().catch((error: unknown) => {
      if (error instanceof DeadlockException) return once();
      throw error;
    });
    if (name) failpoint(`${name}.after-commit`);
    return result;
  } catch (error) {
    throw error instanceof OptimisticLockError || error instanceof DeadlockException ? new Conflict() : error;
  }
}

/** The time of the transaction, as the database has it. */
export async function transactionTime(em: EntityManager): Promise<Date> {
  const [row] = await em.execute<{ now: Date }[]>('select now()');
  return new Date(row!.now);
}
