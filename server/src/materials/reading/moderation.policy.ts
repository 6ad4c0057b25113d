import { holds, type Place, Role } from '../../directory/role.js';
import type { Actor } from '../../platform/actor.js';

/** Roles that keep order in what readers write, each as far as it reaches. */
export const MODERATORS: readonly Role[] = [Role.MODERATOR, Role.METHODIST, Role.ADMIN];

/** What decides over something that a reader wrote. */
interface Written {
  readonly accountId: string;
  /** Where the material lies. */
  readonly place: Place;
}

/** Whether the actor keeps order at a place. */
export function canModerate(actor: Actor, place: Place): boolean {
  return holds(actor, MODERATORS, place);
}

/** Whoever wrote it. */
export function canEditPost(actor: Actor, { accountId }: Pick<Written, 'accountId'>): boolean {
  return actor.kind === 'member' && actor.accountId === accountId;
}

/** Whoever wrote it, and moderators of the place. */
export function canHidePost(actor: Actor, { accountId, place }: Written): boolean {
  return canEditPost(actor, { accountId }) || canModerate(actor, place);
}
