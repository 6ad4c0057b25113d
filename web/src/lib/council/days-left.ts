import { m } from '#lib/paraglide/messages.js';

/** How much time is left, in words: «осталось 3 дня», «срок сегодня», «опоздание – 2 дня». */
export function daysLeft(days: number): string {
  if (days === 0) return m.review_days_today();
  return days > 0 ? m.review_days_left({ count: days }) : m.review_days_late({ count: -days });
}
