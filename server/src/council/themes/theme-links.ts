/** The links of materials to their themes, moved in one statement however many they are. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { sqlArray } from '../../platform/sql-array.js';

/**
 * Gives the links of one theme to another. A version that names both loses the first.
 * @param change where it is noted, so that it can be taken back
 * @param materials those alone, all without it
 * @returns how many public materials were moved
 */
export async function moveLinks(
  em: EntityManager,
  {
    change,
    from,
    to,
    materials,
  }: { change?: string; from: string; to: string; materials?: readonly string[] },
): Promise<number> {
  const [row] = await em.execute<{ count: number }[]>(
    `with link as materialized (
       select vt.id, vt.material_version_id, exists (select from material_version_theme other
         where other.material_version_id = vt.material_version_id and other.priority_theme_id = ?::uuid) as taken,
         (select max(u.number) from material_version v join material_version u on u.material_id = v.material_id
           where v.id = vt.material_version_id) as latest
       from material_version_theme vt
       where vt.priority_theme_id = ?::uuid and (?::uuid[] is null or exists (select from material_version v
         where v.id = vt.material_version_id and v.material_id = any(?::uuid[])))),
     kept as (
       insert into theme_change_link (change_id, link_id, material_version_id, from_theme_id, taken, latest)
       select ?::uuid, id, material_version_id, ?::uuid, taken, latest from link where ?::uuid is not null),
     gone as (delete from material_version_theme vt using link where vt.id = link.id and link.taken),
     moved as (update material_version_theme vt set priority_theme_id = ?::uuid from link
       where vt.id = link.id and not link.taken)
     select count(*)::int as count from link
     join material m on m.published_version_id = link.material_version_id`,
    [
      ...[to, from, materials ? sqlArray(materials) : null, materials ? sqlArray(materials) : null],
      ...[change ?? null, from, change ?? null, to],
    ],
  );
  return row!.count;
}

/**
 * Takes back what `moveLinks` has moved for a change; links that were made since stay, but for those that a later
 * version of a moved one has taken over.
 * @param to the theme that it has moved them to
 */
export async function returnLinks(em: EntityManager, change: string, to: string): Promise<void> {
  // who has named the former theme again meanwhile names it once
  await em.execute(
    `delete from material_version_theme vt using theme_change_link l, material_version_theme other
     where l.change_id = ? and not l.taken and vt.id = l.link_id and other.id <> vt.id
       and other.material_version_id = vt.material_version_id and other.priority_theme_id = l.from_theme_id`,
    [change],
  );
  await em.execute(
    `update material_version_theme vt set priority_theme_id = l.from_theme_id from theme_change_link l
     where l.change_id = ? and not l.taken and vt.id = l.link_id`,
    [change],
  );
  await em.execute(
    `insert into material_version_theme (id, material_version_id, priority_theme_id)
     select l.link_id, l.material_version_id, l.from_theme_id from theme_change_link l
     join material_version v on v.id = l.material_version_id
     where l.change_id = ? and l.taken and not exists (select from material_version_theme vt
       where vt.material_version_id = l.material_version_id and vt.priority_theme_id = l.from_theme_id)
     on conflict do nothing`,
    [change],
  );
  await returnInherited(em, change, to);
}

/**
 * Versions that have a link from a version that a change has moved: itself, saved again, and the later ones that were
 * begun from it, or from one of those. Whoever chose the theme for a version that was there before does not belong to
 * them.
 */
const HEIRS = `recursive heir as (
  select v.id, v.material_id, v.number, l.latest, l.from_theme_id as former, l.taken
  from theme_change_link l join material_version v on v.id = l.material_version_id where l.change_id = ?
  union
  select w.id, w.material_id, w.number, h.latest, h.former, h.taken from heir h
  join material_version w on w.material_id = h.material_id and w.number > h.latest
    and coalesce(w.copied_from, w.number - 1) = h.number)`;

/** Does with the heirs of moved links as with those links themselves. */
async function returnInherited(em: EntityManager, change: string, to: string): Promise<void> {
  await em.execute(
    `with ${HEIRS}
     delete from material_version_theme vt using heir, material_version_theme other
     where vt.material_version_id = heir.id and vt.priority_theme_id = ? and not heir.taken
       and other.material_version_id = heir.id and other.priority_theme_id = heir.former
       and not exists (select from theme_change_link l where l.change_id = ? and l.link_id = vt.id)`,
    [change, to, change],
  );
  await em.execute(
    `with ${HEIRS}
     update material_version_theme vt set priority_theme_id = heir.former from heir
     where vt.material_version_id = heir.id and vt.priority_theme_id = ? and not heir.taken`,
    [change, to],
  );
  await em.execute(
    `with ${HEIRS}
     insert into material_version_theme (material_version_id, priority_theme_id)
     select heir.id, heir.former from heir
     where heir.taken and exists (select from material_version_theme vt
       where vt.material_version_id = heir.id and vt.priority_theme_id = ?)
     on conflict do nothing`,
    [change, to],
  );
}

/** Lets everybody who follows one theme follow another too. @returns the accounts that did not yet */
export async function copyFollowers(em: EntityManager, from: string, to: string): Promise<string[]> {
  const rows = await em.execute<{ account: string }[]>(
    `insert into follow (account_id, kind, target_id, created_at)
     select account_id, kind, ?::uuid, created_at from follow where kind = 'THEME' and target_id = ?::uuid
     on conflict do nothing returning account_id as account`,
    [to, from],
  );
  return rows.map(({ account }) => account);
}

/** What belongs to one theme beside its materials; of each table the rows that a change has moved. */
const OWNED = ['material_call', 'experience_address'] as const;

/** Gives the calls and the experiences of one theme to another. @returns ids by their table */
export async function moveOwned(em: EntityManager, from: string, to: string): Promise<OwnedRows> {
  const moved: Record<string, string[]> = {};
  for (const table of OWNED) {
    const rows = await em.execute<{ id: string }[]>(
      `update ${table} set theme_id = ? where theme_id = ? returning id`,
      [to, from],
    );
    moved[table] = rows.map(({ id }) => id);
  }
  return moved;
}

/** Gives them back. */
export async function returnOwned(em: EntityManager, theme: string, rows: OwnedRows): Promise<void> {
  for (const table of OWNED)
    await em.execute(`update ${table} set theme_id = ? where id = any(?::uuid[])`, [
      theme,
      sqlArray(rows[table] ?? []),
    ]);
}

/** Ids of moved rows by their table. */
export type OwnedRows = Readonly<Record<string, readonly string[]>>;
