import type { MaterialState } from '#lib/labels/authoring.ts';
import { m } from '#lib/paraglide/messages.js';

/** The states that an author looks through together, by their name in the address. */
export const stateGroups = [
  { name: 'drafts', states: ['DRAFT', 'REVISION'], label: m.state_draft },
  { name: 'in-hands', states: ['SUBMITTED', 'IN_REVIEW', 'COUNCIL'], label: m.state_submitted },
  { name: 'published', states: ['PUBLISHED', 'OUTDATED'], label: m.state_published },
  { name: 'closed', states: ['REJECTED', 'WITHDRAWN'], label: m.state_closed },
] as const satisfies readonly { name: string; states: readonly MaterialState[]; label: () => string }[];
