import type { graphql } from '#lib/graphql/graphql.ts';
import { m } from '#lib/paraglide/messages.js';

/** State of a material as those who work on it see it. */
export type MaterialState = ReturnType<typeof graphql.scalar<'MaterialState'>>;
/** Whose move it is. */
type WaitsFor = ReturnType<typeof graphql.scalar<'WaitsFor'>>;

const stateLabels: Record<MaterialState, () => string> = {
  DRAFT: m.state_draft,
  SUBMITTED: m.state_submitted,
  IN_REVIEW: m.state_in_review,
  REVISION: m.state_revision,
  COUNCIL: m.state_council,
  PUBLISHED: m.state_published,
  OUTDATED: m.state_outdated,
  REJECTED: m.state_rejected,
  WITHDRAWN: m.state_withdrawn,
};

const waitsLabels: Record<WaitsFor, (() => string) | null> = {
  AUTHOR: m.waits_author,
  BANK: m.waits_bank,
  CO_AUTHORS: m.waits_co_authors,
  NOBODY: null,
};

/** State in words; where a public material has a working version, that one's too. */
export function stateLabel({
  state,
  draftState,
}: {
  state: MaterialState;
  draftState: MaterialState | null;
}): string {
  const label = stateLabels[state]();
  if (!draftState || draftState === state) return label;
  return `${label}, ${m.state_new_version({ state: stateLabels[draftState]().toLocaleLowerCase() })}`;
}

/** Whose move it is, in words; empty where nobody's. */
export const waitsLabel = (waitsFor: WaitsFor): string => waitsLabels[waitsFor]?.() ?? '';
