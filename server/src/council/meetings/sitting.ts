/** Who sits in the council today, and who stands behind a matter. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { IN_FORCE } from '../../directory/directory.sql.js';
import type { Role } from '../../directory/role.js';
import { shortName } from '../../directory/person-name.js';
import { sqlArray } from '../../platform/sql-array.js';
import type { Meeting } from './meeting.entity.js';
import { type Behind, votersAt, votersOn } from './voters.js';

/** Those who sit in the council, each in their highest part, by name. */
export type Sitting = readonly { account: string; name: string; role: Role }[];

/** Those who sit in the council today. */
export async function sitting(em: EntityManager): Promise<Sitting> {
  const rows = await em.execute<
    { account: string; role: Role; lastName: string; firstName: string; patronymic: string | null }[]
  >(
    `select distinct on (a.id) a.id as account, r.role, p.last_name as "lastName", p.first_name as "firstName", p.patronymic
     from role_assignment r join account a on a.id = r.account_id join person p on p.id = a.person_id
     where r.role in ('COUNCIL_CHAIR', 'COUNCIL_SECRETARY', 'COUNCIL_MEMBER') and a.blocked_at is null
       and ${IN_FORCE}
     order by a.id, array_position(array['COUNCIL_CHAIR', 'COUNCIL_SECRETARY', 'COUNCIL_MEMBER'], r.role)`,
  );
  return rows
    .map(({ account, role, ...name }) => ({ account, role, name: shortName(name) }))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'ru'));
}

/** Who stands behind the matters of agendas: title page, owner, organisation. A free matter has nobody. */
export async function behindAll(em: EntityManager, items: readonly string[]): Promise<Map<string, Behind>> {
  const rows = await em.execute<{ item: string; people: string[]; organization: string | null }[]>(
    `select i.id as item, coalesce(m.organization_id, x.organization_id) as organization,
       array(select c.person_id from contribution c where c.person_id is not null and c.declined_at is null
         and c.material_version_id = coalesce(
           case when t.status = 'PROTOCOL_SIGNED' then i.material_version_id end,
           case when i.kind = 'PUBLICATION' then m.draft_version_id end, m.published_version_id)
         union select a.person_id from account a where a.id in (m.owner_id, x.owner_id)
         union select x.person_id where x.person_id is not null) as people
     from agenda_item i join meeting t on t.id = i.meeting_id left join material m on m.id = i.material_id
     left join experience_address x on x.id = i.experience_id
     where i.id = any(?::uuid[]) and coalesce(m.id, x.id) is not null`,
    [sqlArray(items)],
  );
  return new Map(
    rows.map(({ item, people, organization }) => [item, { people: new Set(people), organization }]),
  );
}

/** Short names on the title pages of what materials a meeting decides on, by item of its agenda. */
export async function authorsOf(em: EntityManager, { id }: Meeting): Promise<Map<string, string>> {
  const rows = await em.execute<{ item: string; names: string }[]>(
    `select i.id as item, string_agg(c.short_name, ', ' order by c.position) as names
     from agenda_item i join material m on m.id = i.material_id
     join contribution c on c.declined_at is null and c.material_version_id = coalesce(i.material_version_id,
       case when i.kind = 'PUBLICATION' then m.draft_version_id end, m.published_version_id)
     where i.meeting_id = ? group by i.id`,
    [id],
  );
  return new Map(rows.map(({ item, names }) => [item, names]));
}

/**
 * Notes who did not vote on matters that were decided before this was kept: those whose own matter it is by now.
 * @param colleagues whether colleagues of an author do not vote either, by the rules of the council
 */
export async function noteConflicts(em: EntityManager, meeting: Meeting, colleagues: boolean): Promise<void> {
  const unknown = meeting.items.filter(({ outcome, conflicted }) => outcome != null && !conflicted);
  if (unknown.length === 0) return;
  const behind = await behindAll(
    em,
    unknown.map(({ id }) => id),
  );
  const voters = votersAt(meeting.members);
  for (const item of unknown)
    item.conflicted = votersOn(behind.get(item.id) ?? null, voters, colleagues).conflicted.map(
      ({ id }) => id,
    );
}
