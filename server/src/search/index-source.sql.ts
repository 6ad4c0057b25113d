import { FULL_NAME, SHORT_NAME } from '../directory/directory.sql.js';
import { IS_PUBLIC, MATERIALS } from '../materials/material.sql.js';
import { isPublicTheme, PUBLIC_THEME } from '../vocabulary/vocabulary.sql.js';

/** The public materials of a batch of ids, each in one row. */
export const SOURCES = `select m.id, m.registration_number as "registrationNumber", m.slug, m.kind, m.status,
  v.title, v.subtitle, v.annotation, v.language, v.levels, v.grades, v.age_from as "ageFrom", v.age_to as "ageTo",
  v.keywords, v.audience, v.technologies, v.age_rating as "ageRating", v.license,
  coalesce(v.year, extract(year from m.published_at)::int) as year, m.published_at as "publishedAt",
  m.protocol_number is not null as approved, m.recommended,
  case when o.id is not null then json_build_object('slug', o.slug, 'title', o.short_name, 'full', o.full_name) end
    as organization,
  case when n.id is not null then json_build_object('slug', n.slug, 'title', n.name) end as network,
  coalesce(u.downloads, 0) as downloads, coalesce(s.list, '[]') as subjects, coalesce(t.list, '[]') as themes,
  coalesce(c.list, '[]') as authors, coalesce(f.list, '[]') as files
from ${MATERIALS}
left join organization o on o.id = m.organization_id
left join network n on n.id = m.network_id
left join lateral (select sum(downloads)::int as downloads from usage_daily where material_id = m.id) u on true
left join lateral (
  select json_agg(json_build_object('slug', s.slug, 'title', s.title) order by vs.id) as list
  from material_version_subject vs join subject s on s.id = vs.subject_id
  where vs.material_version_id = v.id) s on true
left join lateral (
  select json_agg(t.slug order by vt.id) as list
  from material_version_theme vt join priority_theme t on t.id = vt.priority_theme_id and ${PUBLIC_THEME}
  where vt.material_version_id = v.id) t on true
left join lateral (
  select json_agg(json_build_object('name', c.short_name, 'full', c.name, 'slug', p.slug,
    'pageName', ${SHORT_NAME}, 'pageFull', ${FULL_NAME},
    'post', case when (p.visibility->>'position')::boolean then p.position end) order by c.position) as list
  from contribution c left join person p on p.id = c.person_id
  where c.material_version_id = v.id) c on true
left join lateral (
  select json_agg(json_build_object('id', f.id, 'name', f.name, 'sha256', f.sha256, 'role', f.role,
    'format', fc.format, 'size', fc.size, 'pageCount', fc.page_count, 'durationSeconds', fc.duration_seconds,
    'hasThumbnail', fc.thumbnail_sha256 is not null) order by f.position) as list
  from stored_file f join file_content fc on fc.sha256 = f.sha256
  where f.material_version_id = v.id) f on true
where m.id = any($1::uuid[]) and ${IS_PUBLIC}`;

/** Ids of all public materials after a given one, in order: the pages of a rebuild. */
export const PUBLIC_IDS = `select m.id from material m
  where ${IS_PUBLIC} and m.published_version_id is not null and ($1::uuid is null or m.id > $1) order by m.id limit $2`;

/** How many materials the public may see. */
export const PUBLIC_COUNT = `select count(*)::int as count from ${MATERIALS} where ${IS_PUBLIC}`;

/** The public themes with the slugs of their broader ones. */
export const THEMES = `select t.slug, t.title, t.short_title as "shortTitle", t.alt_labels as "altLabels",
  b.slug as broader
from priority_theme t left join priority_theme b on b.id = t.broader_id and ${isPublicTheme('b')}
where ${PUBLIC_THEME}`;

/** The text of files by their bytes. */
export const PASSAGES = `select sha256, ordinal, text from file_passage where sha256 = any($1) order by sha256, ordinal`;

/** A material as `SOURCES` reads it. */
export interface SourceRow {
  id: string;
  registrationNumber: string;
  slug: string;
  kind: string;
  status: string;
  title: string;
  subtitle: string | null;
  annotation: string;
  language: string;
  levels: string[];
  grades: number[];
  ageFrom: number | null;
  ageTo: number | null;
  keywords: string[];
  audience: string[];
  technologies: string[];
  ageRating: string;
  license: string;
  year: number;
  publishedAt: Date;
  approved: boolean;
  recommended: boolean;
  organization: { slug: string; title: string; full: string } | null;
  network: { slug: string; title: string } | null;
  downloads: number;
  subjects: { slug: string; title: string }[];
  themes: string[];
  authors: {
    name: string;
    full: string;
    slug: string | null;
    pageName: string | null;
    pageFull: string | null;
    post: string | null;
  }[];
  files: SourceFile[];
}

/** A file of a material as `SOURCES` reads it. */
export interface SourceFile {
  id: string;
  name: string;
  sha256: string;
  role: string;
  format: string;
  size: number;
  pageCount: number | null;
  durationSeconds: number | null;
  hasThumbnail: boolean;
}

/** A theme as `THEMES` reads it. */
export interface ThemeRow {
  slug: string;
  title: string;
  shortTitle: string;
  altLabels: string[];
  broader: string | null;
}

/** A stretch of text as `PASSAGES` reads it. */
export interface PassageRow {
  sha256: string;
  ordinal: number;
  text: string;
}
