/**
 * Who may do what with a material that is not, or not only, public. Each function is told of the material with its
 * organisation and the contributions of the versions in question loaded.
 */
import type { Ref } from '@mikro-orm/core';
import type { Actor } from '../../platform/actor.js';
import { holds, type Place, Role } from '../../directory/role.js';
import { MaterialStatus } from '../material-enums.js';
import type { MaterialVersion } from '../material-version.entity.js';
import type { Material } from '../material.entity.js';
import { EDITABLE_STATUSES, IN_HANDS_STATUSES, mayTake } from '../material-transitions.js';

/** Roles that see what has been handed in. */
const QUEUE_ROLES = [Role.METHODIST, Role.COUNCIL_MEMBER, Role.COUNCIL_SECRETARY, Role.COUNCIL_CHAIR];

/** Where a material lies, for roles of limited reach. */
export function placeOf(material: Material): Place {
  const organization = material.organization?.unwrap();
  return {
    organizationId: organization?.id,
    territoryId: organization?.territory?.id,
    networkId: material.network?.id,
  };
}

/** Whether the material is the actor's own. */
export function isOwner(actor: Actor, material: Material): boolean {
  return actor.kind === 'member' && material.owner?.id === actor.accountId;
}

/** Whether the actor stands on the title page of the working version or of the published one. */
export function isContributor(actor: Actor, material: Material): boolean {
  return standsOn(actor, material.draftVersion) || standsOn(actor, material.publishedVersion);
}

/** Whether the actor may read the working version. An administrator may too, which is written down. */
export function canRead(actor: Actor, material: Material): boolean {
  return isOwner(actor, material) || standsOn(actor, material.draftVersion) || isInHandsOf(actor, material);
}

function standsOn(actor: Actor, version: Ref<MaterialVersion> | null | undefined): boolean {
  if (actor.kind !== 'member' || !version) return false;
  const contributions = version.unwrap().contributions.getItems();
  return contributions.some(({ person, declinedAt }) => person?.id === actor.personId && !declinedAt);
}

/** Whether the material was handed in and lies before the actor by role. */
function isInHandsOf(actor: Actor, material: Material): boolean {
  return (
    material.draftStatus != null &&
    IN_HANDS_STATUSES.includes(material.draftStatus) &&
    !reviewsBlind(actor, material) &&
    holds(actor, QUEUE_ROLES, placeOf(material))
  );
}

/** Whether the actor reviews the working version and may not learn whose it is. */
function reviewsBlind(actor: Actor, material: Material): boolean {
  return actor.kind === 'member' && material.blindReviewers.includes(actor.accountId);
}

/** Whether the actor may change the working version now. */
export function canEdit(actor: Actor, material: Material): boolean {
  return (
    isOwner(actor, material) &&
    material.draftStatus != null &&
    EDITABLE_STATUSES.includes(material.draftStatus) &&
    material.status !== MaterialStatus.WITHDRAWN
  );
}

/** Whether the actor may hand the working version in, once nothing is missing. */
export function canSubmit(actor: Actor, material: Material): boolean {
  return canEdit(actor, material);
}

/** Whether the actor may take back what was handed in: not once a review of it has come. */
export function canRecall(actor: Actor, material: Material): boolean {
  return (
    isOwner(actor, material) &&
    material.status !== MaterialStatus.WITHDRAWN &&
    material.reviewsIn === 0 &&
    mayTake('recall', material.draftStatus)
  );
}

/**
 * Whether the actor may give the working version up for good. What others have looked at and was never published
 * stays, with what they said of it.
 */
export function canDeleteDraft(actor: Actor, material: Material): boolean {
  const idle = canEdit(actor, material) || material.draftStatus === MaterialStatus.REJECTED;
  const leavesNothing = material.publishedVersion == null && material.reviewRound > 0;
  return isOwner(actor, material) && idle && !leavesNothing;
}

/** Whether the actor may begin a version after the published one. */
export function canStartNewVersion(actor: Actor, material: Material): boolean {
  return (
    isOwner(actor, material) &&
    material.isPublic &&
    (material.draftStatus == null || material.draftStatus === MaterialStatus.REJECTED)
  );
}

/** Whether the actor decides on this material by role: a methodist within reach, never on own work. */
export function isDecider(actor: Actor, material: Material): boolean {
  return holds(actor, [Role.METHODIST], placeOf(material)) && isUninvolved(actor, material);
}

/** Whether the actor may ask for a revision by role: who decides, or the council's secretary; never on own work. */
export function mayReturn(actor: Actor, material: Material): boolean {
  const keepsPapers = holds(actor, [Role.COUNCIL_SECRETARY], placeOf(material));
  return isDecider(actor, material) || (keepsPapers && isUninvolved(actor, material));
}

/** Whether the actor neither owns the material, nor stands on its title page, nor reviews it blind. */
export function isUninvolved(actor: Actor, material: Material): boolean {
  return !isOwner(actor, material) && !isContributor(actor, material) && !reviewsBlind(actor, material);
}

/** Whether the actor may publish the working version, or refuse it. */
export function canDecide(actor: Actor, material: Material): boolean {
  return (
    isDecider(actor, material) &&
    material.status !== MaterialStatus.WITHDRAWN &&
    mayTake('publish', material.draftStatus)
  );
}

/** Whether the actor may take the material from the public: the owner, a decider, an administrator. */
export function canWithdraw(actor: Actor, material: Material): boolean {
  const allowed = isOwner(actor, material) || isDecider(actor, material) || holds(actor, [Role.ADMIN]);
  return allowed && mayTake('withdraw', material.status);
}

/** Whether the actor may give a withdrawn material back to the public. */
export function canReinstate(actor: Actor, material: Material): boolean {
  return isDecider(actor, material) && mayTake('reinstate', material.status);
}

/** Whether the actor may say that the published version still holds. */
export function canConfirmCurrent(actor: Actor, material: Material): boolean {
  return (
    (isOwner(actor, material) || isDecider(actor, material)) && mayTake('confirmCurrent', material.status)
  );
}
