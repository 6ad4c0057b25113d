/** How a role is given: where, since when, and how the journal tells of it. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { InvalidInput } from '../../platform/errors.js';
import { TODAY } from '../../platform/time-zone.js';
import { isUuid } from '../../platform/uuid.js';
import { Network } from '../network.entity.js';
import { Organization } from '../organization.entity.js';
import { reachOf, type RoleAssignment, type RolePlace } from '../role-assignment.entity.js';
import { type Role, RoleScope } from '../role.js';
import { Territory } from '../territory.entity.js';
import { REACH_OF } from './role-reach.js';

/** A role as it is asked for. */
export interface AskedRole {
  readonly role: Role;
  readonly place?: string | null | undefined;
  readonly validFrom?: string | null | undefined;
  readonly validTo?: string | null | undefined;
}

/**
 * The first and the last day of a role.
 * @throws InvalidInput where the last comes before the first
 */
export async function checkTerm(
  em: EntityManager,
  asked: AskedRole,
): Promise<{ validFrom: string; validTo: string | null }> {
  const validFrom = asked.validFrom ?? (await today(em));
  const validTo = asked.validTo ?? null;
  if (validTo && validTo < validFrom)
    throw new InvalidInput({
      validTo: { ru: 'последний день раньше первого', en: 'the last day is before the first' },
    });
  return { validFrom, validTo };
}

/**
 * Where a role is held.
 * @throws InvalidInput for a place that there is not, or where the role is not given
 */
export async function placeOf(em: EntityManager, { role, place: id }: AskedRole): Promise<RolePlace> {
  const scopes = REACH_OF[role];
  if (!scopes.length)
    throw new InvalidInput({
      role: { ru: 'эта роль есть у каждого', en: 'everybody has this role' },
    });
  const place = id ? await findPlace(em, id) : {};
  if (scopes.includes(reachOf(place).scope)) return place;
  throw new InvalidInput({ place: id ? WRONG_PLACE : PLACE_NEEDED });
}

const WRONG_PLACE = { ru: 'эту роль там не дают', en: 'this role is not given there' };
const PLACE_NEEDED = {
  ru: 'выберите, где действует роль: на весь банк её не дают',
  en: 'choose where it is held: it is not given for the whole bank',
};

async function findPlace(em: EntityManager, id: string): Promise<RolePlace> {
  if (isUuid(id)) {
    const territory = await em.findOne(Territory, id);
    if (territory) return { territory };
    const organization = await em.findOne(Organization, id);
    if (organization) return { organization };
    const network = await em.findOne(Network, id);
    if (network) return { network };
  }
  throw new InvalidInput({ place: 'unknown' });
}

/** What the journal keeps of a role. */
export function described({
  role,
  scope,
  territory,
  organization,
  network,
  basis,
  validFrom,
  validTo,
}: Omit<RoleAssignment, 'account'>) {
  const place = territory?.id ?? organization?.id ?? network?.id;
  return {
    ...{ role, ...(scope !== RoleScope.GLOBAL && { scope, place }) },
    ...{ basis, validFrom, validTo: validTo ?? null },
  };
}

/** A day by the calendar by which roles begin and end. */
export async function today(em: EntityManager, shift = 0): Promise<string> {
  const [row] = await em.execute<{ day: string }[]>(`select (${TODAY} + ?::int)::text as day`, [shift]);
  return row!.day;
}
