import type { Actor } from '../../platform/actor.js';
import { isChair, isCouncilMember, isSecretary, seesQueue } from '../council.policy.js';
import { ExperienceState } from './experience-enums.js';
import type { ExperienceAddress } from './experience.entity.js';

const { DRAFT, SUBMITTED, ENTERED, WITHDRAWN } = ExperienceState;

/** Whether the actor writes it. */
function isOwn(actor: Actor, { owner }: ExperienceAddress): boolean {
  return actor.kind === 'member' && owner.id === actor.accountId;
}

/** Whether the actor sees what is handed in to the council. */
export function seesExperiences(actor: Actor): boolean {
  return isCouncilMember(actor) || seesQueue(actor);
}

/** Whether the actor may read it from inside: its author, and the council once it was handed in. */
export function canRead(actor: Actor, experience: ExperienceAddress): boolean {
  const before = [SUBMITTED, ENTERED, WITHDRAWN].includes(experience.state);
  return isOwn(actor, experience) || (before && seesExperiences(actor));
}

/** Whether the actor may change it, and hand it in. */
export function canEdit(actor: Actor, experience: ExperienceAddress): boolean {
  return isOwn(actor, experience) && experience.isEditable;
}

/** Whether the actor may give it up: nobody else has seen it yet. */
export function canDelete(actor: Actor, experience: ExperienceAddress): boolean {
  return isOwn(actor, experience) && experience.state === DRAFT;
}

/** Whether the actor may send it back before a meeting: who keeps the papers, never an own one. */
export function canReturn(actor: Actor, experience: ExperienceAddress): boolean {
  const keeps = isSecretary(actor) || isChair(actor);
  return keeps && !isOwn(actor, experience) && experience.state === SUBMITTED;
}
