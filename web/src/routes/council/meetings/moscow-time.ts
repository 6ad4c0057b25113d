/** Moscow keeps one time all the year: three hours before Greenwich. */
const MOSCOW = '+03:00';

/** What a field of date and time holds, read as Moscow's time; null where it is no time. */
export function fromMoscow(text: string): string | null {
  const instant = new Date(`${text}:00${MOSCOW}`);
  return Number.isNaN(instant.getTime()) ? null : instant.toISOString();
}

/** An instant as people in Moscow say it: «27 ноября 2026, 10:00». */
export function moscowTime(instant: string, locale: string): string {
  return new Date(instant).toLocaleString(locale === 'ru' ? 'ru-RU' : 'en-GB', {
    ...{ day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' },
    timeZone: 'Europe/Moscow',
  });
}
