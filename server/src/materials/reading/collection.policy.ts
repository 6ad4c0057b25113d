import type { Actor } from '../../platform/actor.js';
import { CollectionVisibility } from './collection.entity.js';

/** What decides over a collection. */
interface Owned {
  readonly ownerId: string;
  readonly visibility: CollectionVisibility;
}

/** Only whoever made it. */
export function canEditCollection(actor: Actor, { ownerId }: Pick<Owned, 'ownerId'>): boolean {
  return actor.kind === 'member' && actor.accountId === ownerId;
}

/** Whoever has the address, unless it is private. */
export function canReadCollection(actor: Actor, collection: Owned): boolean {
  return collection.visibility !== CollectionVisibility.PRIVATE || canEditCollection(actor, collection);
}
