/**
 * The way of a version through its reviewers in as few words as it can be told, to hold the real one against:
 * domain.md §2 and §3 without their storage. A step gives the next state, or null where it is refused.
 */

/** Somebody who was asked for a review. */
export interface Asked {
  readonly who: number;
  /** Number of the version. */
  readonly version: number;
  readonly state: string;
  readonly accepted: boolean;
  /** Per cent, once sent. */
  readonly total: number | null;
}

/** A material before its reviewers. */
export interface ReviewModel {
  readonly draft: string;
  readonly version: number;
  readonly asked: readonly Asked[];
  /** Those who have named a conflict of interest. */
  readonly barred: readonly number[];
}

/** One who stands on the title page, and is a reviewer by role. */
export const CO_AUTHOR = 4;
/** The council’s limit of the spread. */
const SPREAD = 30;

/** A material that was just begun. */
export const UNREVIEWED: ReviewModel = { draft: 'DRAFT', version: 1, asked: [], barred: [] };

const OPEN = ['INVITED', 'ACCEPTED', 'OVERDUE'];
const HANDS = ['SUBMITTED', 'IN_REVIEW', 'COUNCIL'];
const isOpen = ({ state }: Asked): boolean => OPEN.includes(state);
const now = ({ asked, version }: ReviewModel): Asked[] => asked.filter((one) => one.version === version);
const sent = (model: ReviewModel): Asked[] => now(model).filter(({ state }) => state === 'SUBMITTED');

/** Changes what was asked of somebody for this version, where it is open and fits. */
function turn(
  model: ReviewModel,
  who: number,
  fits: (one: Asked) => boolean,
  change: Partial<Asked>,
): ReviewModel | null {
  const index = model.asked.findIndex(
    (one) => one.who === who && one.version === model.version && isOpen(one) && fits(one),
  );
  if (index < 0 || model.draft !== 'IN_REVIEW') return null;
  return { ...model, asked: model.asked.map((one, at) => (at === index ? { ...one, ...change } : one)) };
}

/** Leaves the state; nobody stays at work on what has left the reviewers. */
function leave(model: ReviewModel, draft: string): ReviewModel {
  const asked = model.asked.map((one) => (isOpen(one) ? { ...one, state: 'CANCELLED' } : one));
  return { ...model, draft, asked };
}

/** All reviews are in, and no two of two differ too much: the council gets it. */
function settle(model: ReviewModel | null): ReviewModel | null {
  if (!model || now(model).some(isOpen) || sent(model).length < 2) return model;
  const totals = sent(model).map(({ total }) => total!);
  const differ = totals.length === 2 && Math.max(...totals) - Math.min(...totals) > SPREAD;
  return differ ? model : leave(model, 'COUNCIL');
}

/** All steps; `who` is a reviewer. */
export const REVIEW_STEPS = {
  submit: (m: ReviewModel) => (['DRAFT', 'REVISION'].includes(m.draft) ? { ...m, draft: 'SUBMITTED' } : null),
  recall: (m: ReviewModel) =>
    ['SUBMITTED', 'IN_REVIEW'].includes(m.draft) && sent(m).length === 0 ? leave(m, 'DRAFT') : null,
  invite: (m: ReviewModel, who: readonly number[]): ReviewModel | null => {
    const busy = now(m).filter((one) => isOpen(one) || one.state === 'SUBMITTED');
    const may = (one: number) =>
      one !== CO_AUTHOR && !m.barred.includes(one) && !busy.some((other) => other.who === one);
    const enough = m.draft === 'SUBMITTED' ? who.length >= 2 : m.draft === 'IN_REVIEW';
    if (!enough || !who.every(may)) return null;
    const { version } = m;
    const fresh = who.map((one) => ({ who: one, version, state: 'INVITED', accepted: false, total: null }));
    return { ...m, draft: 'IN_REVIEW', asked: [...m.asked, ...fresh] };
  },
  accept: (m: ReviewModel, who: number) =>
    turn(m, who, ({ state }) => state === 'INVITED', { state: 'ACCEPTED', accepted: true }),
  lapse: (m: ReviewModel, who: number) =>
    turn(m, who, ({ state }) => state !== 'OVERDUE', { state: 'OVERDUE' }),
  decline: (m: ReviewModel, who: number) => settle(turn(m, who, () => true, { state: 'DECLINED' })),
  object: (m: ReviewModel, who: number) => {
    const next = turn(m, who, () => true, { state: 'DECLINED' });
    return settle(next && { ...next, barred: [...next.barred, who] });
  },
  send: (m: ReviewModel, who: number, total: number) =>
    settle(turn(m, who, ({ accepted }) => accepted, { state: 'SUBMITTED', total })),
  cancel: (m: ReviewModel, who: number) => settle(turn(m, who, () => true, { state: 'CANCELLED' })),
  bring: (m: ReviewModel) =>
    m.draft === 'IN_REVIEW' && sent(m).length >= 2 && !now(m).some(isOpen) ? leave(m, 'COUNCIL') : null,
  sendBack: (m: ReviewModel) =>
    HANDS.includes(m.draft) ? { ...leave(m, 'REVISION'), version: m.version + 1 } : null,
  reject: (m: ReviewModel) => (HANDS.includes(m.draft) ? leave(m, 'REJECTED') : null),
} as const;

/** Name of a step. */
export type ReviewStep = keyof typeof REVIEW_STEPS;
