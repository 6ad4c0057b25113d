import type { Pool } from 'pg';
import { groupBy } from '../../platform/batch.js';
import { SHORT_NAME } from '../../directory/directory.sql.js';
import type { DecisionType, PublishedVersion, Tombstone, VersionSummary } from './history.type.js';
import type { BasedOnMaterial } from './version.type.js';

type OfMaterial<T> = T & { materialId: string };

/** Reads what became of materials over time. Who may see it, the caller has decided. */
export class HistoryReads {
  constructor(private readonly pool: Pool) {}

  /** Decisions on materials, the latest first. */
  async decisions(materials: readonly string[]): Promise<Map<string, DecisionType[]>> {
    const { rows } = await this.pool.query<OfMaterial<DecisionType>>({
      name: 'material-decisions',
      text: `select d.id, d.material_id as "materialId", d.kind, d.created_at as "decidedAt", d.note,
          d.due_date::text as "dueDate", d.reason, d.answer, v.number as "versionNumber",
          case when p.id is not null then ${SHORT_NAME} end as "decidedBy"
        from material_decision d join material_version v on v.id = d.material_version_id
        left join account a on a.id = d.decided_by_id left join person p on p.id = a.person_id
        where d.material_id = any($1::uuid[]) order by d.created_at desc, d.id desc`,
      values: [materials],
    });
    return groupBy(rows, ({ materialId }) => materialId);
  }

  /** All versions of materials, the latest first. */
  async versions(materials: readonly string[]): Promise<Map<string, VersionSummary[]>> {
    const { rows } = await this.pool.query<OfMaterial<VersionSummary>>({
      name: 'material-versions',
      text: `select v.material_id as "materialId", v.number, v.title, v.change_note as "changeNote",
          v.frozen_at as "frozenAt", v.published_at as "publishedAt"
        from material_version v where v.material_id = any($1::uuid[]) order by v.number desc`,
      values: [materials],
    });
    return groupBy(rows, ({ materialId }) => materialId);
  }

  /** Versions of materials that were public, the latest first. */
  async published(materials: readonly string[]): Promise<Map<string, PublishedVersion[]>> {
    const { rows } = await this.pool.query<OfMaterial<PublishedVersion>>({
      name: 'material-published-versions',
      text: `select v.id, v.material_id as "materialId", v.number, v.change_note as "changeNote",
          v.published_at as "publishedAt",
          (select coalesce(json_agg(x order by x."hiddenAt"), '[]') from (
            select f.hidden_at as "hiddenAt", f.hidden_by_owner as "byAuthor", f.hidden_reason as reason,
              f.erase_after as "eraseAfter", null as "erasedAt", false as "bytesGone"
            from stored_file f where f.material_version_id = v.id and f.hidden_at is not null
            union all select e.hidden_at, e.hidden_by_owner, e.hidden_reason, null, e.erased_at, e.bytes_gone
            from erased_file e where e.material_version_id = v.id) x) as "hiddenFiles",
          lag(v.id) over (partition by v.material_id order by v.number) as "previousId"
        from material_version v where v.material_id = any($1::uuid[]) and v.published_at is not null
        order by v.number desc`,
      values: [materials],
    });
    for (const { hiddenFiles } of rows)
      for (const file of hiddenFiles) {
        // dates inside JSON come as texts
        file.hiddenAt = new Date(file.hiddenAt);
        file.eraseAfter = file.eraseAfter && new Date(file.eraseAfter);
        file.erasedAt = file.erasedAt && new Date(file.erasedAt);
      }
    return groupBy(rows, ({ materialId }) => materialId);
  }

  /** Public materials that the published versions of materials go on from, in their order. */
  async basedOn(materials: readonly string[]): Promise<Map<string, BasedOnMaterial[]>> {
    const { rows } = await this.pool.query<OfMaterial<BasedOnMaterial>>({
      name: 'material-based-on',
      text: `select m.id as "materialId", o.slug, ov.title from material m
        join material_version_based_on b on b.material_version_id = m.published_version_id
        join material o on o.id = b.material_id and o.status in ('PUBLISHED', 'OUTDATED')
        join material_version ov on ov.id = o.published_version_id
        where m.id = any($1::uuid[]) order by b.id`,
      values: [materials],
    });
    return groupBy(rows, ({ materialId }) => materialId);
  }

  /** What is told of a material that was withdrawn; undefined for all other addresses. */
  async tombstone(slug: string): Promise<Tombstone | undefined> {
    const { rows } = await this.pool.query<Tombstone>({
      name: 'material-tombstone',
      text: `select m.registration_number as "registrationNumber", m.slug, m.kind, v.title, v.subtitle, v.annotation,
          v.keywords, v.language, m.published_at as "publishedAt", m.withdrawn_at as "withdrawnAt",
          m.withdrawn_reason as reason,
          coalesce((select case when d.reason is not null then 'COUNCIL' when d.decided_by_id = m.owner_id then 'OWNER' else 'BANK' end
            from material_decision d where d.material_id = m.id and d.kind = 'WITHDRAW'
            order by d.created_at desc limit 1), 'BANK') as "withdrawnBy",
          (select coalesce(json_agg(json_build_object('role', c.role, 'name', c.name, 'shortName', c.short_name)
             order by c.position), '[]') from contribution c where c.material_version_id = v.id) as contributions,
          (select json_build_object('shortName', o.short_name) from organization o where o.id = m.organization_id)
            as organization,
          case when r.status in ('PUBLISHED', 'OUTDATED') then json_build_object('slug', r.slug, 'title', rv.title) end
            as "replacedBy"
        from material m join material_version v on v.id = m.published_version_id
        left join material r on r.id = m.replaced_by_id
        left join material_version rv on rv.id = r.published_version_id
        where m.slug = $1 and m.status = 'WITHDRAWN' and m.withdrawn_at is not null`,
      values: [slug],
    });
    return rows[0];
  }
}
