const DAY_MS = 86_400_000;
/** Bars of a picture at most; longer periods get bars of several days. */
const most = 30;

/** Counts of equal stretches of a period, the oldest first. */
export function barsOf(
  days: readonly { day: string; count: number }[],
  period: number,
  today: string,
): number[] {
  const stretch = Math.ceil(period / most);
  const bars = new Array<number>(Math.ceil(period / stretch)).fill(0);
  for (const { day, count } of days) {
    const ago = Math.round((Date.parse(today) - Date.parse(day)) / DAY_MS);
    const index = bars.length - 1 - Math.floor(ago / stretch);
    if (index >= 0 && index < bars.length) bars[index]! += count;
  }
  return bars;
}
