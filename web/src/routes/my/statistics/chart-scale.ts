/** The round number at the top of a chart's axis: 1, 2 or 5 with noughts, not below the highest figure; 4 at least. */
export function axisTop(highest: number): number {
  if (highest <= 4) return 4;
  const power = 10 ** Math.floor(Math.log10(highest));
  return ([1, 2, 4, 5, 10].find((step) => step * power >= highest) ?? 10) * power;
}
