/** One bar of the histogram. */
export interface YearBar {
  year: number;
  count: number;
}

/** Bars for every year from the first with materials to the last; the years between may be empty. */
export function yearBars(buckets: readonly { value: string; count: number }[]): YearBar[] {
  const counts = new Map(buckets.map(({ value, count }) => [Number(value), count]));
  const years = [...counts.keys()].filter((year) => Number.isInteger(year) && year > 1900);
  if (!years.length) return [];
  const last = Math.max(...years);
  // a single old document must not squeeze the rest to threads
  const first = Math.max(Math.min(...years), last - 24);
  return Array.from({ length: last - first + 1 }, (_, index) => ({
    year: first + index,
    count: counts.get(first + index) ?? 0,
  }));
}
