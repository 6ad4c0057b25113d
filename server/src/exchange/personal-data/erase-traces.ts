/** What others and programs have noted of somebody: the journal, notifications, letters that wait, searches. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { shortName } from '../../directory/person-name.js';
import { type ErasedPerson, NOBODY } from './erased-person.js';

/** Takes the person out of all that is not the person's own. */
export async function eraseTraces(em: EntityManager, me: ErasedPerson): Promise<void> {
  await eraseFromJournal(em, me);
  await eraseFromNotifications(em, me);
  await eraseFromQueue(em, me);
  await em.execute('delete from account_invitation where email = ? or invited_by_id = ?', [
    me.email,
    me.account,
  ]);
  // what was looked for, or said to be missing, may be a name
  for (const [table, words] of [
    ['search_query', 'query'],
    ['material_request', 'wish'],
  ] as const)
    await em.execute(
      `delete from ${table} where ? = any (regexp_split_to_array(lower(${words}), '[^[:alnum:]-]+'))
         or ${words} ilike '%' || ? || '%'`,
      [me.lastName.toLowerCase(), me.email.replace(/[\\%_]/g, '\\$&')],
    );
}

async function eraseFromJournal(em: EntityManager, { account, person }: ErasedPerson): Promise<void> {
  await em.execute(
    `update audit_event set data = '{}' where data <> '{}' and (
       (subject_type = 'account' and subject_id = ?) or (subject_type = 'person' and subject_id = ?))`,
    [account, person],
  );
  await em.execute(`update audit_event set actor = 'erased' where actor = ?`, [account]);
}

async function eraseFromNotifications(em: EntityManager, me: ErasedPerson): Promise<void> {
  await em.execute(
    `delete from notification n using post t where t.account_id = ? and n.kind in ('COMMENTED', 'USE_REPORTED')
       and n.path like '%#post-' || t.id`,
    [me.account],
  );
  await em.execute(`delete from notification where actor_id = ? and kind = 'CO_AUTHOR_INVITED'`, [
    me.account,
  ]);
  // those from before actors were kept are known by the name alone
  const names = [shortName(me), shortName({ ...me, patronymic: null })];
  await em.execute(
    `update notification set actor_name = ?, detail = null where kind <> 'MATERIAL_PUBLISHED'
       and (actor_id = ? or (actor_id is null and actor_name in (?, ?)))`,
    [NOBODY, me.account, ...names],
  );
}

/** Letters and jobs that wait, were parked, or are kept for a while after they were done. */
async function eraseFromQueue(em: EntityManager, me: ErasedPerson): Promise<void> {
  const words = [me.email, me.account, `${me.lastName} ${me.firstName}`, shortName(me)];
  await em.execute(
    `delete from pgboss.job j where state <> 'active' and exists (
       select from unnest(array[?, ?, ?, ?]::text[]) word where position(lower(word) in lower(j.data::text)) > 0
         or position(lower(word) in lower(coalesce(j.output::text, ''))) > 0)`,
    words,
  );
}
