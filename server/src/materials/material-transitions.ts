import { Conflict } from '../platform/errors.js';
import type { LocalizedText } from '../platform/localized.js';
import { MaterialStatus } from './material-enums.js';

const { DRAFT, SUBMITTED, IN_REVIEW, REVISION, COUNCIL, PUBLISHED, OUTDATED, REJECTED, WITHDRAWN } =
  MaterialStatus;

/**
 * The steps of a version on its way to the public, and of the published material after that: from which states each
 * may be taken, and where it leads.
 */
const STEPS = {
  submit: { from: [DRAFT, REVISION], to: SUBMITTED },
  recall: { from: [SUBMITTED, IN_REVIEW], to: DRAFT },
  sendToReview: { from: [SUBMITTED], to: IN_REVIEW },
  bringToCouncil: { from: [IN_REVIEW], to: COUNCIL },
  sendBack: { from: [SUBMITTED, IN_REVIEW, COUNCIL], to: REVISION },
  publish: { from: [SUBMITTED, IN_REVIEW, COUNCIL], to: PUBLISHED },
  reject: { from: [SUBMITTED, IN_REVIEW, COUNCIL], to: REJECTED },
  startNewVersion: { from: [PUBLISHED, OUTDATED], to: DRAFT },
  outdate: { from: [PUBLISHED], to: OUTDATED },
  confirmCurrent: { from: [PUBLISHED, OUTDATED], to: PUBLISHED },
  withdraw: { from: [PUBLISHED, OUTDATED], to: WITHDRAWN },
  reinstate: { from: [WITHDRAWN], to: PUBLISHED },
} as const satisfies Record<string, { from: readonly MaterialStatus[]; to: MaterialStatus }>;

/** A step in the life of a material. */
export type MaterialStep = keyof typeof STEPS;

/** States in which the author may change the working version. */
export const EDITABLE_STATUSES: readonly MaterialStatus[] = [DRAFT, REVISION];
/** States in which others are at work on the frozen version. */
export const IN_HANDS_STATUSES: readonly MaterialStatus[] = [SUBMITTED, IN_REVIEW, COUNCIL];

/** The interface's word for each state. */
const STATUS_TEXT: Readonly<Record<MaterialStatus, LocalizedText>> = {
  DRAFT: { ru: 'Черновик', en: 'Draft' },
  SUBMITTED: { ru: 'На рассмотрении', en: 'Submitted' },
  IN_REVIEW: { ru: 'На экспертизе', en: 'In review' },
  REVISION: { ru: 'На доработке', en: 'Sent back for revision' },
  COUNCIL: { ru: 'На заседании', en: 'Before the council' },
  PUBLISHED: { ru: 'Опубликовано', en: 'Published' },
  OUTDATED: { ru: 'Требует проверки', en: 'Needs a check' },
  REJECTED: { ru: 'Отклонено', en: 'Rejected' },
  WITHDRAWN: { ru: 'Отозвано', en: 'Withdrawn' },
};

/** Whether a step may be taken from a state. */
export function mayTake(step: MaterialStep, state: MaterialStatus | null | undefined): boolean {
  return state != null && (STEPS[step].from as readonly MaterialStatus[]).includes(state);
}

/**
 * The state that a step leads to.
 * @throws Conflict when it may not be taken from the present one
 */
export function take(step: MaterialStep, state: MaterialStatus | null | undefined): MaterialStatus {
  if (mayTake(step, state)) return STEPS[step].to;
  const present = state ? STATUS_TEXT[state] : { ru: 'нет новой версии', en: 'no new version' };
  throw new Conflict({
    ru: `Сейчас это сделать нельзя: состояние материала – «${present.ru}». Обновите страницу.`,
    en: `This cannot be done now: the state of the material is “${present.en}”. Reload the page.`,
  });
}
