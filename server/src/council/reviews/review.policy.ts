import type { Actor } from '../../platform/actor.js';
import { holds } from '../../directory/role.js';
import { isUninvolved, placeOf } from '../../materials/authoring/authoring.policy.js';
import { MaterialStatus } from '../../materials/material-enums.js';
import type { Material } from '../../materials/material.entity.js';
import { mayTake } from '../../materials/material-transitions.js';
import { QUEUE_ROLES } from '../council.policy.js';

/** Fewest reviews that bring a material before the council. */
export const FEWEST_REVIEWS = 2;

/** Whether the actor sees to the reviews of this material by role, never of own work. */
export function seesToReviews(actor: Actor, material: Material): boolean {
  return holds(actor, QUEUE_ROLES, placeOf(material)) && isUninvolved(actor, material);
}

/** Whether the actor may ask people to review the material now. */
export function canAssign(actor: Actor, material: Material): boolean {
  const inHand =
    mayTake('sendToReview', material.draftStatus) || material.draftStatus === MaterialStatus.IN_REVIEW;
  return inHand && material.status !== MaterialStatus.WITHDRAWN && seesToReviews(actor, material);
}
