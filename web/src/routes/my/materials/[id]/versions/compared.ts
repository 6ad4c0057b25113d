/** The numbers of the versions that a page compares. */
export interface Compared {
  from: number;
  to: number;
}

/**
 * What to compare: what the address names, else the published version with the one under way, else the last two.
 * Null where there is only one.
 */
export function comparedOf(
  query: URLSearchParams,
  numbers: readonly number[],
  published: number | undefined,
  draft: number | undefined,
): Compared | null {
  const asked = (name: string) => numbers.find((number) => String(number) === query.get(name));
  const [last, before] = [...numbers].sort((a, b) => b - a);
  const to = asked('to') ?? draft ?? last;
  const from = asked('from') ?? (published === to ? before : published) ?? before;
  return from === undefined || to === undefined || from === to ? null : { from, to };
}
