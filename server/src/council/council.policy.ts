import type { Actor } from '../platform/actor.js';
import { holds, type Place, Role } from '../directory/role.js';

/** Roles that vote in the council. */
export const COUNCIL_ROLES: readonly Role[] = [
  Role.COUNCIL_MEMBER,
  Role.COUNCIL_SECRETARY,
  Role.COUNCIL_CHAIR,
];
/** Roles that see to what was handed in. */
export const QUEUE_ROLES: readonly Role[] = [Role.METHODIST, Role.COUNCIL_SECRETARY, Role.COUNCIL_CHAIR];
/** Roles whose holders are asked for reviews. */
export const REVIEWER_ROLES: readonly Role[] = [Role.EXPERT, Role.METHODIST, Role.COUNCIL_MEMBER];
/** Roles that see what the bank has beside what is looked for: the theme map, search gaps, requests. */
export const MAP_ROLES: readonly Role[] = [
  ...COUNCIL_ROLES,
  Role.METHODIST,
  Role.MODERATOR,
  Role.MUNICIPAL_COORDINATOR,
];

/** Whether the actor looks for something to use: those who see to what is looked for would count themselves. */
export function isReader(actor: Actor): boolean {
  return !holds(actor, MAP_ROLES);
}

/** Whether the actor sits in the council, in whatever part. */
export function isCouncilMember(actor: Actor, place?: Place): boolean {
  return holds(actor, COUNCIL_ROLES, place);
}

/** Whether the actor keeps the council’s papers. */
export function isSecretary(actor: Actor, place?: Place): boolean {
  return holds(actor, [Role.COUNCIL_SECRETARY], place);
}

/** Whether the actor leads the council. */
export function isChair(actor: Actor, place?: Place): boolean {
  return holds(actor, [Role.COUNCIL_CHAIR], place);
}

/** Whether the actor sees what waits for review and for a decision. */
export function seesQueue(actor: Actor, place?: Place): boolean {
  return holds(actor, QUEUE_ROLES, place);
}

/** Whether the actor may change the rules of the council and its form of review. */
export function canConfigureCouncil(actor: Actor): boolean {
  return holds(actor, [Role.COUNCIL_SECRETARY, Role.COUNCIL_CHAIR, Role.ADMIN]);
}
