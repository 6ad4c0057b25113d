import type { MaterialFilter } from '../materials/material-filter.input.js';
import { FacetField } from './facet-field.js';
import type { SearchFilter } from './search-engine.js';

/** Fields in which something is chosen; bounds of years count as a choice of the year. */
export function chosenFields({ values, yearFrom, yearTo }: SearchFilter): FacetField[] {
  const fields = Object.keys(values) as FacetField[];
  return yearFrom === undefined && yearTo === undefined ? fields : [...fields, FacetField.YEAR];
}

/** A filter of the API as engines take it; empty lists filter nothing. */
export function engineFilter(filter?: MaterialFilter | null): SearchFilter {
  const values: SearchFilter['values'] = {};
  const put = (field: FacetField, list?: readonly (string | number)[] | null): void => {
    if (list && list.length > 0) values[field] = list.map(String);
  };
  put(FacetField.KIND, filter?.kinds);
  put(FacetField.THEME, filter?.themes);
  put(FacetField.SUBJECT, filter?.subjects);
  put(FacetField.LEVEL, filter?.levels);
  put(FacetField.GRADE, filter?.grades);
  put(FacetField.NETWORK, filter?.networks);
  put(FacetField.ORGANIZATION, filter?.organizations);
  put(FacetField.AUTHOR, filter?.authors);
  put(FacetField.FORMAT, filter?.formats);
  put(FacetField.LANGUAGE, filter?.languages);
  put(FacetField.LICENSE, filter?.licenses);
  put(FacetField.AGE_RATING, filter?.ageRatings);
  if (typeof filter?.approved === 'boolean') put(FacetField.APPROVED, [String(filter.approved)]);
  if (typeof filter?.recommended === 'boolean') put(FacetField.RECOMMENDED, [String(filter.recommended)]);
  return {
    values,
    ...(typeof filter?.yearFrom === 'number' && { yearFrom: filter.yearFrom }),
    ...(typeof filter?.yearTo === 'number' && { yearTo: filter.yearTo }),
  };
}
