/** The columns of a theme that the public may see; `t` is the table. */
export const THEME = `t.id, t.slug, t.title, t.short_title as "shortTitle", t.alt_labels as "altLabels", t.description,
  t.rationale, t.status, t.active_from::text as "activeFrom", t.active_to::text as "activeTo",
  t.decision, t.exact_match as "exactMatch", t.broader_id as "broaderId"`;

/** What the public may see of the themes; `t` is the table. */
export const PUBLIC_THEME = isPublicTheme('t');

/** Whether the public may see a theme; `table` is its alias. */
export function isPublicTheme(table: string): string {
  return `(${table}.status in ('ACTIVE', 'CLOSED') and ${table}.merged_into_id is null)`;
}

/**
 * Whether a theme `t` is what an address means, its present one or a former one.
 * @param slug SQL of the address, one text
 */
export const isThemeAt = (slug: string): string =>
  `(t.slug = ${slug} or exists (select 1 from priority_theme_address a where a.slug = ${slug} and a.theme_id = t.id))`;
