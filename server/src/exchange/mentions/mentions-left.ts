/**
 * What becomes known, at the moment of an erasure and never again, of where others still name the erased: kept for
 * administrators as excerpts without the name.
 */
import type { EntityManager } from '@mikro-orm/postgresql';
import { v7 as uuidv7 } from 'uuid';
import { IN_FORCE } from '../../directory/directory.sql.js';
import { NotificationKind } from '../../directory/notifications/notification.entity.js';
import { Role } from '../../directory/role.js';
import { sqlArray } from '../../platform/sql-array.js';
import { blankedExcerpt } from './excerpt.js';
import { findMentions } from './mentions.js';
import { nameForms } from './name-forms.js';

/** Days after which nobody is expected to look through them any more. */
const KEPT_DAYS = 30;
/** Longest that one place is looked through, milliseconds: nobody waits for the answer. */
const PATIENCE = 60_000;

/** A place that is left; one that took too long to look through has no excerpt. */
interface Left {
  readonly place: string;
  readonly path: string | null;
  readonly excerpt: string;
}

/** Whose name is looked for. */
interface Named {
  readonly person: string;
  readonly lastName: string;
  readonly firstName: string;
  readonly patronymic: string | null;
}

/**
 * Notes where others name somebody whose own data are gone, in the transaction that erases them, and tells the
 * administrators. Materials on which the person stands by right are left out.
 * @returns how many places there are
 */
export async function noteMentions(em: EntityManager, named: Named): Promise<number> {
  const { person, lastName, firstName, patronymic } = named;
  const names = patronymic ? [lastName, `${firstName} ${patronymic}`] : [lastName];
  const wholeName = [lastName, firstName, patronymic].filter(Boolean).join(' ');
  const left = new Map<string, Left>();
  for (const name of names) {
    const { found, unread } = await findMentions(em, name, person, PATIENCE);
    for (const { place, path, text, source } of found) {
      const key = `${place.table} ${source}`;
      // a text that has both is one
      if (!left.has(key))
        left.set(key, { place: place.table, path, excerpt: blankedExcerpt(text, name, wholeName) });
    }
    for (const { table } of unread) left.set(table, { place: table, path: null, excerpt: '' });
  }
  for (const { place, path, excerpt } of left.values())
    await em.execute(`insert into mention_left (id, place, path, excerpt) values (?, ?, ?, ?)`, [
      ...[uuidv7(), place, path, excerpt],
    ]);
  if (left.size > 0) await tellAdministrators(em, left.size);
  return left.size;
}

async function tellAdministrators(em: EntityManager, count: number): Promise<void> {
  await em.execute(
    `insert into notification (id, account_id, kind, path, subject, created_at)
     select distinct on (a.id) gen_random_uuid(), a.id, ?, '/admin/mentions', ?, now()
     from account a join role_assignment r on r.account_id = a.id
     where r.role = ? and ${IN_FORCE}
       and a.blocked_at is null`,
    [NotificationKind.NAME_LEFT, String(count), Role.ADMIN],
  );
}

/** Forgets excerpts that name somebody else who is erased now. */
export async function forgetMentionsOf(em: EntityManager, { lastName }: Named): Promise<void> {
  await em.execute('delete from mention_left where excerpt ~* all (?::text[])', [
    sqlArray(nameForms(lastName).words),
  ]);
}

/** Forgets what nobody has looked through in time. */
export async function forgetOldMentions(em: EntityManager): Promise<void> {
  await em.execute('delete from mention_left where found_at < now() - make_interval(days => ?)', [KEPT_DAYS]);
}
