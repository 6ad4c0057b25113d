import { ref, type EntityManager } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import { Account } from '../../directory/account.entity.js';
import { Network } from '../../directory/network.entity.js';
import { Organization } from '../../directory/organization.entity.js';
import { hashPassword } from '../../directory/password.js';
import type { Person } from '../../directory/person.entity.js';
import { reachOf, RoleAssignment } from '../../directory/role-assignment.entity.js';
import type { Role } from '../../directory/role.js';
import { Territory } from '../../directory/territory.entity.js';
import { readSeed } from './vocabularies.js';

/** Password of every demo account; they exist in a demo bank alone. */
export const DEMO_PASSWORD = 'metodbank-demo';

/** No real address ends so (RFC 2606). */
const DEMO_DOMAIN = '@demo.example';

/** `seed/accounts.json`; the person by the full name, a place by its name or slug. */
interface AccountSeed {
  email: string;
  person: string;
  roles: {
    role: Role;
    basis: string;
    territory?: string;
    organization?: string;
    network?: string;
  }[];
}

/** An account of the demo bank, to be named when it starts. */
export interface DemoAccount {
  email: string;
  roles: Role[];
}

/** The demo accounts that this bank has, as a start names them: none in a bank of somebody's own. */
export async function demoAccounts(pool: Pool): Promise<DemoAccount[]> {
  const { rows } = await pool.query<DemoAccount>(
    `select a.email, coalesce(array_agg(r.role) filter (where r.role is not null), '{}') as roles
     from account a left join role_assignment r on r.account_id = a.id
     where a.email like '%' || $1 and a.blocked_at is null group by a.id order by a.id`,
    [DEMO_DOMAIN],
  );
  return rows;
}

/** Gives demo people their accounts and roles. The networks have been flushed. */
export async function loadDemoAccounts(
  em: EntityManager,
  folder: string,
  people: ReadonlyMap<string, Person>,
): Promise<void> {
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  for (const { email, person, roles } of await readSeed<AccountSeed[]>('accounts', folder)) {
    const account = em.create(Account, {
      email,
      person: ref(people.get(person)!),
      passwordHash,
      emailConfirmedAt: new Date(),
    });
    for (const { role, basis, ...place } of roles) {
      const territory = place.territory ? await em.findOneOrFail(Territory, { name: place.territory }) : null;
      const organization = place.organization
        ? await em.findOneOrFail(Organization, { shortName: place.organization })
        : null;
      const network = place.network ? await em.findOneOrFail(Network, { slug: place.network }) : null;
      em.create(RoleAssignment, {
        account: ref(account),
        role,
        basis,
        ...reachOf({ territory, organization, network }),
        validFrom: '2026-09-01',
      });
    }
  }
}

/** Demo materials belong to the account of their first author. */
export async function giveDemoMaterialsToAuthors(em: EntityManager): Promise<void> {
  await em.execute(`
    update material m set owner_id = a.id
    from contribution c join account a on a.person_id = c.person_id
    where c.material_version_id = m.published_version_id and c.position = 0
      and m.owner_id is null and m.import_key is not null`);
}
