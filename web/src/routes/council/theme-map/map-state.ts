import { inAddress } from '#lib/address.ts';
import { inPeriod, periodOf } from '#lib/council/periods.ts';
import { type EducationLevel, kindLabel, levelLabel, type MaterialKind } from '#lib/labels/material.ts';

export const allKinds = Object.keys(kindLabel) as MaterialKind[];
export const allLevels = Object.keys(levelLabel) as EducationLevel[];

/** What of the map is shown: the address read. */
export interface MapState {
  /** What the columns are. */
  by: 'kind' | 'level';
  view: 'map' | 'table';
  kind: MaterialKind | null;
  level: EducationLevel | null;
  days: number;
}

/** Reads an address; what makes no sense in it is passed over. */
export function readMapState(address: URLSearchParams): MapState {
  const named = (name: string) => address.get(name)?.toUpperCase().replaceAll('-', '_');
  return {
    by: address.get('by') === 'level' ? 'level' : 'kind',
    view: address.get('view') === 'table' ? 'table' : 'map',
    kind: allKinds.find((kind) => kind === named('kind')) ?? null,
    level: allLevels.find((level) => level === named('level')) ?? null,
    days: periodOf(address),
  };
}

/** Writes the shortest address of a state. */
export function writeMapState({ by, view, kind, level, days }: MapState): URLSearchParams {
  const address = new URLSearchParams();
  if (by === 'level') address.set('by', by);
  if (view === 'table') address.set('view', view);
  if (kind) address.set('kind', inAddress(kind));
  if (level) address.set('level', inAddress(level));
  return inPeriod(days, address);
}

/** A place of the map. */
export interface Place {
  theme: string | null;
  kind: MaterialKind | null;
  level: EducationLevel | null;
}

/** The address of the catalogue, or of another page that takes the same, for a place. */
export function placeAddress({ theme, kind, level }: Place): URLSearchParams {
  const address = new URLSearchParams();
  if (theme) address.set('theme', theme);
  if (kind) address.set('kind', inAddress(kind));
  if (level) address.set('level', inAddress(level));
  return address;
}
