import { type FragmentOf, graphql, type ResultOf } from '#lib/graphql/graphql.ts';
import { m } from '#lib/paraglide/messages.js';

/** A theme as a list of those shows it who curate the themes. */
export const curatedTheme = graphql(`
  fragment CuratedThemeLine on CuratedTheme @_unmask {
    id
    version
    title
    status
    broader
    position
    materials
    activeTo
    viewerCan {
      edit
    }
  }
`);

/** A theme in the tree. */
export type CuratedThemeLine = ResultOf<typeof curatedTheme>;

/** A change in the history. */
export const themeChange = graphql(`
  fragment ThemeChangeLine on ThemeChange @_unmask {
    id
    at
    kind
    title
    by
    materials
    undoneAt
    viewerCanUndo
  }
`);

/** A line of the history. */
export type ThemeChangeLine = FragmentOf<typeof themeChange>;

/** Takes a change back. */
export const UndoThemeChange = graphql(`
  mutation UndoThemeChange($id: ID!) {
    undoThemeChange(id: $id) {
      viewerCan {
        edit
      }
    }
  }
`);

/** States of a theme. */
export const themeStatusLabel = {
  PROPOSED: m.curation_status_proposed,
  APPROVED: m.curation_status_approved,
  ACTIVE: m.curation_status_active,
  CLOSED: m.curation_status_closed,
} satisfies Record<CuratedThemeLine['status'], () => string>;

/** What was done to themes. */
export const themeChangeLabel = {
  PROPOSED: m.curation_change_proposed,
  DESCRIBED: m.curation_change_described,
  RENAMED: m.curation_change_renamed,
  MOVED: m.curation_change_moved,
  PINNED: m.curation_change_pinned,
  APPROVED: m.curation_change_approved,
  ACTIVATED: m.curation_change_activated,
  CLOSED: m.curation_change_closed,
  MERGED: m.curation_change_merged,
  SPLIT: m.curation_change_split,
  IMPORTED: m.curation_change_imported,
} satisfies Record<ThemeChangeLine['kind'], () => string>;

/** How deep a theme lies; the list has each after the one that it lies under. */
export function depths(themes: readonly Pick<CuratedThemeLine, 'id' | 'broader'>[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const { id, broader } of themes) found.set(id, broader ? (found.get(broader) ?? 0) + 1 : 0);
  return found;
}

/** Themes as options of a list, the deeper the farther from its edge. */
export function asOptions(
  themes: readonly Pick<CuratedThemeLine, 'id' | 'broader' | 'title'>[],
): { id: string; label: string }[] {
  const depth = depths(themes);
  return themes.map(({ id, title }) => ({ id, label: `${'– '.repeat(depth.get(id) ?? 0)}${title}` }));
}
