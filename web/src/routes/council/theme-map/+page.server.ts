import { graphql } from '#lib/graphql/graphql.ts';
import { askAsMember } from '#lib/reader/own.ts';
import { readMapState } from './map-state.ts';
import { cellsAlong, columnsOf, lacksOf } from './map-table.ts';
import type { PageServerLoad } from './$types';

const ThemeMapQuery = graphql(`
  query ThemeMap($kinds: [MaterialKind!]!, $levels: [EducationLevel!]!, $days: Int!) {
    themeMap(kinds: $kinds, levels: $levels, days: $days) {
      rows {
        id
        depth
        theme {
          slug
          title
          shortTitle
          status
        }
        materials
        nothing
        unopened
        requests
        openCalls
        cells {
          kind
          level
          materials
          searches
          requests
        }
      }
      unassigned {
        query
        searches
      }
    }
  }
`);

export const load: PageServerLoad = async ({ url, locals, cookies }) => {
  const state = readMapState(url.searchParams);
  const { kind, level, days } = state;
  const { themeMap } = await askAsMember({ url, locals, cookies }, ThemeMapQuery, {
    kinds: kind ? [kind] : [],
    levels: level ? [level] : [],
    days,
  });
  const roles = locals.viewer?.roles ?? [];
  const columns = state.view === 'map' ? columnsOf(state) : [];
  return {
    state,
    // the page gets the cells that it shows: a theme has some hundred
    rows: themeMap.rows.map((row) => ({ ...row, cells: cellsAlong(row, columns) })),
    lacks: lacksOf(themeMap.rows),
    unassigned: themeMap.unassigned,
    mayCall: roles.some((role) => role.startsWith('COUNCIL_')),
  };
};
