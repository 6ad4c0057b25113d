import type { AnalysedQuery } from '../analysis/query.js';
import { allOf, anyOf, membersOf, setOf } from './document-set.js';
import type { IndexReader } from './index-reader.js';
import { termGroup, type TermGroup } from './matching.js';
import { intersect, type Posting } from './posting.js';
import type { QueryNumber } from './rescoring.js';

/** The postings of a query. */
export interface QueryPostings {
  groups: TermGroup[];
  excluded: Posting[];
  /** Documents that have all words of all phrases, wherever they stand; null without phrases. */
  phrased: Posting | null;
}

/** Reads the postings of a query; null when the index moved on and the reader must catch up. */
export async function readPostings(reader: IndexReader, query: AnalysedQuery): Promise<QueryPostings | null> {
  const terms = new Set(query.excluded);
  for (const { term, alternatives } of query.terms) {
    terms.add(term);
    for (const alternative of alternatives) for (const other of alternative.terms) terms.add(other);
  }
  for (const phrase of query.phrases) for (const term of phrase) terms.add(term);
  const { current, postings } = await reader.postings([...terms]);
  if (!current) return null;
  const posting = (term: string): Posting => postings.get(term)!;
  return {
    groups: query.terms.map(({ term, alternatives }) =>
      termGroup(
        [
          { posting: posting(term), weight: 1 },
          ...alternatives.map(({ terms: other, weight }) => ({
            posting: other.length === 1 ? posting(other[0]!) : intersect(other.map(posting)),
            weight,
          })),
        ],
        reader.columns.count,
      ),
    ),
    excluded: query.excluded.map(posting),
    phrased: query.phrases.length > 0 ? intersect(query.phrases.flat().map(posting)) : null,
  };
}

/**
 * The documents that match a query, in no order, null for the whole bank; they and their scores in the reader's matcher
 * are valid until the next search.
 */
export function matchingDocuments(
  reader: IndexReader,
  query: AnalysedQuery,
  { groups, excluded }: QueryPostings,
): Uint32Array | null {
  const { matcher, columns } = reader;
  if (query.terms.length > 0) return matcher.match(groups, excluded);
  if (excluded.length === 0) return null;
  const banned = excluded.map(({ documents }) =>
    setOf(
      documents.filter((doc) => doc < columns.size),
      columns.size,
    ),
  );
  return membersOf(allOf([columns.everything()], anyOf(banned, columns.size)));
}

/** The terms of a query as numbers, for looking into documents. */
export function queryNumbers(
  reader: IndexReader,
  query: AnalysedQuery,
  groups: readonly TermGroup[],
): Map<number, QueryNumber> {
  const numbers = new Map<number, QueryNumber>();
  query.terms.forEach(({ term, alternatives }, position) => {
    const { rarity } = groups[position]!;
    const add = (text: string, weight: number): void => {
      const number = reader.number(text);
      if (number !== undefined && (numbers.get(number)?.weight ?? 0) < weight)
        numbers.set(number, { number, rarity, weight, position });
    };
    add(term, 1);
    // the words of a longer stand-in say something together, not one by one
    for (const { terms, weight } of alternatives) if (terms.length === 1) add(terms[0]!, weight);
  });
  return numbers;
}
