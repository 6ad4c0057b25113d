/** Who sits in the council today, and who stands behind a material. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Role } from '../../directory/role.js';
import { shortName } from '../../directory/person-name.js';
import type { Material } from '../../materials/material.entity.js';
import { type Behind, organizationOf } from './voters.js';

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
       and r.valid_from <= current_date and (r.valid_to is null or r.valid_to >= current_date)
     order by a.id, array_position(array['COUNCIL_CHAIR', 'COUNCIL_SECRETARY', 'COUNCIL_MEMBER'], r.role)`,
  );
  return rows
    .map(({ account, role, ...name }) => ({ account, role, name: shortName(name) }))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'ru'));
}

/** The people on the title page of what is decided on, the owner, and where it comes from. */
export async function behindOf(em: EntityManager, material: Material): Promise<Behind> {
  const rows = await em.execute<{ id: string }[]>(
    `select c.person_id as id from contribution c
       where c.material_version_id = coalesce(?::uuid, ?::uuid) and c.person_id is not null
     union select a.person_id from account a where a.id = ?::uuid`,
    [material.draftVersion?.id ?? null, material.publishedVersion?.id ?? null, material.owner?.id ?? null],
  );
  return { people: new Set(rows.map(({ id }) => id)), organization: organizationOf(material) };
}
