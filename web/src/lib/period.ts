/** Some days in a row, `YYYY-MM-DD`, both ends in. */
export interface Period {
  from: string;
  to: string;
}

const isDay = (text: string | null): text is string => {
  if (!text || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
};

/**
 * The period that an address names.
 * @param years how many years up to today stand for what it does not name, or names wrongly
 * @param today the day that it is where days are counted, `YYYY-MM-DD`
 */
export function readPeriod(query: URLSearchParams, years: number, today: string): Period {
  const [asked, until] = [query.get('from'), query.get('to')];
  const to = isDay(until) ? until : today;
  const start = new Date(`${to}T00:00:00Z`);
  start.setUTCFullYear(start.getUTCFullYear() - years);
  start.setUTCDate(start.getUTCDate() + 1);
  const from = isDay(asked) ? asked : start.toISOString().slice(0, 10);
  return { from, to };
}

/** Longest period that the bank tells of: the interval of two attestations. */
const longestYears = 10;

/** What is wrong with a period: its ends change places, or it is longer than anybody needs. */
export function periodFault({ from, to }: Period): 'order' | 'length' | null {
  if (to < from) return 'order';
  const longest = new Date(`${from}T00:00:00Z`);
  longest.setUTCFullYear(longest.getUTCFullYear() + longestYears);
  return new Date(`${to}T00:00:00Z`) > longest ? 'length' : null;
}
