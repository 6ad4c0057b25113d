/**
 * The life of a material in as few words as it can be told, to hold the real one against: domain.md §2 without its
 * storage. A step gives the next state, or null where it is refused.
 */

/** A material of the model. */
export interface Model {
  readonly status: string;
  /** State of the working version; null without one. */
  readonly draft: string | null;
  readonly published: boolean;
  /** Numbers given to versions so far. */
  readonly versions: number;
}

/** A material that was just begun. */
export const BEGUN: Model = { status: 'DRAFT', draft: 'DRAFT', published: false, versions: 1 };

const BEFORE_OTHERS = ['SUBMITTED', 'IN_REVIEW', 'COUNCIL'];
const PUBLIC = ['PUBLISHED', 'OUTDATED'];

/** The working version goes on, and the material with it until the first publication. */
const go = (model: Model, from: readonly string[], to: string, versions = model.versions): Model | null =>
  model.draft && from.includes(model.draft) && model.status !== 'WITHDRAWN'
    ? { ...model, draft: to, status: model.published ? model.status : to, versions }
    : null;

/** All steps. */
export const STEPS = {
  submit: (m: Model) => go(m, ['DRAFT', 'REVISION'], 'SUBMITTED'),
  recall: (m: Model) => go(m, ['SUBMITTED', 'IN_REVIEW'], 'DRAFT'),
  sendToReview: (m: Model) => go(m, ['SUBMITTED'], 'IN_REVIEW'),
  bringToCouncil: (m: Model) => go(m, ['IN_REVIEW'], 'COUNCIL'),
  sendBack: (m: Model) => go(m, BEFORE_OTHERS, 'REVISION', m.versions + 1),
  reject: (m: Model) => go(m, BEFORE_OTHERS, 'REJECTED'),
  publish: (m: Model) =>
    go(m, BEFORE_OTHERS, 'PUBLISHED') && { ...m, status: 'PUBLISHED', draft: null, published: true },
  startNewVersion: (m: Model) =>
    PUBLIC.includes(m.status) && (m.draft === null || m.draft === 'REJECTED')
      ? { ...m, draft: 'DRAFT', versions: m.versions + 1 }
      : null,
  outdate: (m: Model) => (m.status === 'PUBLISHED' ? { ...m, status: 'OUTDATED' } : null),
  confirmCurrent: (m: Model) => (PUBLIC.includes(m.status) ? { ...m, status: 'PUBLISHED' } : null),
  withdraw: (m: Model) => (PUBLIC.includes(m.status) ? { ...m, status: 'WITHDRAWN' } : null),
  reinstate: (m: Model) => (m.status === 'WITHDRAWN' ? { ...m, status: 'PUBLISHED' } : null),
} as const satisfies Record<string, (model: Model) => Model | null>;

/** Name of a step. */
export type StepName = keyof typeof STEPS;
