import type { Pool } from 'pg';
import { expect } from 'vitest';

/** Waits until one connection to the test's own database waits for a lock of another; other databases do not count. */
export async function oneWaits(pool: Pool): Promise<void> {
  const waiting = async () =>
    (
      await pool.query(
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      )
    ).rowCount;
  await expect.poll(waiting).toBe(1);
}
