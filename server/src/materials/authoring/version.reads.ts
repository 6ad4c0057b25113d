import type { EntityManager } from '@mikro-orm/postgresql';
import { VERSION_FILES, VERSION_VOCABULARY } from '../material.sql.js';
import { type StoredFileRow, toStoredFile } from '../stored-file.row.js';
import type { VersionType } from './version.type.js';

/** A whole version in one row; `v` is the table. */
const VERSION = `v.id, v.material_id as "materialId", v.number, v.version, v.title, v.subtitle, v.annotation, v.language,
  v.levels, v.grades, v.age_from as "ageFrom", v.age_to as "ageTo", v.keywords, v.audience, v.technologies,
  v.duration_minutes as "durationMinutes", v.age_rating as "ageRating", v.license,
  v.rights_holder as "rightsHolder", v.year, v.change_note as "changeNote", v.child_consent as "childConsent",
  v.child_consent_count as "childConsentCount", v.child_consent_place as "childConsentPlace",
  v.frozen_at as "frozenAt", v.published_at as "publishedAt", v.updated_at as "updatedAt",
  ${VERSION_VOCABULARY}, ${VERSION_FILES},
  (select coalesce(json_agg(json_build_object('slug', m.slug, 'title', pv.title) order by b.id), '[]')
     from material_version_based_on b join material m on m.id = b.material_id
     join material_version pv on pv.id = m.published_version_id
     where b.material_version_id = v.id and m.status in ('PUBLISHED', 'OUTDATED')) as "basedOn",
  (select coalesce(json_agg(json_build_object('id', c.id, 'order', c.position, 'role', c.role, 'name', c.name,
       'shortName', c.short_name, 'position', c.post, 'organizationName', c.organization_name,
       'invitedEmail', c.invited_email, 'confirmedAt', c.confirmed_at, 'declinedAt', c.declined_at,
       'personId', c.person_id) order by c.position), '[]')
     from contribution c where c.material_version_id = v.id) as contributions`;

type VersionRow = Omit<VersionType, 'files'> & { files: StoredFileRow[] };

/** Whole versions by id, in one statement. The caller has checked that they may be seen. */
export async function readVersions(
  em: EntityManager,
  ids: readonly string[],
): Promise<Map<string, VersionType>> {
  if (ids.length === 0) return new Map();
  const rows = await em.execute<VersionRow[]>(
    `select ${VERSION} from material_version v
     where v.id in (select value::uuid from jsonb_array_elements_text(?::jsonb))`,
    [JSON.stringify(ids)],
  );
  return new Map(rows.map((row) => [row.id, toVersion(row)]));
}

/** A whole version that is known to be there. */
export async function readVersion(em: EntityManager, id: string): Promise<VersionType> {
  return (await readVersions(em, [id])).get(id)!;
}

function toVersion(row: VersionRow): VersionType {
  const date = (value: Date | string | null) => (value === null ? null : new Date(value));
  return {
    ...row,
    frozenAt: date(row.frozenAt),
    publishedAt: date(row.publishedAt),
    updatedAt: date(row.updatedAt)!,
    files: row.files.map((file) => toStoredFile(file)),
    // dates inside JSON come as texts
    contributions: row.contributions.map((entry) => ({
      ...entry,
      confirmedAt: date(entry.confirmedAt),
      declinedAt: date(entry.declinedAt),
    })),
  };
}
