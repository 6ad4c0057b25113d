import { registerEnumType } from 'type-graphql';
import type { Actor, Member, RoleScopeKind } from '../platform/actor.js';
import { Forbidden, Unauthenticated } from '../platform/errors.js';

/** What a person does in the bank. */
export enum Role {
  TEACHER = 'TEACHER',
  EXPERT = 'EXPERT',
  METHODIST = 'METHODIST',
  ORG_HEAD = 'ORG_HEAD',
  ORG_COORDINATOR = 'ORG_COORDINATOR',
  MODERATOR = 'MODERATOR',
  MUNICIPAL_COORDINATOR = 'MUNICIPAL_COORDINATOR',
  COUNCIL_MEMBER = 'COUNCIL_MEMBER',
  COUNCIL_SECRETARY = 'COUNCIL_SECRETARY',
  COUNCIL_CHAIR = 'COUNCIL_CHAIR',
  ADMIN = 'ADMIN',
}

registerEnumType(Role, {
  name: 'Role',
  description: 'What a person does in the bank.',
  valuesConfig: {
    TEACHER: { description: 'Педагог: publishes own experience; everybody with an account is one.' },
    EXPERT: { description: 'Эксперт: reviews and answers questions.' },
    METHODIST: { description: 'Методист: accepts submissions and minor changes.' },
    ORG_HEAD: { description: 'Руководитель ОО.' },
    ORG_COORDINATOR: { description: 'Сетевой координатор ОО.' },
    MODERATOR: { description: 'Модератор сети.' },
    MUNICIPAL_COORDINATOR: { description: 'Муниципальный координатор.' },
    COUNCIL_MEMBER: { description: 'Член НМС.' },
    COUNCIL_SECRETARY: { description: 'Секретарь НМС.' },
    COUNCIL_CHAIR: { description: 'Председатель НМС.' },
    ADMIN: { description: 'Администратор: configures the bank, never decides for the council.' },
  },
});

/** How far a role reaches, for the database and the API. */
export enum RoleScope {
  GLOBAL = 'GLOBAL',
  TERRITORY = 'TERRITORY',
  ORGANIZATION = 'ORGANIZATION',
  NETWORK = 'NETWORK',
}

registerEnumType(RoleScope, {
  name: 'RoleScope',
  description: 'How far a role reaches.',
  valuesConfig: {
    GLOBAL: { description: 'The whole bank.' },
    TERRITORY: { description: 'One territory.' },
    ORGANIZATION: { description: 'One organisation.' },
    NETWORK: { description: 'One network.' },
  },
});

/** Roles whose holders see what is not public or decide for others: shorter sessions, a second factor. */
export const STAFF_ROLES: readonly Role[] = [
  Role.METHODIST,
  Role.MODERATOR,
  Role.MUNICIPAL_COORDINATOR,
  Role.COUNCIL_MEMBER,
  Role.COUNCIL_SECRETARY,
  Role.COUNCIL_CHAIR,
  Role.ADMIN,
];

/** Where a thing lies, for roles that reach no farther than a place. */
export interface Place {
  readonly territoryId?: string | null | undefined;
  readonly organizationId?: string | null | undefined;
  readonly networkId?: string | null | undefined;
}

const PLACE_OF: Readonly<Record<Exclude<RoleScopeKind, 'GLOBAL'>, keyof Place>> = {
  TERRITORY: 'territoryId',
  ORGANIZATION: 'organizationId',
  NETWORK: 'networkId',
};

/**
 * Whether an actor holds one of the roles at a place.
 * @param place where the thing lies; without it any holder of the role will do, however far it reaches
 */
export function holds(actor: Actor, roles: readonly Role[], place?: Place): boolean {
  if (actor.kind === 'guest') return false;
  return actor.roles.some(({ role, scope, scopeId }) => {
    if (!(roles as readonly string[]).includes(role)) return false;
    return scope === 'GLOBAL' || !place || (scopeId !== null && place[PLACE_OF[scope]] === scopeId);
  });
}

/**
 * The actor, who has to have an account.
 * @throws Unauthenticated for a guest
 */
export function requireMember(actor: Actor): Member {
  if (actor.kind === 'guest') throw new Unauthenticated();
  return actor;
}

/**
 * The actor, who has to hold one of the roles.
 * @throws Unauthenticated for a guest, Forbidden for others without the role
 */
export function requireRole(actor: Actor, roles: readonly Role[], place?: Place): Member {
  const member = requireMember(actor);
  if (!holds(member, roles, place)) throw new Forbidden();
  return member;
}
