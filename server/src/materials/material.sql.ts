import {
  AUTHOR,
  NAME_ALONE,
  NETWORK,
  NETWORKS,
  ORGANIZATION,
  ORGANIZATIONS,
} from '../directory/directory.sql.js';
import { PUBLIC_THEME, THEME } from '../vocabulary/vocabulary.sql.js';

/** What the public may see of the table `m`. */
export const IS_PUBLIC = `m.status in ('PUBLISHED', 'OUTDATED')`;

/** Subjects and themes of a version `v`, each a JSON list in its order. */
export const VERSION_VOCABULARY = `(select coalesce(json_agg(json_build_object('slug', s.slug, 'title', s.title) order by vs.id), '[]')
     from material_version_subject vs join subject s on s.id = vs.subject_id
     where vs.material_version_id = v.id) as subjects,
  (select coalesce(json_agg(x), '[]') from (select ${THEME} from material_version_theme vt
     join priority_theme t on t.id = vt.priority_theme_id
     where vt.material_version_id = v.id and ${PUBLIC_THEME} order by vt.id) x) as themes`;

/** Files of a version `v`, a JSON list in their order; those that are hidden nobody sees. */
export const VERSION_FILES = `(select coalesce(json_agg(json_build_object('id', f.id, 'name', f.name, 'format', fc.format,
       'mediaType', fc.media_type, 'size', fc.size, 'role', f.role, 'order', f.position, 'sha256', f.sha256,
       'pageCount', fc.page_count, 'durationSeconds', fc.duration_seconds, 'textState', fc.text_state,
       'scanState', fc.scan_state, 'hasThumbnail', fc.thumbnail_sha256 is not null) order by f.position), '[]')
     from stored_file f join file_content fc on fc.sha256 = f.sha256
     where f.material_version_id = v.id and f.hidden_at is null) as files`;

/**
 * The whole public material in one row; `m` is the material, `v` its published version.
 * Who has contributed to it has a public page by that alone. Lists are JSON so that one statement answers the page however long they are.
 */
export const MATERIAL = `m.id, m.registration_number as "registrationNumber", m.slug, m.kind, m.status,
  v.number as "versionNumber", v.title, v.subtitle, v.annotation, v.language, v.levels, v.grades,
  v.age_from as "ageFrom", v.age_to as "ageTo", v.keywords, v.audience, v.technologies,
  v.duration_minutes as "durationMinutes", v.age_rating as "ageRating", v.license,
  v.rights_holder as "rightsHolder", coalesce(v.year, extract(year from m.published_at)::int) as year,
  m.published_at as "publishedAt", greatest(m.updated_at, v.updated_at) as "updatedAt",
  m.review_by::text as "reviewBy", 
  (select row_to_json(x) from (select ${ORGANIZATION} from ${ORGANIZATIONS} where o.id = m.organization_id) x)
    as organization,
  (select row_to_json(x) from (select ${NETWORK} from ${NETWORKS} where n.id = m.network_id) x) as network,
  case when m.protocol_number is null then null else json_build_object('protocolNumber', m.protocol_number,
    'protocolDate', m.protocol_date::text, 'recommended', m.recommended) end as approval,
  (select coalesce(sum(u.downloads), 0)::int from usage_daily u where u.material_id = m.id) as downloads,
  ${VERSION_VOCABULARY},
  (select coalesce(json_agg(json_build_object('order', c.position, 'role', c.role, 'name', c.name,
       'shortName', c.short_name, 'position', case when not ${NAME_ALONE} then c.post end,
       'organizationName', case when not ${NAME_ALONE} then c.organization_name end,
       'author',
       (select row_to_json(x) from (select ${AUTHOR} from person p where p.id = c.person_id) x)) order by c.position), '[]')
     from contribution c where c.material_version_id = v.id) as contributions,
  ${VERSION_FILES}`;

/** The tables of `MATERIAL`. */
export const MATERIALS = 'material m join material_version v on v.id = m.published_version_id';

/**
 * The condition of a MaterialFilter; `$1` is the filter as JSON, a field that is absent or empty passes.
 * One static text, so that the statement is prepared once whatever the filter names.
 */
export const MATCHES_FILTER = `${IS_PUBLIC}
  and (coalesce($1::jsonb->'kinds', '[]') = '[]' or $1::jsonb->'kinds' ? m.kind)
  and (coalesce($1::jsonb->'levels', '[]') = '[]' or v.levels && array(select jsonb_array_elements_text($1::jsonb->'levels')))
  and (coalesce($1::jsonb->'grades', '[]') = '[]'
    or v.grades && array(select jsonb_array_elements_text($1::jsonb->'grades')::int))
  and (coalesce($1::jsonb->'languages', '[]') = '[]' or $1::jsonb->'languages' ? v.language)
  and (coalesce($1::jsonb->'licenses', '[]') = '[]' or $1::jsonb->'licenses' ? v.license)
  and (coalesce($1::jsonb->'ageRatings', '[]') = '[]' or $1::jsonb->'ageRatings' ? v.age_rating)
  and (($1::jsonb->>'yearFrom') is null
    or coalesce(v.year, extract(year from m.published_at)::int) >= ($1::jsonb->>'yearFrom')::int)
  and (($1::jsonb->>'yearTo') is null
    or coalesce(v.year, extract(year from m.published_at)::int) <= ($1::jsonb->>'yearTo')::int)
  and (($1::jsonb->>'approved') is null or (m.protocol_number is not null) = ($1::jsonb->>'approved')::boolean)
  and (($1::jsonb->>'recommended') is null or m.recommended = ($1::jsonb->>'recommended')::boolean)
  and (coalesce($1::jsonb->'networks', '[]') = '[]' or exists (
    select 1 from network n where n.id = m.network_id and $1::jsonb->'networks' ? n.slug))
  and (coalesce($1::jsonb->'organizations', '[]') = '[]' or exists (
    select 1 from organization o where o.id = m.organization_id and $1::jsonb->'organizations' ? o.slug))
  and (coalesce($1::jsonb->'subjects', '[]') = '[]' or exists (
    select 1 from material_version_subject vs join subject s on s.id = vs.subject_id
    where vs.material_version_id = v.id and $1::jsonb->'subjects' ? s.slug))
  and (coalesce($1::jsonb->'authors', '[]') = '[]' or exists (
    select 1 from contribution c join person p on p.id = c.person_id
    where c.material_version_id = v.id and $1::jsonb->'authors' ? p.slug))
  and (coalesce($1::jsonb->'formats', '[]') = '[]' or exists (
    select 1 from stored_file f join file_content fc on fc.sha256 = f.sha256
    where f.material_version_id = v.id and $1::jsonb->'formats' ? fc.format))
  and (coalesce($1::jsonb->'themes', '[]') = '[]' or exists (
    select 1 from material_version_theme vt where vt.material_version_id = v.id and vt.priority_theme_id in (
      with recursive chosen as (
        select t.id from priority_theme t where ${PUBLIC_THEME} and ($1::jsonb->'themes' ? t.slug
          or exists (select 1 from priority_theme_address a where a.theme_id = t.id and $1::jsonb->'themes' ? a.slug))
        union select t.id from priority_theme t join chosen on t.broader_id = chosen.id where ${PUBLIC_THEME})
      select id from chosen)))`;
