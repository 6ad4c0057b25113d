import { FacetField } from '../facet-field.js';
import type { SearchRequest } from '../search-engine.js';
import type { DocumentColumns } from './columns.js';
import { has } from './document-set.js';

/** What a material gains by each thing that the query seems to name and that it is. */
const GAIN = 0.5;
/** A class is seldom meant otherwise: what is for other classes loses. */
const GAIN_OF_GRADE = 0.9;
const LOSS_OF_OTHER_GRADES = 0.5;
const GRADES = Array.from({ length: 11 }, (_, index) => String(index + 1));

/**
 * By what scores are multiplied: «физика 7 класс» prefers materials of the class to those that mention a seven. It
 * orders what was found, and leaves nothing out. Null where the query names nothing.
 */
export function preferenceOf(
  columns: DocumentColumns,
  preferred: SearchRequest['preferred'],
): ((doc: number) => number) | null {
  if (!preferred || preferred.length === 0) return null;
  const sets = preferred.map(({ field, value }) => ({
    having: columns.havingAny(field, [value]),
    gain: field === FacetField.GRADE ? GAIN_OF_GRADE : GAIN,
    others: field === FacetField.GRADE ? columns.havingAny(field, GRADES) : null,
  }));
  return (doc) => {
    let factor = 1;
    for (const { having, gain, others } of sets)
      if (has(having, doc)) factor += gain;
      else if (others && has(others, doc)) factor -= LOSS_OF_OTHER_GRADES;
    return factor;
  };
}
