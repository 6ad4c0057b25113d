import type { EntityManager } from '@mikro-orm/postgresql';
import { NotificationKind } from '../../directory/notifications/notification.entity.js';
import { lockVersion } from '../../materials/authoring/draft.access.js';
import { MaterialStatus } from '../../materials/material-enums.js';
import type { Material } from '../../materials/material.entity.js';
import { AuditEvent } from '../../platform/audit-event.entity.js';
import { councilOf } from '../council.entity.js';
import { FEWEST_REVIEWS } from './review.policy.js';
import { tellSecretaries } from './review-telling.js';

/** How the reviews of a working version stand. */
export interface Standing {
  readonly sent: number;
  readonly open: number;
  /** Percentage points between the best total and the worst; 0 without two. */
  readonly spread: number;
}

/** How the reviews of the working version stand in this transaction. */
export async function standingOf(em: EntityManager, { draftVersion }: Material): Promise<Standing> {
  const [row] = await em.execute<[Standing]>(
    `select count(*) filter (where a.state = 'SUBMITTED')::int as sent,
       count(*) filter (where a.state in ('INVITED', 'ACCEPTED', 'OVERDUE'))::int as open,
       coalesce(max(r.total) - min(r.total), 0)::int as spread
     from review_assignment a left join review r on r.assignment_id = a.id and r.sent_at is not null
     where a.material_version_id = ?`,
    [draftVersion!.id],
  );
  return row;
}

/** Whether two reviews differ so much that a third has to be heard. */
export function needsThird({ sent, open, spread }: Standing, spreadLimit: number): boolean {
  return sent === FEWEST_REVIEWS && open === 0 && spread > spreadLimit;
}

/**
 * Brings the material before the council when all reviews are in; where two differ too much, asks those who see to it
 * for a third. What was said or cancelled before has been flushed.
 */
export async function endReviews(em: EntityManager, material: Material): Promise<void> {
  const standing = await standingOf(em, material);
  if (material.draftStatus !== MaterialStatus.IN_REVIEW) return;
  if (standing.open > 0 || standing.sent < FEWEST_REVIEWS) return;
  const { spreadLimit } = await councilOf(em);
  if (needsThird(standing, spreadLimit))
    return tellSecretaries(em, material, NotificationKind.REVIEWS_DIFFER, `${standing.spread}`);
  await tellSecretaries(em, material, NotificationKind.REVIEWS_IN);
  material.bringToCouncil((await lockVersion(em, material.draftVersion!.id))!);
  em.create(AuditEvent, {
    ...{ actor: 'system', action: 'material.brought-to-council', subjectType: 'material' },
    ...{ subjectId: material.id, data: { reviews: standing.sent } },
  });
}
