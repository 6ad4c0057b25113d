import { ageLabel, kindsLabel, levelLabel, licenseLabel } from '#lib/labels/material.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { type CatalogueState, groups } from './filters.ts';
import type { FacetBucket, FacetField, SearchResult } from './queries.ts';

const own: Partial<Record<FacetField, Record<string, string | (() => string)>>> = {
  KIND: kindsLabel,
  LEVEL: levelLabel,
  LICENSE: licenseLabel,
  AGE_RATING: ageLabel,
};

/** A value of a facet in words. */
export function valueLabel(field: FacetField, value: string, label?: string): string {
  const known = own[field]?.[value];
  if (known) return typeof known === 'string' ? known : known();
  if (field === 'GRADE') return m.grade_label({ grade: value });
  if (field === 'FORMAT') return value;
  if (field === 'LANGUAGE') return languageName(value);
  return label || value;
}

function languageName(tag: string): string {
  try {
    const name = new Intl.DisplayNames([getLocale()], { type: 'language' }).of(tag) ?? tag;
    return name.charAt(0).toUpperCase() + name.slice(1);
  } catch {
    return tag;
  }
}

/** The values of a facet; empty when the search did not count it. */
export const bucketsOf = (result: SearchResult, field: FacetField): readonly FacetBucket[] =>
  result.facets.find((facet) => facet.field === field)?.buckets ?? [];

/** A chosen filter and the state without it. */
export interface Chip {
  key: string;
  field: FacetField;
  label: string;
  without: CatalogueState;
}

/** The chosen filters in the order of the groups. */
export function chipsOf(state: CatalogueState, result: SearchResult): Chip[] {
  const first = { ...state, page: 1 };
  const chips: Chip[] = groups.flatMap(({ param, field }) =>
    (state.chosen[param] ?? []).map((value) => ({
      key: `${param}=${value}`,
      field,
      label: valueLabel(
        field,
        value,
        bucketsOf(result, field).find((bucket) => bucket.value === value)?.label,
      ),
      without: {
        ...first,
        chosen: { ...state.chosen, [param]: state.chosen[param]!.filter((other) => other !== value) },
      },
    })),
  );
  const years = yearsLabel(state);
  if (years) {
    const without = { ...first, yearFrom: null, yearTo: null };
    chips.push({ key: 'years', field: 'YEAR', label: years, without });
  }
  if (state.approved) {
    const without = { ...first, approved: false };
    chips.push({ key: 'approved', field: 'APPROVED', label: m.facet_approved(), without });
  }
  if (state.recommended) {
    const without = { ...first, recommended: false };
    chips.push({ key: 'recommended', field: 'RECOMMENDED', label: m.facet_recommended(), without });
  }
  return chips;
}

/** The chosen years: «2022–2026», «с 2022»; empty when all. */
export function yearsLabel({ yearFrom, yearTo }: CatalogueState): string {
  if (yearFrom !== null && yearFrom === yearTo) return String(yearFrom);
  if (yearFrom !== null && yearTo !== null) return `${yearFrom}–${yearTo}`;
  if (yearFrom !== null) return m.year_since({ year: yearFrom });
  return yearTo === null ? '' : m.year_until({ year: yearTo });
}
