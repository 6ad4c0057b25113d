import type { EntityManager } from '@mikro-orm/postgresql';

/** Zones of the IANA database by their canonical names; an offset such as `+03:00` is none. */
const ZONES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('timeZone'));

/** Where nobody has said otherwise. */
export const MOSCOW = 'Europe/Moscow';

/** Whether it names a zone such as `Asia/Vladivostok`, which the database knows too: each has its own list of them. */
export async function isTimeZone(em: EntityManager, name: string): Promise<boolean> {
  if (!ZONES.has(name)) return false;
  const known = await em.execute<unknown[]>('select from pg_timezone_names where name = ?', [name]);
  return known.length > 0;
}

/** The day `YYYY-MM-DD` that it is in a zone at an instant. */
export const dayIn = (timeZone: string, instant: Date): string =>
  instant.toLocaleDateString('sv-SE', { timeZone });
