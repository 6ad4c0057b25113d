import type { EntityManager } from '@mikro-orm/postgresql';

/** Zones of the IANA database by their canonical names; an offset such as `+03:00` is none. */
const ZONES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('timeZone'));

/** Where nobody has said otherwise. */
export const MOSCOW = 'Europe/Moscow';

/** The day that it is in Moscow, in SQL: what belongs to no place, such as a role or a statistic, counts its days so. */
export const TODAY = `(now() at time zone '${MOSCOW}')::date`;

/** Whether it names a zone such as `Asia/Vladivostok`, which the database knows too: each has its own list of them. */
export async function isTimeZone(em: EntityManager, name: string): Promise<boolean> {
  if (!ZONES.has(name)) return false;
  const known = await em.execute<unknown[]>('select from pg_timezone_names where name = ?', [name]);
  return known.length > 0;
}

/** The day `YYYY-MM-DD` that it is in a zone at an instant. */
export const dayIn = (timeZone: string, instant: Date): string =>
  instant.toLocaleDateString('sv-SE', { timeZone });

/** A day `YYYY-MM-DD` in figures: «27.11.2026». */
export const dayInFigures = (day: string): string => day.split('-').reverse().join('.');

/** A day `YYYY-MM-DD` in Russian words: «27 ноября 2026 г.». */
export const dayInWords = (day: string): string =>
  new Date(day).toLocaleDateString('ru-RU', {
    ...{ day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' },
  });

/** An instant by the clock of a zone, in figures that every language reads: «27.11.2026, 10:00 (UTC+10)». */
export function timeIn(timeZone: string, instant: Date): string {
  const time = instant.toLocaleString('ru-RU', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  const [shift] = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'shortOffset' })
    .formatToParts(instant)
    .filter(({ type }) => type === 'timeZoneName');
  return `${time} (${shift!.value.replace('GMT', 'UTC')})`;
}
