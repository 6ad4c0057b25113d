import { number } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';

/** What readers give a material: «4,3 из 5 · 12 оценок»; empty while there are no ratings. */
export function ratingLine({ count, average }: { count: number; average: number | null }): string {
  if (count === 0) return '';
  const counted = m.ratings_count({ count, text: number(count) });
  if (average === null) return counted;
  const stars = average.toFixed(1).replace('.', getLocale() === 'ru' ? ',' : '.');
  return `${m.rating_of_five({ stars })} · ${counted}`;
}
