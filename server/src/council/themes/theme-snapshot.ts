import type { EntityManager } from '@mikro-orm/postgresql';
import { sqlArray } from '../../platform/sql-array.js';

/** A theme with all that curating changes. */
export interface ThemeSnapshot {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly shortTitle: string;
  readonly altLabels: readonly string[];
  readonly description: string | null;
  readonly rationale: string | null;
  readonly decision: string | null;
  readonly status: string;
  readonly activeFrom: string | null;
  readonly activeTo: string | null;
  readonly broader: string | null;
  /** How many themes of the same broader one stand before it. */
  readonly position: number;
  readonly exactMatch: readonly string[];
  readonly mergedInto: string | null;
  readonly related: readonly string[];
  readonly curators: readonly string[];
  readonly pins: readonly string[];
  /** Former addresses. */
  readonly addresses: readonly string[];
}

/** Notes themes as they stand. */
export async function takeSnapshot(em: EntityManager, ids: readonly string[]): Promise<ThemeSnapshot[]> {
  return em.execute<ThemeSnapshot[]>(
    `select t.id, t.slug, t.title, t.short_title as "shortTitle", t.alt_labels as "altLabels", t.description,
       t.rationale, t.decision, t.status, t.active_from::text as "activeFrom", t.active_to::text as "activeTo",
       t.broader_id as broader, t.exact_match as "exactMatch", t.merged_into_id as "mergedInto",
       (select count(*)::int from priority_theme s where s.broader_id is not distinct from t.broader_id
         and s.merged_into_id is null and s.id <> t.id and (s.position, s.title) < (t.position, t.title)) as position,
       array(select case when r.priority_theme_1_id = t.id then r.priority_theme_2_id else r.priority_theme_1_id end
         from priority_theme_related r where t.id in (r.priority_theme_1_id, r.priority_theme_2_id)) as related,
       array(select person_id from priority_theme_curator where theme_id = t.id order by position) as curators,
       array(select material_id from priority_theme_pin where theme_id = t.id order by position) as pins,
       array(select slug from priority_theme_address where theme_id = t.id order by slug) as addresses
     from priority_theme t where t.id = any(?) order by t.id`,
    [sqlArray(ids)],
  );
}

/** Notes one theme as it stands. */
export async function snapshotOf(em: EntityManager, id: string): Promise<ThemeSnapshot> {
  const [theme] = await takeSnapshot(em, [id]);
  return theme!;
}

/** Makes themes again what they were; an address that they had meanwhile leads to them from now on. */
export async function restoreSnapshot(
  em: EntityManager,
  themes: readonly ThemeSnapshot[],
  now: readonly ThemeSnapshot[],
): Promise<void> {
  const ids = themes.map(({ id }) => id);
  await em.execute(`delete from priority_theme_address where theme_id = any(?) or slug = any(?)`, [
    sqlArray(ids),
    sqlArray(themes.map(({ slug }) => slug)),
  ]);
  for (const theme of themes) {
    await em.execute(
      `update priority_theme set slug = ?, title = ?, short_title = ?, alt_labels = ?, description = ?, rationale = ?,
         decision = ?, status = ?, active_from = ?, active_to = ?, broader_id = ?, exact_match = ?, merged_into_id = ?,
         version = version + 1, updated_at = now() where id = ?`,
      [
        ...[
          theme.slug,
          theme.title,
          theme.shortTitle,
          sqlArray(theme.altLabels),
          theme.description,
          theme.rationale,
        ],
        ...[theme.decision, theme.status, theme.activeFrom, theme.activeTo, theme.broader],
        ...[sqlArray(theme.exactMatch), theme.mergedInto, theme.id],
      ],
    );
    await setRelated(em, theme.id, theme.related);
    await setCurators(em, theme.id, theme.curators);
    await setPins(em, theme.id, theme.pins);
  }
  for (const theme of themes) await place(em, theme.id, theme.broader, theme.position);
  const present = new Map(themes.map(({ id, slug }) => [id, slug]));
  for (const { id, addresses, slug } of [...now, ...themes])
    await lead(em, id, [...addresses, ...(present.get(id) === slug ? [] : [slug])]);
}

/** Lets former addresses lead to a theme. Those that a theme has now stay where they are. */
export async function lead(em: EntityManager, theme: string, slugs: readonly string[]): Promise<void> {
  await em.execute(
    `insert into priority_theme_address (slug, theme_id)
     select former.slug, ?::uuid from unnest(?::text[]) as former (slug)
     where not exists (select from priority_theme t where t.slug = former.slug and t.merged_into_id is null)
     on conflict (slug) do update set theme_id = excluded.theme_id`,
    [theme, sqlArray(slugs)],
  );
}

/** skos:related is stored in one direction. */
export async function setRelated(em: EntityManager, theme: string, others: readonly string[]): Promise<void> {
  await em.execute(
    `delete from priority_theme_related where ? in (priority_theme_1_id, priority_theme_2_id)`,
    [theme],
  );
  await em.execute(
    `insert into priority_theme_related (priority_theme_1_id, priority_theme_2_id)
     select ?::uuid, t.id from priority_theme t where t.id = any(?) and t.id <> ? on conflict do nothing`,
    [theme, sqlArray(others), theme],
  );
}

/** Who looks after a theme, in this order. */
export async function setCurators(
  em: EntityManager,
  theme: string,
  people: readonly string[],
): Promise<void> {
  await em.execute(`delete from priority_theme_curator where theme_id = ?`, [theme]);
  await em.execute(
    `insert into priority_theme_curator (theme_id, person_id, position)
     select ?::uuid, p.id, chosen.place from unnest(?::uuid[]) with ordinality as chosen (id, place)
     join person p on p.id = chosen.id on conflict do nothing`,
    [theme, sqlArray(people)],
  );
}

/** Which materials of a theme are shown first, in this order. */
export async function setPins(em: EntityManager, theme: string, materials: readonly string[]): Promise<void> {
  await em.execute(`delete from priority_theme_pin where theme_id = ?`, [theme]);
  await em.execute(
    `insert into priority_theme_pin (theme_id, material_id, position)
     select ?::uuid, m.id, chosen.place from unnest(?::uuid[]) with ordinality as chosen (id, place)
     join material m on m.id = chosen.id on conflict do nothing`,
    [theme, sqlArray(materials)],
  );
}

/** Puts a theme under another one, or at the top, at a place among the themes there. */
export async function place(
  em: EntityManager,
  theme: string,
  broader: string | null,
  position: number,
): Promise<void> {
  const siblings = await em.execute<{ id: string; position: number }[]>(
    `select id, position from priority_theme where broader_id is not distinct from ?::uuid and id <> ?
     and merged_into_id is null order by position, title`,
    [broader, theme],
  );
  const order = siblings.map(({ id }) => id);
  order.splice(Math.max(0, position), 0, theme);
  await em.execute(
    `update priority_theme t set broader_id = case when t.id = ? then ?::uuid else t.broader_id end,
       position = chosen.place - 1
     from unnest(?::uuid[]) with ordinality as chosen (id, place)
     where t.id = chosen.id and (t.position <> chosen.place - 1 or t.id = ?)`,
    [theme, broader, sqlArray(order), theme],
  );
}
