import type { graphql } from '#lib/graphql/graphql.ts';
import { m } from '#lib/paraglide/messages.js';

/** Who may read a collection. */
export type CollectionVisibility = ReturnType<typeof graphql.scalar<'CollectionVisibility'>>;

/** Who may read a collection, in a word. */
export const collectionVisibility: Record<CollectionVisibility, () => string> = {
  PRIVATE: m.visibility_private,
  UNLISTED: m.visibility_unlisted,
  PUBLIC: m.visibility_public,
};

/** The same, in a sentence. */
export const collectionVisibilityHint: Record<CollectionVisibility, () => string> = {
  PRIVATE: m.visibility_private_hint,
  UNLISTED: m.visibility_unlisted_hint,
  PUBLIC: m.visibility_public_hint,
};
