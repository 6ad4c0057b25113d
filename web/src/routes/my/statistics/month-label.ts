import { getLocale } from '#lib/paraglide/runtime.js';

/** A month in words: «ноябрь 2026» for a table, «ноя» for a chart. @param month its first day, `YYYY-MM-DD` */
export function monthLabel(month: string, length: 'long' | 'short'): string {
  const long = length === 'long';
  return new Date(`${month}T00:00:00Z`)
    .toLocaleDateString(getLocale() === 'ru' ? 'ru-RU' : 'en-GB', {
      month: length,
      ...(long && { year: 'numeric' }),
      timeZone: 'UTC',
    })
    .replace(long ? /\s*г\.$/ : /\.$/, '');
}
