import { asTree } from './facet-tree.ts';

/** A value of a group that can be chosen. */
export interface FacetRow {
  value: string;
  label: string;
  count: number;
  parent: string | null;
}

const words = (text: string): string[] =>
  text
    .toLocaleLowerCase('ru')
    .replaceAll('ё', 'е')
    .match(/[\p{L}\p{N}]+/gu) ?? [];

/**
 * The lines of a group: its values and those that the bank found beyond them, narrower ones after their broader
 * one. A line that lacks a typed word is not shown, but stays in the form: it may be chosen.
 */
export function facetRows<Row extends FacetRow>(
  values: readonly Row[],
  found: readonly Row[],
  typed: string,
): (Row & { depth: number; shown: boolean })[] {
  const known = new Set(values.map(({ value }) => value));
  const wanted = words(typed);
  return asTree([...values, ...found.filter(({ value }) => !known.has(value))]).map((row) => {
    const own = words(row.label).join(' ');
    return { ...row, shown: wanted.every((word) => own.includes(word)) };
  });
}
