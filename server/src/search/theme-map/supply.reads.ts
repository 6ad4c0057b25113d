import type { Pool } from 'pg';
import type { MaterialKind } from '../../materials/material-enums.js';
import { IS_PUBLIC } from '../../materials/material.sql.js';
import type { EducationLevel } from '../../vocabulary/education-level.js';
import { PUBLIC_THEME } from '../../vocabulary/vocabulary.sql.js';

/** What a map is narrowed to; empty lists narrow nothing. */
export interface MapFilter {
  readonly kinds: readonly MaterialKind[];
  readonly levels: readonly EducationLevel[];
}

/** Public materials at a place of the map. */
export interface SupplyRow {
  /** Id of a theme, `bank` or `none`. */
  readonly id: string;
  readonly kind: MaterialKind | null;
  readonly level: EducationLevel | null;
  readonly materials: number;
}

/** Counts what the bank has. */
export class SupplyReads {
  constructor(private readonly pool: Pool) {}

  /** By theme with its narrower themes, kind and level; a sum over kinds or levels counts a material once. */
  async supply({ kinds, levels }: MapFilter): Promise<SupplyRow[]> {
    const { rows } = await this.pool.query<SupplyRow>({
      name: 'theme-map-supply',
      text: `with recursive covered as (
          select t.id as root, t.id from priority_theme t where ${PUBLIC_THEME}
          union select covered.root, t.id from priority_theme t join covered on t.broader_id = covered.id
          where ${PUBLIC_THEME}),
        found as materialized (
          select m.id, m.kind, v.id as version_id, v.levels
          from material m join material_version v on v.id = m.published_version_id
          where ${IS_PUBLIC} and ($1::text[] is null or m.kind = any($1))
            and ($2::text[] is null or v.levels && $2)),
        placed as (
          select distinct covered.root::text as id, found.id as material_id, found.kind, found.levels from found
          join material_version_theme vt on vt.material_version_id = found.version_id
          join covered on covered.id = vt.priority_theme_id
          union all select 'bank', found.id, found.kind, found.levels from found
          union all select 'none', found.id, found.kind, found.levels from found
          where not exists (select from material_version_theme vt join covered on covered.id = vt.priority_theme_id
            where vt.material_version_id = found.version_id))
        select placed.id, placed.kind, level.level, count(distinct placed.material_id)::int as materials
        from placed left join lateral (select unnest(placed.levels) as level) level
          on $2::text[] is null or level.level = any($2)
        group by placed.id, grouping sets ((placed.kind, level.level), (placed.kind), (level.level), ())
        having level.level is not null or grouping(level.level) = 1`,
      values: [kinds.length ? kinds : null, levels.length ? levels : null],
    });
    return rows;
  }
}
