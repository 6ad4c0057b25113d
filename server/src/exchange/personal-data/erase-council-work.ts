/** What becomes of reviews and of a seat in the council. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { NIL } from 'uuid';
import { type ErasedPerson, makeStandIn } from './erased-person.js';

/** Ends what the person has promised, and takes the name from what was done. */
export async function eraseCouncilWork(em: EntityManager, { account, person }: ErasedPerson): Promise<void> {
  await em.execute(
    `delete from review r using review_assignment a where a.id = r.assignment_id and a.reviewer_id = ?
       and r.sent_at is null`,
    [account],
  );
  await em.execute(
    `with declined as (
       update review_assignment set state = 'DECLINED', decline_reason = 'OTHER', closed_at = now(), updated_at = now(),
         version = version + 1
       where reviewer_id = ? and state in ('INVITED', 'ACCEPTED', 'OVERDUE') returning *)
     insert into notification (id, account_id, kind, path, subject, created_at)
     select gen_random_uuid(), d.invited_by_id, 'REVIEW_DECLINED', '/council/queue/' || d.material_id, v.title, now()
     from declined d join material_version v on v.id = d.material_version_id where d.invited_by_id <> d.reviewer_id`,
    [account],
  );
  await em.execute(`update review_assignment set decline_note = null where reviewer_id = ?`, [account]);
  await em.execute(
    `update material set blind_reviewers = array_remove(blind_reviewers, ?::uuid) where ?::uuid = any(blind_reviewers)`,
    [account, account],
  );
  await eraseExperiences(em, account);
  for (const [table, column] of [
    ['review_assignment', 'reviewer_id'],
    ['review_assignment', 'invited_by_id'],
    ['meeting', 'signed_by_id'],
    ['meeting_member', 'account_id'],
    ['experience_address', 'owner_id'],
    ['material_call', 'opened_by_id'],
    ['theme_change', 'account_id'],
    ['theme_change', 'undone_by_id'],
  ] as const)
    await handOver(em, table, column, account);
  await em.execute(`delete from priority_theme_curator where person_id = ?`, [person]);
  // a change that is taken back brings no curator and no follower back who is gone
  for (const id of [person, account])
    await em.execute(
      `update theme_change set before = replace(before::text, ?, ?)::jsonb where position(? in before::text) > 0`,
      [id, NIL, id],
    );
  await em.execute(`update network set moderator_id = null where moderator_id = ?`, [person]);
  await em.execute(`update network_member set coordinator_id = null where coordinator_id = ?`, [person]);
}

/** What was not entered goes; a protocol that has decided on it keeps nothing but that it was there. */
async function eraseExperiences(em: EntityManager, account: string): Promise<void> {
  const unentered = `owner_id = ? and state in ('DRAFT', 'SUBMITTED', 'RETURNED')`;
  await em.execute(
    `delete from experience_address e where ${unentered}
       and not exists (select from agenda_item i where i.experience_id = e.id)`,
    [account],
  );
  const [left] = await em.execute<unknown[]>(`select from experience_address where ${unentered} limit 1`, [
    account,
  ]);
  if (!left) return;
  const standIn = await makeStandIn(em);
  await em.execute(
    `update experience_address set title = 'Описание удалено автором', relevance = '', aim = '', duration = '',
       leading_idea = '', technology = '', results = '', return_note = null, state = 'RETURNED',
       person_id = (select person_id from account where id = ?) where ${unentered}`,
    [standIn, account],
  );
}

/** A stand-in of its own for each, so that a protocol with a name does not lead to a review without one. */
async function handOver(em: EntityManager, table: string, column: string, account: string): Promise<void> {
  const found = await em.execute<unknown[]>(`select from ${table} where ${column} = ? limit 1`, [account]);
  if (found.length === 0) return;
  const standIn = await makeStandIn(em);
  await em.execute(`update ${table} set ${column} = ? where ${column} = ?`, [standIn, account]);
}
