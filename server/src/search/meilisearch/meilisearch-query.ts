import type { AnalysedQuery } from '../analysis/query.js';
import type { FacetField } from '../facet-field.js';
import type { QueryWeights } from '../postgres/postgres-engine.js';
import type { SearchFilter, SearchSort } from '../search-engine.js';

/** Of a long query every sufficient combination of so many of its rarest words is asked for. */
const COMBINED = 5;
const STAND_INS = 4;
/** Meilisearch reads so many words of a query and no more. */
const WORDS = 10;
/**
 * The queries whose union is what a query finds: all combinations of words that weigh enough together, and the
 * whole query with a stand-in in the place of a word. Every word of each must be there.
 */
export function wordQueries(query: AnalysedQuery, { rarity, needed }: QueryWeights): string[] {
  const weight = (term: string): number => rarity.get(term) ?? 0;
  const asked = query.terms.map(({ term }) => term);
  const known = asked.filter((term) => rarity.has(term)).sort((a, b) => weight(b) - weight(a));
  const around = [
    ...query.phrases.map((phrase) => `"${phrase.join(' ')}"`),
    ...query.excluded.map((term) => `-${term}`),
  ];
  const make = (terms: readonly string[]): string => [...terms.slice(0, WORDS), ...around].join(' ');
  if (asked.length === 0) return [make([])];
  const found =
    known.length > 0 ? combinations(known.slice(0, COMBINED), weight, needed).map(make) : [make(asked)];
  // a stand-in may take the place of several words: none of them needs to be there then
  const replaced = new Map<string, Set<string>>();
  for (const { term, alternatives } of query.terms)
    for (const other of alternatives) {
      const standIn = other.terms.join(' ');
      replaced.set(standIn, (replaced.get(standIn) ?? new Set()).add(term));
    }
  const standIns = new Set<string>();
  for (const [standIn, terms] of replaced) {
    const rest = known.filter((one) => !terms.has(one)).slice(0, COMBINED);
    standIns.add([...new Set([...rest, ...standIn.split(' ')])].sort().join(' '));
  }
  for (const terms of [...standIns].slice(0, STAND_INS)) found.push(make(terms.split(' ')));
  return found;
}

/** The smallest sets of words that together weigh as much as is needed. */
function combinations(
  terms: readonly string[],
  weight: (term: string) => number,
  needed: number,
): string[][] {
  const heavy = (list: readonly string[]): boolean =>
    list.reduce((sum, term) => sum + weight(term), 0) >= needed * 0.999;
  const enough: string[][] = [];
  for (let mask = 1; mask < 1 << terms.length; mask += 1) {
    const chosen = terms.filter((_, index) => mask & (1 << index));
    if (heavy(chosen) && chosen.every((term) => !heavy(chosen.filter((other) => other !== term))))
      enough.push(chosen);
  }
  // the words left out weigh too: then one of the rarest must do
  return enough.length > 0 ? enough : terms.map((term) => [term]);
}

/** The filter as Meilisearch reads it; `except` leaves out the choices of one field. */
export function filterExpression(filter: SearchFilter, except?: FacetField): string[] {
  const parts = Object.entries(filter.values)
    .filter(([field, values]) => field !== except && values)
    .map(([field, values]) => `${field} IN [${values.map(quoted).join(', ')}]`);
  if (except !== 'YEAR') {
    if (filter.yearFrom !== undefined) parts.push(`year >= ${filter.yearFrom}`);
    if (filter.yearTo !== undefined) parts.push(`year <= ${filter.yearTo}`);
  }
  return parts;
}

/** A value in quotes: the one place where text of a visitor enters a filter. */
function quoted(value: string): string {
  return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/** Order of the results; nothing for relevance, which is ours. */
export function sortExpression(sort: SearchSort, hasWords: boolean): string[] | undefined {
  if (sort === 'OLDEST') return ['publishedAt:asc'];
  if (sort === 'POPULAR') return ['downloads:desc', 'publishedAt:desc'];
  if (sort === 'TITLE') return ['titleOrder:asc'];
  if (sort === 'NEWEST' || !hasWords) return ['publishedAt:desc'];
  return undefined;
}
