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
  theme: { slug: string; title: string; shortTitle: string; status: string } | null;
  materials: number;
  nothing: number;
  unopened: number;
  requests: number;
  openCalls: number;
  /** In the order of the columns where a map is shown. */
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

/** What a row has in each column; nothing is zero. */
export function cellsAlong({ cells }: Pick<Row, 'cells'>, columns: readonly Column[]): Cell[] {
  const placed = new Map(cells.map((cell) => [`${cell.kind} ${cell.level}`, cell]));
  return columns.map(
    ({ kind, level }) =>
      placed.get(`${kind} ${level}`) ?? { kind, level, materials: 0, searches: 0, requests: 0 },
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
    .sort((a, b) => pressureOf(b) - pressureOf(a) || a.materials - b.materials);

/** A place that is sought and empty. */
export interface Lack extends Place {
  theme: string;
  title: string;
  demand: number;
  /** Whether materials may be called for: a closed theme takes no new ones. */
  callable: boolean;
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
          callable: theme.status === 'ACTIVE',
        }));
    })
    .sort((a, b) => b.demand - a.demand || a.title.localeCompare(b.title, 'ru'))
    .slice(0, most);
}
