/**
 * What a careful programmer would ask PostgreSQL, one statement a page, written by hand and answering in the very
 * shape of the API: the limit that everything above it is compared with, and the reference for its answers.
 */
const PUBLIC = `m.status in ('PUBLISHED', 'OUTDATED')`;
const FROM = 'material m join material_version v on v.id = m.published_version_id';

/** The themes of `$1`, a list of slugs, with all narrower ones; null for any theme. */
const CHOSEN = `with recursive chosen as (
    select id from priority_theme where slug = any($1::text[])
    union select t.id from priority_theme t join chosen on t.broader_id = chosen.id)`;

/** Materials of the themes `$1` and the kinds `$2`; a null chooses everything. */
const FOUND = `found as materialized (
    select m.id, m.published_at, m.kind from ${FROM}
    where ${PUBLIC} and ($2::text[] is null or m.kind = any($2::text[]))
      and ($1::text[] is null or exists (select from material_version_theme vt
        where vt.material_version_id = v.id and vt.priority_theme_id in (select id from chosen))))`;

const CARD = `json_build_object(
    'slug', m.slug, 'kind', m.kind, 'title', v.title, 'grades', v.grades,
    'year', coalesce(v.year, extract(year from m.published_at)::int),
    'publishedAt', to_char(m.published_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'authors', (select coalesce(json_agg(json_build_object('name', c.short_name, 'slug', p.slug) order by c.position), '[]')
      from contribution c left join person p on p.id = c.person_id where c.material_version_id = v.id),
    'organization', (select json_build_object('slug', o.slug, 'title', o.short_name) from organization o where o.id = m.organization_id),
    'network', (select json_build_object('slug', n.slug, 'title', n.name) from network n where n.id = m.network_id),
    'subjects', (select coalesce(json_agg(s.title order by vs.id), '[]') from material_version_subject vs
      join subject s on s.id = vs.subject_id where vs.material_version_id = v.id),
    'fileCount', (select count(*) from stored_file f where f.material_version_id = v.id))`;

/** Page `$3` of twenty: the total and the cards. */
export const CATALOGUE = `${CHOSEN}, ${FOUND}
  select json_build_object('total', (select count(*) from found), 'hits', (
    select coalesce(json_agg(json_build_object('material', ${CARD}) order by m.published_at desc, m.id desc), '[]')
    from (select id from found order by published_at desc, id desc limit 20 offset 20 * ($3::int - 1)) page
    join material m on m.id = page.id join material_version v on v.id = m.published_version_id))::text as body`;

/** Counts of eight facets for the kinds `$1`; the kinds themselves are counted as if none were chosen. */
export const FACETS = `with recursive above as (
    select id as theme, id from priority_theme
    union select above.theme, t.broader_id from above join priority_theme t on t.id = above.id where t.broader_id is not null),
  found as materialized (
    select m.kind, m.network_id, v.id as published, v.levels, v.grades,
      coalesce(v.year, extract(year from m.published_at)::int) as year
    from ${FROM} where ${PUBLIC} and m.kind = any($1::text[])),
  counted (field, value, count) as (
    select 'KIND', m.kind, count(*) from ${FROM} where ${PUBLIC} group by 2
    union all select 'YEAR', year::text, count(*) from found group by 2
    union all select 'NETWORK', n.slug, count(*) from found join network n on n.id = network_id group by 2
    union all select 'LEVEL', level, count(*) from found, unnest(levels) level group by 2
    union all select 'GRADE', grade::text, count(*) from found, unnest(grades) grade group by 2
    union all select 'SUBJECT', s.slug, count(*) from found
      join material_version_subject vs on vs.material_version_id = published join subject s on s.id = vs.subject_id group by 2
    union all select 'THEME', t.slug, count(distinct published) from found
      join material_version_theme vt on vt.material_version_id = published
      join above on above.theme = vt.priority_theme_id join priority_theme t on t.id = above.id group by 2
    union all select 'FORMAT', fc.format, count(distinct published) from found
      join stored_file f on f.material_version_id = published join file_content fc on fc.sha256 = f.sha256 group by 2)
  select json_build_object('total', (select count(*) from found), 'facets',
    (select json_object_agg(field, buckets) from (select field, json_object_agg(value, count) as buckets from counted group by 1) x))::text as body`;

/** The material `$1`: its whole passport with people and files. */
export const MATERIAL = `select json_build_object(
    'registrationNumber', m.registration_number, 'slug', m.slug, 'kind', m.kind, 'status', m.status,
    'versionNumber', v.number, 'title', v.title, 'subtitle', v.subtitle, 'annotation', v.annotation,
    'language', v.language, 'levels', v.levels, 'grades', v.grades, 'ageFrom', v.age_from, 'ageTo', v.age_to,
    'keywords', v.keywords, 'audience', v.audience, 'technologies', v.technologies, 'ageRating', v.age_rating,
    'license', v.license, 'rightsHolder', v.rights_holder,
    'year', coalesce(v.year, extract(year from m.published_at)::int),
    'downloads', (select coalesce(sum(u.downloads), 0) from usage_daily u where u.material_id = m.id),
    'subjects', (select coalesce(json_agg(json_build_object('slug', s.slug, 'title', s.title) order by vs.id), '[]')
      from material_version_subject vs join subject s on s.id = vs.subject_id where vs.material_version_id = v.id),
    'themes', (select coalesce(json_agg(json_build_object('slug', t.slug, 'title', t.title) order by vt.id), '[]')
      from material_version_theme vt join priority_theme t on t.id = vt.priority_theme_id where vt.material_version_id = v.id),
    'network', (select json_build_object('slug', n.slug, 'name', n.name) from network n where n.id = m.network_id),
    'organization', (select json_build_object('slug', o.slug, 'shortName', o.short_name) from organization o where o.id = m.organization_id),
    'contributions', (select coalesce(json_agg(json_build_object('role', c.role, 'name', c.name, 'shortName', c.short_name,
        'position', c.post, 'author', case when p.id is not null then json_build_object('slug', p.slug) end) order by c.position), '[]')
      from contribution c left join person p on p.id = c.person_id where c.material_version_id = v.id),
    'files', (select coalesce(json_agg(json_build_object('id', f.id, 'name', f.name, 'format', fc.format,
        'mediaType', fc.media_type, 'size', fc.size, 'role', f.role, 'pageCount', fc.page_count,
        'durationSeconds', fc.duration_seconds, 'textState', fc.text_state) order by f.position), '[]')
      from stored_file f join file_content fc on fc.sha256 = f.sha256 where f.material_version_id = v.id))::text as body
  from ${FROM} where m.slug = $1 and ${PUBLIC}`;
