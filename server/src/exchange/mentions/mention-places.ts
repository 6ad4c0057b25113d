import { bankPlaces } from './bank-places.js';
import { councilPlaces } from './council-places.js';
import { materialPlaces } from './material-places.js';
import type { MentionPlace } from './mention-place.js';

/**
 * All places in which people may be named by others. A test compares them with the database, so that no new column is
 * forgotten.
 */
export const mentionPlaces: readonly MentionPlace[] = [...materialPlaces, ...councilPlaces, ...bankPlaces];
