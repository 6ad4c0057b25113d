import type { EducationLevel, MaterialKind } from '#lib/labels/material.ts';
import { allKinds, allLevels, type MapState, type Place } from './map-state.ts';

/** What there is and what is sought at a place. */
export interface Cell {
  kind: MaterialKind | null;
  level: EducationLevel | null;
  materials: number;
  searches: number;
  requests: number;
}

/** A row of the map as the API gives it. */
export interface Row {
  id: string;
  depth: number;
  theme: { slug: string; title: string; shortTitle: string } | null;
  materials: number;
  nothing: number;
  unopened: number;
  requests: number;
  openCalls: number;
  cells: readonly Cell[];
}

/** A column of the map. */
export interface Column {
  kind: MaterialKind | null;
  level: EducationLevel | null;
}

/** From how many materials on a place has each depth of colour. */
export const steps = [1, 3, 6, 11, 21] as const;

/** Depth of the colour of so many materials, 0 for none. */
export const depthOf = (materials: number): number => steps.filter((from) => materials >= from).length;

/** The columns of a map. */
export function columnsOf({ by, kind, level }: Pick<MapState, 'by' | 'kind' | 'level'>): Column[] {
  return by === 'kind'
    ? (kind ? [kind] : allKinds).map((one) => ({ kind: one, level: null }))
    : (level ? [level] : allLevels).map((one) => ({ kind: null, level: one }));
}

/** What a row has in a column; nothing is zero. */
export function cellAt({ cells }: Pick<Row, 'cells'>, { kind, level }: Column): Cell {
  return (
    cells.find((cell) => cell.kind === kind && cell.level === level) ?? {
      ...{ kind, level, materials: 0, searches: 0, requests: 0 },
    }
  );
}

/** How often something was sought in vain or asked for. */
export const demandOf = (
  one: Pick<Cell, 'searches' | 'requests'> | Pick<Row, 'nothing' | 'unopened' | 'requests'>,
) => ('searches' in one ? one.searches : one.nothing + one.unopened) + one.requests;

/** Demand for each material; what has none counts as if it had one. */
export const pressureOf = (row: Row): number => demandOf(row) / Math.max(1, row.materials);

/** The themes with the most demand for each material first. */
export const byPressure = (rows: readonly Row[]): Row[] =>
  rows
    .filter(({ theme }) => theme)
    .toSorted((a, b) => pressureOf(b) - pressureOf(a) || a.materials - b.materials);

/** A place that is sought and empty. */
export interface Lack extends Place {
  theme: string;
  title: string;
  demand: number;
}

/** Lacks that are listed at most. */
const most = 12;

/** Empty places that were named in words, the most sought first; a place says no less than one that it is part of. */
export function lacksOf(rows: readonly Row[]): Lack[] {
  return rows
    .flatMap(({ theme, cells }) => {
      if (!theme) return [];
      const lacking = cells.filter((cell) => cell.materials === 0 && demandOf(cell) > 0);
      return lacking
        .filter(
          (cell) =>
            !lacking.some(
              (other) =>
                other !== cell &&
                demandOf(other) === demandOf(cell) &&
                (cell.kind === null || other.kind === cell.kind) &&
                (cell.level === null || other.level === cell.level),
            ),
        )
        .map(({ kind, level, ...cell }) => ({
          ...{ theme: theme.slug, title: theme.shortTitle, kind, level, demand: demandOf(cell) },
        }));
    })
    .sort((a, b) => b.demand - a.demand || a.title.localeCompare(b.title, 'ru'))
    .slice(0, most);
}
