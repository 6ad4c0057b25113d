import { MaterialStatus } from '../material-enums.js';
import { EDITABLE_STATUSES, IN_HANDS_STATUSES } from '../material-transitions.js';
import { checklistOf } from './checklist.js';
import { type OwnMaterialType, WaitsFor } from './own-material.type.js';

/** Whose move it is. */
export function waitsFor({ kind, state, draftState, draft }: OwnMaterialType): WaitsFor {
  if (draft && draftState && EDITABLE_STATUSES.includes(draftState)) {
    const blocking = checklistOf(kind, draft).filter((item) => item.blocking);
    const unanswered = (id?: string) =>
      draft.contributions.some((entry) => entry.id === id && !entry.confirmedAt && !entry.declinedAt);
    const onlyOthers = blocking.length > 0 && blocking.every(({ subjectId }) => unanswered(subjectId));
    return onlyOthers ? WaitsFor.CO_AUTHORS : WaitsFor.AUTHOR;
  }
  if (draftState && IN_HANDS_STATUSES.includes(draftState)) return WaitsFor.BANK;
  return state === MaterialStatus.OUTDATED ? WaitsFor.AUTHOR : WaitsFor.NOBODY;
}
