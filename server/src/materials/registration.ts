import type { EntityManager } from '@mikro-orm/postgresql';
import { dayIn, MOSCOW } from '../platform/time-zone.js';

/**
 * Gives the next registration number of a year, «МБ-2026-000123»; without gaps, because the transaction keeps it.
 * @param at the instant of publication; the year is that of Moscow
 */
export async function nextRegistrationNumber(em: EntityManager, at: Date): Promise<string> {
  const year = Number(dayIn(MOSCOW, at).slice(0, 4));
  const [row] = await em.execute<{ last: number }[]>(
    `insert into registration_counter (year, last) values (?, 1)
     on conflict (year) do update set last = registration_counter.last + 1 returning last`,
    [year],
  );
  return `МБ-${year}-${String(row!.last).padStart(6, '0')}`;
}
