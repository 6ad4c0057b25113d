/** The columns of a theme that the public may see; `t` is the table. */
export const THEME = `t.id, t.slug, t.title, t.short_title as "shortTitle", t.alt_labels as "altLabels", t.description,
  t.rationale, t.status, t.active_from::text as "activeFrom", t.active_to::text as "activeTo",
  t.broader_id as "broaderId"`;

/** What the public may see of the themes; `t` is the table. */
export const PUBLIC_THEME = `t.status in ('ACTIVE', 'CLOSED')`;
