/** Periods that demand is looked at for, days. */
export const periods = [30, 90, 365] as const;
const usual = 90;

/** The period that an address names. */
export function periodOf(address: URLSearchParams): number {
  const days = Number(address.get('days'));
  return periods.find((one) => one === days) ?? usual;
}

/** The address of a period; the usual one needs none. */
export function inPeriod(days: number, address: Iterable<[string, string]> = []): URLSearchParams {
  const query = new URLSearchParams([...address]);
  if (days === usual) query.delete('days');
  else query.set('days', String(days));
  return query;
}
