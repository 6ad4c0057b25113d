import { inAddress } from '#lib/address.ts';
import { ageLabel, kindLabel, levelLabel, licenseLabel } from '#lib/labels/material.ts';
import type { CatalogueVariables, FacetField } from './queries.ts';

/** A group of values in the address, in the filter of the search and among its facets. */
export interface Group {
  /** Name in the address and in the form. */
  param: string;
  field: FacetField;
  filter: keyof NonNullable<CatalogueVariables['filter']>;
  /** Reads a value of the address; undefined for what the search would refuse. */
  read: (value: string) => string | undefined;
}

const formats =
  'PDF DOCX DOC ODT RTF TXT MD HTML PPTX ODP XLSX ODS CSV JPG PNG GIF WEBP MP4 WEBM MP3 VTT SRT ZIP OTHER';

const oneOf = (values: readonly string[]) => (value: string) => {
  const name = value.toUpperCase().replaceAll('-', '_');
  return values.includes(name) ? name : undefined;
};
const slug = (value: string) => (value && value.length <= 200 ? value : undefined);
const grade = (value: string) => (/^([1-9]|1[01])$/.test(value) ? value : undefined);

/** The groups in the order of the page. */
export const groups: readonly Group[] = [
  { param: 'kind', field: 'KIND', filter: 'kinds', read: oneOf(Object.keys(kindLabel)) },
  { param: 'theme', field: 'THEME', filter: 'themes', read: slug },
  { param: 'level', field: 'LEVEL', filter: 'levels', read: oneOf(Object.keys(levelLabel)) },
  { param: 'subject', field: 'SUBJECT', filter: 'subjects', read: slug },
  { param: 'grade', field: 'GRADE', filter: 'grades', read: grade },
  { param: 'network', field: 'NETWORK', filter: 'networks', read: slug },
  { param: 'organization', field: 'ORGANIZATION', filter: 'organizations', read: slug },
  { param: 'author', field: 'AUTHOR', filter: 'authors', read: slug },
  { param: 'format', field: 'FORMAT', filter: 'formats', read: oneOf(formats.split(' ')) },
  { param: 'license', field: 'LICENSE', filter: 'licenses', read: oneOf(Object.keys(licenseLabel)) },
  { param: 'age', field: 'AGE_RATING', filter: 'ageRatings', read: oneOf(Object.keys(ageLabel)) },
  { param: 'language', field: 'LANGUAGE', filter: 'languages', read: slug },
];

const sorts = ['RELEVANCE', 'NEWEST', 'OLDEST', 'POPULAR', 'TITLE'] as const;
/** Order of the list. */
export type Sort = (typeof sorts)[number];
/** Filters that are either on or off, by their names in the address and in the filter of the search. */
export const flags = ['approved', 'recommended'] as const;

/** What the catalogue shows: the address read. */
export interface CatalogueState {
  query: string;
  exact: boolean;
  /** Null until the reader chooses: then the search's own order. */
  sort: Sort | null;
  page: number;
  yearFrom: number | null;
  yearTo: number | null;
  approved: boolean;
  recommended: boolean;
  /** Chosen values by the group's name in the address. */
  chosen: Record<string, string[]>;
}

/** The search answers no question past its first 10,000 results. */
const lastPage = 500;

const year = (value: string | null) => (value && /^\d{4}$/.test(value) ? Number(value) : null);

/** Reads an address; what makes no sense in it is passed over. */
export function readState(address: URLSearchParams): CatalogueState {
  const sort = address.get('sort')?.toUpperCase();
  const page = Number(address.get('page'));
  const chosen: Record<string, string[]> = {};
  for (const { param, read } of groups) {
    const values = address.getAll(param).map(read);
    chosen[param] = [...new Set(values.filter((value) => value !== undefined))].slice(0, 50);
  }
  return {
    query: (address.get('q') ?? '').trim().slice(0, 200),
    exact: address.get('exact') === '1',
    sort: sorts.find((name) => name === sort) ?? null,
    page: Number.isInteger(page) && page > 1 ? Math.min(page, lastPage) : 1,
    yearFrom: year(address.get('from')),
    yearTo: year(address.get('to')),
    approved: address.get('approved') === '1',
    recommended: address.get('recommended') === '1',
    chosen,
  };
}

/** Writes the shortest address of a state. */
export function writeState(state: CatalogueState): URLSearchParams {
  const address = new URLSearchParams();
  if (state.query) address.set('q', state.query);
  for (const { param } of groups) {
    for (const value of state.chosen[param] ?? []) address.append(param, inAddress(value));
  }
  if (state.yearFrom !== null) address.set('from', String(state.yearFrom));
  if (state.yearTo !== null) address.set('to', String(state.yearTo));
  for (const flag of flags) if (state[flag]) address.set(flag, '1');
  if (state.exact) address.set('exact', '1');
  if (state.sort) address.set('sort', state.sort.toLowerCase());
  if (state.page > 1) address.set('page', String(state.page));
  return address;
}

/** The same search without any filter. */
export const withoutFilters = (state: CatalogueState): CatalogueState => ({
  ...readState(new URLSearchParams()),
  query: state.query,
  exact: state.exact,
  sort: state.sort,
});
