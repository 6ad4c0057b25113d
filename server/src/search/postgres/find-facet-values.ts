import { tokenise } from '../analysis/tokens.js';
import type { FacetField } from '../facet-field.js';
import type { EngineBucket, SearchRequest } from '../search-engine.js';
import type { IndexReader } from './index-reader.js';
import { filterDocuments } from './filtering.js';
import { matchingDocuments, readPostings } from './query-postings.js';

/** Values of one facet whose label has words beginning as typed; null when the index moved on meanwhile. */
export async function findFacetValues(
  reader: IndexReader,
  request: SearchRequest,
  field: FacetField,
  typed: string,
  first: number,
): Promise<EngineBucket[] | null> {
  const groups = await readPostings(reader, request.query);
  if (!groups) return null;
  const documents = matchingDocuments(reader, request.query, groups);
  const { counts } = filterDocuments(reader.columns, documents, request.filter, true);
  const wanted = tokenise(typed).map(({ word }) => word);
  return (reader.columns.buckets(counts!, Infinity).find((facet) => facet.field === field)?.buckets ?? [])
    .filter(({ label }) => {
      const words = tokenise(label).map(({ word }) => word);
      return wanted.every((prefix) => words.some((word) => word.startsWith(prefix)));
    })
    .slice(0, first);
}
