import type { graphql } from '#lib/graphql/graphql.ts';
import { day } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';

type NotificationKind = ReturnType<typeof graphql.scalar<'NotificationKind'>>;

/** What is said beside it: words as they were written, a day or a number with what they mean. */
export function notificationDetail(kind: NotificationKind, detail: string): string {
  if (kind === 'REVIEWS_DIFFER') return m.queued_spread({ count: Number(detail) });
  const isDay = kind === 'REVIEW_INVITED' || kind === 'REVIEW_DUE' || kind === 'REVIEW_OVERDUE';
  return isDay ? m.told_review_until({ day: detail }) : detail;
}

/** What has happened, in words before what it is about; `name` is who has done it, `day` that of what will happen. */
export const notificationWords: Record<NotificationKind, (name: string, day: string | null) => string> = {
  USE_REPORTED: (name) => m.told_use_reported({ name }),
  COMMENTED: (name) => m.told_commented({ name }),
  POST_HIDDEN: () => m.told_post_hidden(),
  POST_SHOWN: () => m.told_post_shown(),
  COMPLAINT_MADE: () => m.told_complaint_made(),
  COMPLAINT_DECIDED: () => m.told_complaint_decided(),
  MATERIAL_PUBLISHED: (name) => (name ? m.told_published_by({ name }) : m.told_published()),
  MATERIAL_ACCEPTED: () => m.told_accepted(),
  MATERIAL_RETURNED: () => m.told_returned(),
  MATERIAL_REJECTED: () => m.told_rejected(),
  MATERIAL_WITHDRAWN: () => m.told_withdrawn(),
  CO_AUTHOR_INVITED: (name) => m.told_invited({ name }),
  CO_AUTHOR_CONFIRMED: (name) => m.told_confirmed({ name }),
  CO_AUTHOR_DECLINED: (name) => m.told_declined({ name }),
  REVIEW_INVITED: () => m.told_review_invited(),
  REVIEW_CANCELLED: () => m.told_review_cancelled(),
  REVIEW_DUE: () => m.told_review_due(),
  REVIEW_OVERDUE: () => m.told_review_overdue(),
  REVIEW_DECLINED: () => m.told_review_declined(),
  REVIEWS_IN: () => m.told_reviews_in(),
  REVIEWS_DIFFER: () => m.told_reviews_differ(),
  MATERIAL_ERASED: () => m.told_material_erased(),
  CO_AUTHOR_LEFT: () => m.told_co_author_left(),
  FILE_HIDDEN: (_name, on) => (on ? m.told_file_hidden_until({ day: day(on) }) : m.told_file_hidden()),
  FILE_SHOWN: () => m.told_file_shown(),
  DELETION_CANCELLED: () => m.told_deletion_cancelled(),
  CALL_OPENED: () => m.told_call_opened(),
  EXPERIENCE_ENTERED: () => m.told_experience_entered(),
  EXPERIENCE_RETURNED: () => m.told_experience_returned(),
  EXPERIENCE_WITHDRAWN: () => m.told_experience_withdrawn(),
  MEETING_PLANNED: () => m.told_meeting_planned(),
  MEETING_MOVED: () => m.told_meeting_moved(),
  MEETING_CANCELLED: () => m.told_meeting_cancelled(),
  NAME_LEFT: () => m.told_name_left(),
};
