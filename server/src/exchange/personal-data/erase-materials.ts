/** What becomes of materials: the unpublished goes, the published stays for its readers. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { forgetContents } from '../../materials/forgetting/forget-contents.js';
import type { Jobs } from '../../platform/jobs.js';
import { sqlArray } from '../../platform/sql-array.js';
import { type ErasedPerson, NOBODY } from './erased-person.js';

/** Versions of own materials that never were public. */
const UNPUBLISHED = `select v.id from material_version v join material m on m.id = v.material_id
  where m.owner_id = ? and v.published_at is null and v.id is distinct from m.published_version_id`;
/** Whether others rest on a version `v`: sent reviews, protocols, certificates. They stay, what it said goes. */
const NEEDED = `(exists (select from review_assignment x where x.material_version_id = v.id)
  or exists (select from agenda_item x where x.material_version_id = v.id)
  or exists (select from certificate x where x.material_version_id = v.id))`;

/** Erases what the person has not published, and lets go of the rest. */
export async function eraseMaterials(em: EntityManager, jobs: Jobs, me: ErasedPerson): Promise<void> {
  await tellOthers(em, me);
  const versions = await idsOf(em, `${UNPUBLISHED}`, me.account);
  await em.execute(
    `update material set draft_version_id = null, draft_status = null, review_round = 0, blind_reviewers = '{}',
       status = case when published_version_id is null then 'REJECTED' else status end
     where owner_id = ? and (draft_version_id is not null or published_version_id is null)`,
    [me.account],
  );
  await em.execute(
    `delete from review_assignment a where a.material_version_id = any(?::uuid[])
       and not exists (select from review r where r.assignment_id = a.id and r.sent_at is not null)`,
    [versions],
  );
  await eraseFiles(em, jobs, versions);
  for (const table of ['contribution', 'material_decision'])
    await em.execute(`delete from ${table} where material_version_id = any(?::uuid[])`, [versions]);
  await em.execute(
    `update review_remark t set answer = null, answered_at = null from review r join review_assignment a
       on a.id = r.assignment_id where t.review_id = r.id and a.material_version_id = any(?::uuid[])`,
    [versions],
  );
  await em.execute(`delete from material_version v where v.id = any(?::uuid[]) and not ${NEEDED}`, [
    versions,
  ]);
  await em.execute(
    `update material_version set title = 'Материал удалён автором', subtitle = null, annotation = '', keywords = '{}',
       audience = '{}', technologies = '{}', rights_holder = null, change_note = null, child_consent_place = null
     where id = any(?::uuid[])`,
    [versions],
  );
  await eraseEmptyMaterials(em, me);
  await em.execute(`update material set owner_id = null where owner_id = ?`, [me.account]);
  await leaveTitlePages(em, me);
}

/** Co-authors and reviewers learn that there is nothing to wait for, and read no more of what is gone. */
async function tellOthers(em: EntityManager, { account, lastName }: ErasedPerson): Promise<void> {
  // a title may name its author
  await em.execute(
    `insert into notification (id, account_id, kind, path, subject, created_at)
     select gen_random_uuid(), a.id, 'MATERIAL_ERASED', '/my/materials',
       case when v.title = '' or position(? in lower(v.title)) > 0 then 'Без названия' else v.title end, now()
     from material m join material_version v on v.id = m.draft_version_id
     join contribution c on c.material_version_id = v.id and c.declined_at is null
     join account a on a.person_id = c.person_id
     where m.owner_id = ? and a.id <> m.owner_id`,
    [lastName.toLowerCase(), account],
  );
  await em.execute(
    `insert into notification (id, account_id, kind, path, subject, created_at)
     select gen_random_uuid(), x.reviewer_id, 'REVIEW_CANCELLED', '/my/reviews', 'Материал удалён автором', now()
     from review_assignment x join material m on m.draft_version_id = x.material_version_id
     where m.owner_id = ? and x.state in ('INVITED', 'ACCEPTED', 'OVERDUE')`,
    [account],
  );
  await em.execute(
    `delete from notification n using material m where m.owner_id = ? and m.published_version_id is null
       and n.path in ('/my/materials/' || m.id, '/council/queue/' || m.id)`,
    [account],
  );
  await em.execute(
    `delete from notification n using review_assignment x join material m on m.id = x.material_id
     where m.owner_id = ? and m.published_version_id is null and n.path = '/my/reviews/' || x.id`,
    [account],
  );
}

async function eraseFiles(em: EntityManager, jobs: Jobs, versions: string): Promise<void> {
  const files = await em.execute<{ sha256: string }[]>(
    `delete from stored_file where material_version_id = any(?::uuid[]) returning sha256`,
    [versions],
  );
  await forgetContents(em, jobs, [...new Set(files.map(({ sha256 }) => sha256))]);
}

/** Materials that have no version left, and stand in no agenda. */
async function eraseEmptyMaterials(em: EntityManager, { account }: ErasedPerson): Promise<void> {
  const empty = await idsOf(
    em,
    `select m.id from material m where m.owner_id = ?
       and not exists (select from material_version v where v.material_id = m.id)
       and not exists (select from agenda_item x where x.material_id = m.id)`,
    account,
  );
  for (const table of ['usage_daily', 'upload'])
    await em.execute(`delete from ${table} where material_id = any(?::uuid[])`, [empty]);
  await em.execute(`delete from material where id = any(?::uuid[])`, [empty]);
}

/** Others go on without the person, who stands on no title page that is not public. */
async function leaveTitlePages(em: EntityManager, { person, email }: ErasedPerson): Promise<void> {
  const left = await em.execute<{ version: string }[]>(
    `delete from contribution c using material_version v join material m on m.id = v.material_id
     where v.id = c.material_version_id and v.published_at is null and v.id is distinct from m.published_version_id
       and (c.person_id = ? or lower(c.invited_email) = ?) returning v.id as version`,
    [person, email],
  );
  await em.execute(`update contribution set invited_email = null where lower(invited_email) = ?`, [email]);
  const versions = sqlArray(left.map(({ version }) => version));
  // places are unique at each moment: first out of the way, then close together
  await em.execute(
    `update contribution c set position = -x.place from (select id,
         row_number() over (partition by material_version_id order by position) as place
       from contribution where material_version_id = any(?::uuid[])) x where x.id = c.id`,
    [versions],
  );
  await em.execute(
    `update contribution set position = -position - 1 where material_version_id = any(?::uuid[])`,
    [versions],
  );
  await em.execute(
    `insert into notification (id, account_id, kind, path, subject, actor_name, created_at)
     select gen_random_uuid(), m.owner_id, 'CO_AUTHOR_LEFT', '/my/materials/' || m.id,
       coalesce(nullif(v.title, ''), 'Без названия'), ?, now()
     from material m join material_version v on v.id = m.draft_version_id
     where v.id = any(?::uuid[]) and m.owner_id is not null`,
    [NOBODY, versions],
  );
}

async function idsOf(em: EntityManager, sql: string, account: string): Promise<string> {
  const rows = await em.execute<{ id: string }[]>(sql, [account]);
  return sqlArray(rows.map(({ id }) => id));
}
