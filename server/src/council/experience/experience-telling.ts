import type { EntityManager } from '@mikro-orm/postgresql';
import { Notification, NotificationKind } from '../../directory/notifications/notification.entity.js';
import type { ExperienceAddress } from './experience.entity.js';

/** Characters of a note that a notification quotes. */
const QUOTED = 160;

const TOLD = {
  ENTERED: NotificationKind.EXPERIENCE_ENTERED,
  RETURNED: NotificationKind.EXPERIENCE_RETURNED,
  WITHDRAWN: NotificationKind.EXPERIENCE_WITHDRAWN,
} as const;

/** Tells the author what has become of the description. */
export function tellAuthor(
  em: EntityManager,
  { id, owner, title, returnNote, withdrawnReason }: ExperienceAddress,
  what: keyof typeof TOLD,
): void {
  const detail = { ENTERED: null, RETURNED: returnNote, WITHDRAWN: withdrawnReason }[what];
  em.create(Notification, {
    ...{ account: owner, kind: TOLD[what], path: `/my/experience/${id}`, subject: title },
    detail: detail?.slice(0, QUOTED) ?? null,
  });
}
