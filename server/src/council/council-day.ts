/** Days as the council counts them: by the clock of its zone, wherever the server and the reader are. */
import type { EntityManager } from '@mikro-orm/postgresql';

/** The zone of the one council, in SQL. */
const ZONE = '(select z.time_zone from council z)';

/** The day at the council of an instant, in SQL. */
export const dayAtCouncil = (instant: string): string => `(${instant} at time zone ${ZONE})::date`;

/** The instant at which a day begins at the council, in SQL. */
export const dawnAtCouncil = (day: string): string => `(${day})::timestamp at time zone ${ZONE}`;

/** The day that it is at the council, `YYYY-MM-DD`. */
export async function todayAtCouncil(em: EntityManager): Promise<string> {
  const [row] = await em.execute<{ today: string }[]>(`select ${dayAtCouncil('now()')}::text as today`);
  return row!.today;
}
