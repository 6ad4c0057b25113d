/** The waits after wrong passwords and codes, so that tests of them do not depend on how fast a machine is. */
import type { Pool } from 'pg';

/** Makes the waits that have begun a minute longer: the first one of two seconds is soon over. */
export async function prolongWaits(pool: Pool): Promise<void> {
  const { rowCount } = await pool.query(
    `update sign_in_attempt set blocked_until = blocked_until + interval '1 minute' where blocked_until is not null`,
  );
  if (!rowCount) throw new Error('nobody has to wait');
}

/** After so many wrong tries of an account that the next one is the last for half a minute. */
export async function oneTryLeft(pool: Pool): Promise<void> {
  const { rowCount } = await pool.query('update sign_in_attempt set failures = 9, blocked_until = null');
  if (!rowCount) throw new Error('nobody has tried');
}

/** The tries that were counted, fewest first: of one account and of the network address, when only one has tried. */
export async function failuresOf(pool: Pool): Promise<number[]> {
  const { rows } = await pool.query<{ failures: number }>(
    'select failures from sign_in_attempt order by failures',
  );
  return rows.map(({ failures }) => failures);
}
