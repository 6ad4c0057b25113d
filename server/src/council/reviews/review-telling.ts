import type { EntityManager } from '@mikro-orm/postgresql';
import { Account } from '../../directory/account.entity.js';
import { IN_FORCE } from '../../directory/directory.sql.js';
import { Notification, NotificationKind } from '../../directory/notifications/notification.entity.js';
import { Role } from '../../directory/role.js';
import type { Material } from '../../materials/material.entity.js';
import { MaterialVersion } from '../../materials/material-version.entity.js';
import { sqlArray } from '../../platform/sql-array.js';
import { dayInFigures } from '../../platform/time-zone.js';
import type { ReviewAssignment } from './review-assignment.entity.js';

/** What reviewers are told of, and where it leads them. */
type ToReviewer =
  | NotificationKind.REVIEW_INVITED
  | NotificationKind.REVIEW_CANCELLED
  | NotificationKind.REVIEW_DUE
  | NotificationKind.REVIEW_OVERDUE;

/** What those who see to the reviews are told of. */
type ToSecretary =
  | NotificationKind.REVIEW_DECLINED
  | NotificationKind.REVIEW_OVERDUE
  | NotificationKind.REVIEWS_IN
  | NotificationKind.REVIEWS_DIFFER;

/** Tells a reviewer; of the author it says nothing. */
export async function tellReviewer(
  em: EntityManager,
  assignment: ReviewAssignment,
  kind: ToReviewer,
): Promise<void> {
  const version = await em.findOneOrFail(MaterialVersion, assignment.materialVersion.id);
  em.create(Notification, {
    ...{ account: assignment.reviewer, kind, subject: version.title },
    path: `/my/reviews/${assignment.id}`,
    detail: kind === NotificationKind.REVIEW_CANCELLED ? null : dayInFigures(assignment.dueOn),
  });
}

/** Tells the council's secretaries and those who have asked for the reviews, but nobody who has a part in the material. */
export async function tellSecretaries(
  em: EntityManager,
  material: Material,
  kind: ToSecretary,
  detail: string | null = null,
): Promise<void> {
  const version = await em.findOneOrFail(MaterialVersion, material.draftVersion!.id);
  const people = await em.execute<{ id: string }[]>(
    `select a.id from account a where a.blocked_at is null
       and (exists (select 1 from role_assignment r where r.account_id = a.id and r.role = ? and r.scope = 'GLOBAL'
           and ${IN_FORCE})
         or exists (select 1 from review_assignment x where x.material_version_id = ? and x.invited_by_id = a.id))
       and a.id is distinct from ? and not (a.id = any (?::uuid[]))
       and not exists (select 1 from contribution c where c.material_version_id = ? and c.person_id = a.person_id)`,
    [
      Role.COUNCIL_SECRETARY,
      version.id,
      material.owner?.id ?? null,
      sqlArray(material.blindReviewers),
      version.id,
    ],
  );
  for (const { id } of people)
    em.create(Notification, {
      ...{ account: em.getReference(Account, id, { wrapped: true }), kind, subject: version.title, detail },
      path: `/council/queue/${material.id}`,
    });
}
