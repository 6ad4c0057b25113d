import type { MikroORM } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import { FULL_NAME, SHORT_NAME } from '../../directory/directory.sql.js';
import { IS_PUBLIC } from '../../materials/material.sql.js';
import type { Actor } from '../../platform/actor.js';
import { NotFound } from '../../platform/errors.js';
import { isUuid } from '../../platform/uuid.js';
import { ThemeStatus } from '../../vocabulary/priority-theme.entity.js';
import { findTheme, requireRight } from './theme-desk.js';
import { joined, joinedLabels, joinedRelated, requireMergeable } from './theme-joining.service.js';
import { snapshotOf } from './theme-snapshot.js';
import { DECISIONS } from './theme-undo.service.js';
import { canCurateThemes, canDecideThemes, canProposeTheme, seesThemeCuration } from './theme.policy.js';
import type { CuratedTheme, ThemeChangeType, ThemeCuration, ThemeMergePreview } from './theme.type.js';

/** Themes and their changes, for those who curate them. */
export class ThemeReads {
  constructor(
    private readonly orm: MikroORM,
    private readonly pool: Pool,
  ) {}

  /** The themes as the caller may curate them; `all` walks them. @throws Forbidden */
  curation(actor: Actor): ThemeCuration {
    const member = requireRight(actor, seesThemeCuration);
    const [edit, decide] = [canCurateThemes(member), canDecideThemes(member)];
    return { viewerCan: { propose: canProposeTheme(member), edit, decide } };
  }

  /** All themes that are themes still, as a tree walked from the top. @throws Forbidden */
  async all(actor: Actor): Promise<CuratedTheme[]> {
    const { edit, decide } = this.curation(actor).viewerCan;
    const { rows } = await this.pool.query<Omit<CuratedTheme, 'viewerCan'>>({
      name: 'curated-themes',
      text: ALL,
    });
    return rows.map((theme) => ({
      ...theme,
      viewerCan: {
        edit,
        approve: decide && theme.status === ThemeStatus.PROPOSED,
        activate: decide && [ThemeStatus.APPROVED, ThemeStatus.CLOSED].includes(theme.status),
        close: decide && theme.status === ThemeStatus.ACTIVE,
        join: decide,
      },
    }));
  }

  /** The theme in which one that was merged lives on; null where it is a theme still, or never was one. @throws Forbidden */
  async successor(actor: Actor, id: string): Promise<string | null> {
    requireRight(actor, seesThemeCuration);
    if (!isUuid(id)) return null;
    const { rows } = await this.pool.query<{ id: string }>({
      name: 'theme-successor',
      text: `with recursive way as (
          select t.id, t.merged_into_id as next from priority_theme t where t.id = $1
          union select t.id, t.merged_into_id from way join priority_theme t on t.id = way.next)
        select id from way where next is null and id <> $1`,
      values: [id],
    });
    return rows[0]?.id ?? null;
  }

  /** Changes of the themes, the newest first. @param theme those that touch it alone */
  async changes(actor: Actor, theme: string | null, first: number): Promise<ThemeChangeType[]> {
    const member = requireRight(actor, seesThemeCuration);
    if (theme !== null && !isUuid(theme)) throw new NotFound();
    const { rows } = await this.pool.query<ThemeChangeType>({
      name: 'theme-changes',
      text: `select c.id, c.at, c.kind, c.title, ${SHORT_NAME} as by, c.materials, c.undone_at as "undoneAt",
          c.undone_at is null and not exists (select from theme_change later where later.undone_at is null
            and (later.at, later.id) > (c.at, c.id) and later.themes && c.themes) as "viewerCanUndo"
        from theme_change c join account a on a.id = c.account_id join person p on p.id = a.person_id
        where $1::uuid is null or c.themes @> array[$1::uuid] order by c.at desc, c.id desc limit $2`,
      values: [theme, first],
    });
    return rows.map((row) => ({
      ...row,
      viewerCanUndo:
        row.viewerCanUndo &&
        (DECISIONS.includes(row.kind) ? canDecideThemes(member) : canCurateThemes(member)),
    }));
  }

