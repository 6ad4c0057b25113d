import type { Actor } from '../platform/actor.js';
import { holds, type Place, Role } from '../directory/role.js';

/** Roles that vote in the council. */
const COUNCIL_ROLES: readonly Role[] = [Role.COUNCIL_MEMBER, Role.COUNCIL_SECRETARY, Role.COUNCIL_CHAIR];
/** Roles that see to what was handed in. */
export const QUEUE_ROLES: readonly Role[] = [Role.METHODIST, Role.COUNCIL_SECRETARY, Role.COUNCIL_CHAIR];
/** Roles whose holders are asked for reviews. */
export const REVIEWER_ROLES: readonly Role[] = [Role.EXPERT, Role.METHODIST, Role.COUNCIL_MEMBER];

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
