import type { Actor } from '../../platform/actor.js';
import { holds, Role } from '../../directory/role.js';
import { isChair, isCouncilMember, isSecretary, seesQueue } from '../council.policy.js';

/** Whether the actor may propose a theme: the council, moderators of networks, municipal coordinators. */
export function canProposeTheme(actor: Actor): boolean {
  return canCurateThemes(actor) || holds(actor, [Role.MODERATOR, Role.MUNICIPAL_COORDINATOR]);
}

/** Whether the actor may describe, name, order and pin: everybody in the council. */
export function canCurateThemes(actor: Actor): boolean {
  return isCouncilMember(actor);
}

/** Whether the actor may write down what the council decided: approve, open, close, merge, split. */
export function canDecideThemes(actor: Actor): boolean {
  return isSecretary(actor) || isChair(actor);
}

/** Whether the actor sees the themes that are not public, and what was changed. */
export function seesThemeCuration(actor: Actor): boolean {
  return canProposeTheme(actor) || seesQueue(actor);
}
