import type { MikroORM } from '@mikro-orm/postgresql';
import { NotificationKind } from '../../directory/notifications/notification.entity.js';
import { dayAtPlace, PLACE } from '../../materials/authoring/day-at.js';
import { Material } from '../../materials/material.entity.js';
import type { Jobs } from '../../platform/jobs.js';
import { AuditEvent } from '../../platform/audit-event.entity.js';
import { Conflict } from '../../platform/errors.js';
import { inTransaction } from '../../platform/transaction.js';
import { AssignmentState, ReviewAssignment } from './review-assignment.entity.js';
import { tellReviewer, tellSecretaries } from './review-telling.js';

/** Reminds reviewers and marks what is late. */
const WATCH_REVIEWS = 'council.watch-reviews';

/** Days before the last one on which a reviewer is reminded. */
const REMIND_BEFORE = 3;

/** Says how the due dates of reviews are watched: every morning, and again when a process has slept through it. */
export function defineReviewJobs(jobs: Jobs, orm: MikroORM): void {
  jobs.define(WATCH_REVIEWS, { cron: '15 0,6 * * *' }, () => watchReviews(orm));
}

/** Tells of each review that is due soon or late, once; days are those of the material's territory. */
export async function watchReviews(orm: MikroORM): Promise<void> {
  const due = await orm.em.fork().execute<{ id: string }[]>(
    `select a.id from review_assignment a join material m on m.id = a.material_id
     ${PLACE} cross join lateral (select ${dayAtPlace('now()')} as today) d
     where a.state in ('INVITED', 'ACCEPTED')
       and (a.due_on < d.today or (a.reminded_at is null and a.due_on <= d.today + ${REMIND_BEFORE}))`,
  );
  for (const { id } of due) {
    try {
      await inTransaction(orm.em, async (em) => {
        const [row] = await em.execute<{ late: boolean; materialId: string }[]>(
          `select m.id as "materialId", a.due_on < ${dayAtPlace('now()')} as late
           from review_assignment a join material m on m.id = a.material_id ${PLACE}
           where a.id = ? for update of m`,
          [id],
        );
        const assignment = await em.findOneOrFail(ReviewAssignment, id);
        const waits = [AssignmentState.INVITED, AssignmentState.ACCEPTED].includes(assignment.state);
        if (!row || !waits) return; // somebody was there first
        const { late, materialId } = row;
        assignment.remindedAt = new Date();
        if (!late) return tellReviewer(em, assignment, NotificationKind.REVIEW_DUE);
        assignment.lapse();
        await tellReviewer(em, assignment, NotificationKind.REVIEW_OVERDUE);
        const material = await em.findOneOrFail(Material, materialId);
        await tellSecretaries(em, material, NotificationKind.REVIEW_OVERDUE);
        em.create(AuditEvent, {
          ...{ actor: 'system', action: 'review.overdue', subjectType: 'material', subjectId: materialId },
          data: { assignment: id },
        });
      });
    } catch (error) {
      if (!(error instanceof Conflict)) throw error; // somebody has changed it meanwhile; the next run looks again
    }
  }
}
