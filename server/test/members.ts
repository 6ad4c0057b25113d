/** People who have signed in, for tests. */
import { ref, type EntityManager } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import type { Member } from '../src/platform/actor.js';
import { Account } from '../src/directory/account.entity.js';
import type { Network } from '../src/directory/network.entity.js';
import type { Organization } from '../src/directory/organization.entity.js';
import type { Person } from '../src/directory/person.entity.js';
import { reachOf, RoleAssignment } from '../src/directory/role-assignment.entity.js';
import type { Role } from '../src/directory/role.js';
import { SessionService } from '../src/directory/session.service.js';
import type { Territory } from '../src/directory/territory.entity.js';
import { buildPerson } from './builders.js';

let serial = 0;

/** What a test says of an account; the rest is invented. */
export interface AccountData {
  email?: string;
  person?: Person;
  organization?: Organization;
  roles?: (Role | { role: Role; territory?: Territory; organization?: Organization; network?: Network })[];
}

/** Makes an account with a confirmed address, and the person behind it. */
export function buildAccount(em: EntityManager, data: AccountData = {}): Account {
  const n = ++serial;
  const person = data.person ?? buildPerson(em, ['Тестова', `Анна`, 'Ильинична'], data.organization);
  const account = em.create(Account, {
    email: data.email ?? `member-${n}@school.example`,
    person: ref(person),
    emailConfirmedAt: new Date(),
  });
  for (const given of data.roles ?? []) {
    const { role, ...place } = typeof given === 'string' ? { role: given } : given;
    em.create(RoleAssignment, {
      account: ref(account),
      role,
      ...reachOf(place),
      basis: 'приказ № 1',
      validFrom: '2026-01-01',
    });
  }
  return account;
}

/** Signs a stored account in: the headers with which its owner asks. */
export async function signIn(pool: Pool, account: Account): Promise<{ cookie: string }> {
  return { cookie: `sid=${await new SessionService(pool).begin(account.id)}` };
}

/** The actor that a stored account is, for calls past the session. */
export function memberOf(account: Account, roles: readonly Role[] = []): Member {
  const person = account.person.unwrap();
  return {
    kind: 'member',
    accountId: account.id,
    personId: person.id,
    organizationId: person.organization?.id ?? null,
    sessionId: '',
    roles: roles.map((role) => ({ role, scope: 'GLOBAL', scopeId: null })),
  };
}
