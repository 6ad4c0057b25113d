/** Zones of the IANA database by their canonical names; an offset such as `+03:00` is none. */
const ZONES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('timeZone'));

/** Where nobody has said otherwise. */
export const MOSCOW = 'Europe/Moscow';

/** Whether it names a zone of the IANA database, such as `Asia/Vladivostok`. */
export const isTimeZone = (name: string): boolean => ZONES.has(name);

/** The day `YYYY-MM-DD` that it is in a zone at an instant. */
export const dayIn = (timeZone: string, instant: Date): string =>
  instant.toLocaleDateString('sv-SE', { timeZone });