  /** What merging two themes would do. @throws InvalidInput when they cannot be merged */
  async mergePreview(actor: Actor, id: string, intoId: string): Promise<ThemeMergePreview> {
    requireRight(actor, canDecideThemes);
    const em = this.orm.em.fork();
    const theme = await findTheme(em, id);
    const into = await findTheme(em, intoId, 'into');
    await requireMergeable(em, theme, into);
    const [from, to] = [await snapshotOf(em, theme.id), await snapshotOf(em, into.id)];
    const { rows } = await this.pool.query<
      Omit<ThemeMergePreview, 'addresses' | 'lostLabels' | 'lostMatches'>
    >({
      name: 'theme-merge-preview',
      text: `select
          (select count(*)::int from material_version_theme vt join material m on m.published_version_id = vt.material_version_id
            where vt.priority_theme_id = $1 and ${IS_PUBLIC}) as materials,
          (select count(*)::int from material_version_theme vt join material m on m.published_version_id = vt.material_version_id
            join material_version_theme other on other.material_version_id = vt.material_version_id
              and other.priority_theme_id = $2
            where vt.priority_theme_id = $1 and ${IS_PUBLIC}) as both,
          (select count(*)::int from material_version_theme vt join material m on m.draft_version_id = vt.material_version_id
            where vt.priority_theme_id = $1) as drafts,
          array(select title from priority_theme where broader_id = $1 and merged_into_id is null
            order by position, title) as narrower,
          (select count(*)::int from follow f where f.kind = 'THEME' and f.target_id = $1 and not exists (
            select from follow o where o.kind = 'THEME' and o.target_id = $2 and o.account_id = f.account_id)) as followers,
          array(select ${SHORT_NAME} from unnest($3::uuid[]) with ordinality as lost(id, place)
            join person p on p.id = lost.id order by place) as "lostCurators",
          array(select v.title from unnest($4::uuid[]) with ordinality as lost(id, place)
            join material m on m.id = lost.id and ${IS_PUBLIC}
            join material_version v on v.id = m.published_version_id order by place) as "lostPins",
          array(select t.title from unnest($5::uuid[]) with ordinality as lost(id, place)
            join priority_theme t on t.id = lost.id order by place) as "lostRelated"`,
      values: [
        ...[theme.id, into.id],
        ...[joined(to.curators, from.curators).lost, joined(to.pins, from.pins).lost],
        joinedRelated(from, to).lost,
      ],
    });
    return {
      ...rows[0]!,
      addresses: [from.slug, ...from.addresses],
      lostLabels: joinedLabels(from, to).lost,
      lostMatches: joined(to.exactMatch, from.exactMatch).lost,
    };
  }
}

/** Every theme that is one still, walked from the top in the council's order. */
const ALL = `with recursive tree as (
    select t.id, array[(t.position, t.title)] as path from priority_theme t
    where t.broader_id is null and t.merged_into_id is null
    union all select t.id, tree.path || (t.position, t.title) from priority_theme t
    join tree on t.broader_id = tree.id where t.merged_into_id is null)
  select t.id, t.version, t.slug, t.title, t.short_title as "shortTitle", t.alt_labels as "altLabels", t.description,
    t.rationale, t.decision, t.status, t.active_from::text as "activeFrom", t.active_to::text as "activeTo",
    t.broader_id as broader, t.exact_match as "exactMatch",
    (row_number() over (partition by t.broader_id order by t.position, t.title) - 1)::int as position,
    array(select slug from priority_theme_address a where a.theme_id = t.id order by slug) as addresses,
    array(select case when r.priority_theme_1_id = t.id then r.priority_theme_2_id else r.priority_theme_1_id end
      from priority_theme_related r where t.id in (r.priority_theme_1_id, r.priority_theme_2_id)) as related,
    (select coalesce(json_agg(json_build_object('slug', p.slug, 'title', ${FULL_NAME}) order by c.position), '[]')
      from priority_theme_curator c join person p on p.id = c.person_id where c.theme_id = t.id) as curators,
    (select coalesce(json_agg(json_build_object('slug', m.slug, 'title', v.title) order by k.position), '[]')
      from priority_theme_pin k join material m on m.id = k.material_id and ${IS_PUBLIC}
      join material_version v on v.id = m.published_version_id where k.theme_id = t.id) as pins,
    coalesce(n.materials, 0) as materials
  from tree join priority_theme t on t.id = tree.id
  left join (select vt.priority_theme_id as id, count(*)::int as materials from material_version_theme vt
    join material m on m.published_version_id = vt.material_version_id where ${IS_PUBLIC} group by 1) n on n.id = t.id
  order by tree.path`;
